// SPDX-License-Identifier: MIT
// Window: what one query may look through. Without a viewer it is the whole store, as the trusted
// embedder sees it. With one, cases come from the store's own predicates, texts that a label
// protects are blanked at their source, and every case that is answered is written to the log of
// reads, in one transaction, before the answer is given.
#pragma once

#include <functional>
#include <map>
#include <optional>

#include "core/case_lookup.hpp"
#include "core/engine_parts.hpp"
#include "core/sight.hpp"
#include "core/withheld.hpp"

namespace throughgate::core {

/// Who asks; without a viewer the embedder does.
struct Asker {
    Engine::Parts& parts;
    const Viewer* viewer = nullptr;
};

/// How the log of reads names it; kinds are stored, never rename.
struct Use {
    std::string_view what;  ///< "case", "worklist"
    std::string_view kind = "consultation";
};

/// A line of the log of reads.
Consultation consultation_of(const Viewer& viewer, Instant at, Use use, CaseId id);
/// All of the case, or through a broken glass.
bool is_open(store::Seen seen);

class Window {
public:
    /// ahead: it may show what is not durable yet; see Store::read_ahead.
    enum class Freshness : std::uint8_t { durable, ahead };
    static Result<std::unique_ptr<Window>> open(const Asker& asker, Use use,
                                                Freshness freshness = Freshness::durable);

    store::Reader& reader() { return *reader_; }
    [[nodiscard]] Engine::Parts& parts() { return asker_.parts; }
    [[nodiscard]] const Surroundings& around() const { return *around_; }
    [[nodiscard]] const SurroundingsPointer& around_pointer() const { return around_; }
    [[nodiscard]] const journey::World& world() const { return world_; }
    [[nodiscard]] bool trusted() const { return !sight_; }
    [[nodiscard]] const std::optional<Sight>& sight() const { return sight_; }

    /// By reference, prison number or CRN. forbidden: there is such a reference, but it is not for
    /// this viewer. not_found of a number: no such person, or none that may be seen.
    Result<CaseId> find_case_id(std::string_view named);
    Result<Case> load_case(std::string_view named);
    /// Cases that may be seen; restricted ones only where nothing is filtered by.
    Result<std::vector<CaseSummary>> list_cases(store::CaseFilter filter, CaseId after,
                                                std::size_t limit);
    /// The same in pages, without restricted ones.
    Status each_case(store::CaseFilter filter,
                     const std::function<Status(const CaseSummary&)>& visit, CaseId after = {});
    /// What is withheld of a case that this window gave out.
    [[nodiscard]] Withheld withheld_of(const Case& the_case);
    /// The surroundings as they may be read on this case: what is labelled has no words.
    const Surroundings& around_for(const Case& the_case);
    journey::World world_for(const Case& the_case);
    Result<store::Seen> seen(CaseId id);

    /// The answer holds something of this case.
    void note(CaseId id);
    void note(std::string_view reference);
    [[nodiscard]] bool has_reads() const { return !reads_.empty() || !noted_.empty(); }
    /// The lines of what was noted; they are the caller's to keep.
    std::vector<Consultation> take_reads();
    /// Writes what was noted; unavailable: then nothing may be answered.
    Status keep_reads();

private:
    Window(const Asker& asker, Use use, std::unique_ptr<store::Reader> reader);
    Labels labels_of(const Case& the_case);
    void refuse(CaseId id);

    Asker asker_;
    Use use_;
    std::unique_ptr<store::Reader> reader_;
    SurroundingsPointer around_;
    journey::World world_;
    std::optional<Sight> sight_;
    std::map<CaseId, store::Seen> seen_;
    std::vector<SurroundingsPointer> masked_;  ///< those in use
    std::vector<Consultation> reads_;          ///< what was refused
    std::set<CaseId> noted_;                   ///< what was given: one line for all of it
};

template <typename Answer>
Result<Answer> ask(const Asker& asker, Use use,
                   const std::function<Result<Answer>(Window&)>& body) {
    auto window = Window::open(asker, use);
    if (!window.ok()) return window.error();
    Result<Answer> answer = body(**window);
    if (auto kept = (*window)->keep_reads(); !kept.ok()) return kept.error();
    return answer;
}

}  // namespace throughgate::core
