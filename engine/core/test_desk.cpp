// SPDX-License-Identifier: MIT
#include "core/test_desk.hpp"

#include "model/effect_text.hpp"

namespace throughgate::core {
namespace {

constexpr std::size_t page = 500;
/// A test has one case.
constexpr CaseId only_case{1};

}  // namespace

/// Remembers when it took what; answers as the test says.
class EngineTestDesk::Letterbox final : public plugin::Channel {
public:
    explicit Letterbox(std::shared_ptr<Letters> letters) : letters_(std::move(letters)) {}
    const plugin::Description& description() const override { return description_; }
    plugin::Answer deliver(const plugin::Message& message) override {
        using What = plugin::Answer::What;
        if (letters_->answer == "times_out") return {What::retry, "no answer in time"};
        if (letters_->answer == "refuses") return {What::failed, "refused for good"};
        letters_->delivered.insert_or_assign(message.effect_id, message.now);
        return {What::delivered, "in the letterbox"};
    }

private:
    std::shared_ptr<Letters> letters_;
    plugin::Description description_{"letterbox", "Keeps what tests look at.", {}};
};

EngineTestDesk::EngineTestDesk(TestDeskOptions options)
    : options_(std::move(options)), clock_(options_.starts) {}

Result<std::unique_ptr<EngineTestDesk>> EngineTestDesk::open(TestDeskOptions options) {
    std::unique_ptr<EngineTestDesk> desk(new EngineTestDesk(std::move(options)));
    if (auto opened = desk->open_engine(); !opened.ok()) return opened.error();
    return desk;
}

Status EngineTestDesk::open_engine() {
    EngineOptions options;
    options.store_path = options_.store_path;
    options.clock = &clock_;
    options.check_invariants = true;
    store::SqliteOptions sqlite;
    sqlite.path = options_.store_path;
    sqlite.checkpointer = false;
    sqlite.survives_power_loss = false;
    auto store = store::open_sqlite(sqlite);
    if (!store.ok()) return store.error();
    Inside inside;
    inside.store = std::move(*store);
    inside.channel_name = "letterbox";
    inside.channel = std::make_unique<Letterbox>(letters_);
    inside.witness = options_.witness;
    inside.prepared = options_.prepared;
    inside.at_once = true;  // a workflow is tested for what it owes; when it goes is the policy's
    auto engine = assemble(std::move(options), std::move(inside));
    if (!engine.ok()) return engine.error();
    engine_ = std::move(*engine);
    return {};
}

Result<Receipt> EngineTestDesk::submit(Command command) {
    auto receipt = engine_->submit(std::move(command));
    if (!receipt.ok()) return receipt;
    if (auto ran = engine_->run_until(clock_.now()); !ran.ok()) return ran.error();
    return receipt;
}

Status EngineTestDesk::run_until(Instant until) { return engine_->run_until(until); }

Status EngineTestDesk::restart_at(Instant at) {
    engine_.reset();
    clock_.set(at);
    if (auto opened = open_engine(); !opened.ok()) return opened;
    return engine_->run_until(at);
}

Result<tooling::Seen> EngineTestDesk::look() {
    auto reader = engine_->parts().store->read();
    if (!reader.ok()) return reader.error();
    auto loaded = (*reader)->load_case(only_case);
    if (!loaded.ok()) return loaded.error();
    if (!loaded->has_value())
        return Error{ErrorKind::not_found, "the case of the test is not there", "case"};
    tooling::Seen seen;
    seen.the_case = std::move(**loaded);
    if (auto added = add_notices(**reader, seen); !added.ok()) return added.error();
    if (auto added = add_log(**reader, seen); !added.ok()) return added.error();
    const auto incidents = (*reader)->list_incidents(true, page);
    if (!incidents.ok()) return incidents.error();
    for (const Incident& incident : *incidents) seen.incidents.push_back(incident.message);
    if (engine_->parts().loop->violations() > 0)
        seen.incidents.emplace_back("an invariant of the engine is broken; please report the test");
    return seen;
}

Status EngineTestDesk::add_notices(store::Reader& reader, tooling::Seen& seen) {
    EffectId after;
    after.case_id = only_case;
    for (;;) {
        const auto rows = reader.list_outbox(only_case, after, page);
        if (!rows.ok()) return rows.error();
        for (const OutboxRow& row : *rows)
            if (row.state == lifecycle::DeliveryState::delivered && told_.insert(row.effect).second)
                seen.sent.push_back(notice_of(row, seen.the_case));
        if (rows->size() < page) return {};
        after = rows->back().effect;
    }
}

tooling::SentNotice EngineTestDesk::notice_of(const OutboxRow& row, const Case& the_case) const {
    tooling::SentNotice notice;
    notice.to = to_words(row.notice.recipient);
    notice.recipient = row.recipient;
    notice.message = row.notice.message.text();
    notice.notice_class = name_of(row.notice.notice_class);
    const auto letter = letters_->delivered.find(text_of(row.effect));
    notice.at = letter == letters_->delivered.end() ? row.queued : letter->second;
    if (const Handoff* handoff = the_case.find_handoff(row.notice.handoff)) {
        notice.handoff = handoff->name.text();
        notice.handoff_to = handoff->to_role.text();
    }
    return notice;
}

Status EngineTestDesk::add_log(store::Reader& reader, tooling::Seen& seen) {
    for (;;) {
        auto entries = reader.read_log(only_case, logged_, page);
        if (!entries.ok()) return entries.error();
        for (StoredLogEntry& entry : *entries) {
            logged_ = entry.sequence;
            seen.log.push_back(std::move(entry));
        }
        if (entries->size() < page) return {};
    }
}

}  // namespace throughgate::core
