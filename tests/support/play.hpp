// SPDX-License-Identifier: MIT
// Play: a whole engine on a real SQLite file and a virtual clock, with the small definitions and a
// small staff directory, for tests that speak of behaviour. Notices go to a maildir through the
// real plug-in when `mail` is asked for.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/engine_parts.hpp"
#include "support/temporary_folder.hpp"
#include "throughgate/engine.hpp"

namespace throughgate::testing {

struct PlayOptions {
    bool mail = false;
    bool shadow = false;
    std::string one_time_links{};
    std::string vfs;  ///< a registered VFS; empty: the default
    std::string definitions = "tests/support/definitions/small";
    std::string store;   ///< a path of one's own; empty: in the play's folder
    bool set_up = true;  ///< publish definitions and directory
    /// Other systems by name: what each answers. Given, the definitions record in them.
    std::map<std::string, std::function<plugin::Answer(const plugin::Message&)>> upstreams{};
    /// Instead of mail: what the channel of notices answers.
    std::function<plugin::Answer(const plugin::Message&)> channel{};
    /// When people are told, as YAML of one line: "{digest: ...}"; empty: each notice at once.
    std::string policy{};
};

/// "2026-09-28T08:00:00Z", a Monday; 9:00 in London.
Instant play_start();

class Play {
public:
    explicit Play(PlayOptions options = {});

    Engine& engine() { return *engine_; }
    VirtualClock& clock() { return clock_; }
    [[nodiscard]] std::string store_path() const;
    [[nodiscard]] std::string maildir() const { return folder_ / "maildir"; }
    TemporaryFolder& folder() { return folder_; }

    /// Ends the engine and opens it again on the same store and clock.
    void restart();
    /// Only opens (or tries to): the error is what `Engine::open` said.
    Result<std::unique_ptr<Engine>> try_open();
    void close() { engine_.reset(); }
    /// Called at the very moment at which a command that wrote something is answered.
    std::function<void()> at_answer;
    Result<Receipt> submit(Command command);

    /// Moves to `instant` (ISO text or "+N days" from now), doing all that falls due.
    void run_until(const std::string& instant);
    /// Opens a case with a release date; fails the test when refused. Returns its reference.
    std::string open_case(const std::string& noms, const std::string& release,
                          std::vector<Field> more = {});
    /// Sends an event as `person`; returns the whole answer.
    Result<Receipt> send(const std::string& reference, const std::string& event,
                         std::vector<std::pair<std::string, std::string>> fields = {},
                         const std::string& person = "S01", const std::string& reason = "test");
    Result<Receipt> act(const std::string& reference, const std::string& handoff,
                        HandoffAction action, const std::string& person,
                        const std::string& evidence = "");
    [[nodiscard]] Command command(const std::string& person, const std::string& reason = "test");

    /// Short ids of the active leaf states: "spine:phase.in_custody".
    std::vector<std::string> states(const std::string& reference);
    /// State of the handoff of that name ("H06:police"), or "none".
    std::string handoff(const std::string& reference, const std::string& name);
    std::size_t delivered(const std::string& reference);
    [[nodiscard]] bool is_in(const std::string& reference, const std::string& state);

private:
    EngineOptions engine_options();
    void set_up();

    TemporaryFolder folder_;
    PlayOptions options_;
    VirtualClock clock_;
    std::unique_ptr<Engine> engine_;
    unsigned keys_ = 0;
};

/// The directory of every play, as CSV: S01 and S02 are responsible officers of team N03A (deputies
/// of each other, managed by S03), S04 the prison's offender manager, S05 its administrator.
std::string play_directory();
/// Every .yaml below the repository's `folder`, tests left out.
std::vector<DefinitionFile> definition_files(const std::string& folder);
/// The small definitions, where the spine also records in ndelius: "Released from custody",
/// "Recalled", H01; in ndelius and oasys: "First contact made".
std::vector<DefinitionFile> recording_definitions();

}  // namespace throughgate::testing
