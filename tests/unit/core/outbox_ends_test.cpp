// SPDX-License-Identifier: MIT
// Goal: a channel that has a notice already is asked again, and no other gets it too. Method: the
// pure step from a report to the row.
#include "core/outbox_ends.hpp"
#include "support/catch.hpp"

namespace throughgate::testing {
namespace {

using lifecycle::DeliveryState;
using What = plugin::Answer::What;

/// The row's channel after an attempt that began with `before` there.
std::string after(const std::string& before, DeliveryState state, What answer) {
    core::NoticeEnd end;
    end.row.channel = before;
    delivery::Report report;
    report.state = state;
    report.answer = answer;
    report.channel = "govuk-notify";
    return core::completed(std::move(end), report).row.channel;
}

}  // namespace

TEST_CASE("an attempt that failed for now leaves the choice of channel open") {
    CHECK(after("", DeliveryState::retrying, What::retry).empty());
}

TEST_CASE("a channel that has it is kept, also when a question of ours fails later") {
    CHECK(after("", DeliveryState::retrying, What::pending) == "govuk-notify");
    CHECK(after("govuk-notify", DeliveryState::retrying, What::retry) == "govuk-notify");
}

TEST_CASE("at the end the row says by which channel it went or failed") {
    CHECK(after("", DeliveryState::delivered, What::delivered) == "govuk-notify");
    CHECK(after("", DeliveryState::dead_lettered, What::failed) == "govuk-notify");
}

}  // namespace throughgate::testing
