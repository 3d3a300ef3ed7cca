// SPDX-License-Identifier: MIT
// Session: the engine behind one command, and who acts.
#pragma once

#include <memory>

#include "host/cli/arguments.hpp"
#include "host/cli/console.hpp"
#include "throughgate/access.hpp"

namespace throughgate::cli {

/// The engine with the functions of Access, and nothing withheld.
class Trusted {
public:
    explicit Trusted(Engine& engine) : engine_(engine) {}
    auto find_case(std::string_view reference) { return engine_.find_case(reference); }
    auto list_cases(const CaseQuery& query) { return engine_.list_cases(query); }
    auto history(std::string_view reference, std::uint64_t after, std::size_t limit) {
        return engine_.history(reference, after, limit);
    }
    auto list_handoffs(const HandoffQuery& query) { return engine_.list_handoffs(query); }
    auto worklist(std::string_view person) { return engine_.worklist(person); }
    auto facts_of(std::string_view reference, std::string_view language) {
        return throughgate::facts_of(engine_, reference, language);
    }
    auto needs_of(std::string_view reference, std::string_view language) {
        return throughgate::needs_of(engine_, reference, language);
    }
    auto release_sheet(std::string_view reference, std::string_view language) {
        return throughgate::release_sheet(engine_, reference, language);
    }
    auto upstream_items(const UpstreamItemQuery& query) {
        return throughgate::upstream_items(engine_, query);
    }
    auto releases(const ReleaseQuery& query) { return throughgate::releases(engine_, query); }
    auto receptions(const ReceptionQuery& query) { return throughgate::receptions(engine_, query); }
    auto contact_text(std::string_view reference, std::string_view handoff,
                      std::string_view language) {
        return throughgate::contact_text(engine_, reference, handoff, language);
    }

private:
    Engine& engine_;
};

/// Opens the store beside whoever runs it. A store that was played on a virtual clock is read at
/// the time where that clock stands (said on standard error).
class Session {
public:
    static Result<std::unique_ptr<Session>> open(const Arguments& arguments, const Console& console,
                                                 bool create);
    Engine& engine() { return *engine_; }
    /// Who acts: --as, else the operating-system user through the directory; always with the
    /// principal that says so. refused when neither is known.
    Result<Actor> actor(const Arguments& arguments);
    /// Asks the engine as --as may ask it, or, without --as, as whoever can read the store's file.
    template <typename Ask>
    auto ask(const Arguments& arguments, Ask query) {
        if (arguments.as.empty()) {
            Trusted trusted(*engine_);
            return query(trusted);
        }
        Access access = access_of(arguments);
        return query(access);
    }
    Access access_of(const Arguments& arguments);
    /// What --as sends must be about what they may see.
    Result<Receipt> submit(const Arguments& arguments, Command command);

private:
    std::unique_ptr<VirtualClock> clock_;
    std::unique_ptr<Engine> engine_;
};

/// What a failed opening means for whoever named `store`: a missing file is a store out of reach.
Error unreachable(Error error, const std::string& store);
/// Says why the store cannot be run by this program; the exit code.
int fail_to_open(const Error& error, const Arguments& arguments, const Console& console);
/// A store whose virtual clock is ahead of the real one would stand still until then.
Status refuse_future(Engine& engine);
/// "os:" and the name of the user who runs this program.
std::string principal();
/// A key that was never used before.
std::string fresh_key();
/// The day of --now, else of the machine's clock, in UTC.
Date today(const Arguments& arguments);
/// The day of an option such as --from; empty text: none.
Result<std::optional<Date>> day_of(const std::string& text, const char* option);
/// Whole file; invalid when it cannot be read.
Result<std::string> read_file(const std::string& path);
/// Every .yaml below `folder` but tests, with paths relative to it.
Result<std::vector<DefinitionFile>> read_definitions(const std::string& folder);
/// A pathway or chart, and the `common` folder that lies beside its own.
Result<std::vector<DefinitionFile>> read_pathway(const std::string& path);
/// "name=value" pairs; invalid names the first that is none.
Result<std::vector<std::pair<std::string, std::string>>> split_pairs(
    const std::vector<std::string>& pairs);
/// Every named plug-in that is not installed, with those that are. unavailable.
Status plugins_are_there(const EngineOptions& options, const Arguments& arguments);
/// Plug-in names and paths with their settings, found beside this program or where installed.
Result<EngineOptions> with_channels(EngineOptions options, const Arguments& arguments);

}  // namespace throughgate::cli
