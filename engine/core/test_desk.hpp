// SPDX-License-Identifier: MIT
// The desk at which tests run: a real engine on a SQLite file of its own and a virtual clock, whose
// notices go into a letterbox.
#pragma once

#include <map>
#include <set>

#include "core/engine_parts.hpp"
#include "tooling/test_run.hpp"

namespace throughgate::core {

struct TestDeskOptions {
    std::string store_path;  ///< an existing store: definitions and staff are in it
    Instant starts{};
    Witness witness;
    SurroundingsPointer prepared;
};

class EngineTestDesk final : public tooling::TestDesk {
public:
    static Result<std::unique_ptr<EngineTestDesk>> open(TestDeskOptions options);

    Result<Receipt> submit(Command command) override;
    Status run_until(Instant until) override;
    Status restart_at(Instant at) override;
    Result<tooling::Seen> look() override;
    void answer_as(std::string_view answer) override { letters_->answer = answer; }
    [[nodiscard]] Instant now() const override { return clock_.now(); }

private:
    struct Letters {
        std::string answer = "delivers";
        std::map<std::string, Instant> delivered;  ///< effects as text, and when
    };
    class Letterbox;

    explicit EngineTestDesk(TestDeskOptions options);
    Status open_engine();
    Status add_notices(store::Reader& reader, tooling::Seen& seen);
    Status add_log(store::Reader& reader, tooling::Seen& seen);
    tooling::SentNotice notice_of(const OutboxRow& row, const Case& the_case) const;

    TestDeskOptions options_;
    VirtualClock clock_;
    std::shared_ptr<Letters> letters_ = std::make_shared<Letters>();
    std::unique_ptr<Engine> engine_;
    std::set<EffectId> told_;   ///< notices that a look has shown
    std::uint64_t logged_ = 0;  ///< as far as a look has read
};

}  // namespace throughgate::core
