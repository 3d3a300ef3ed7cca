// SPDX-License-Identifier: MIT
// Goal: a channel that is down costs no notice and is not called over and over; whoever asks after
// the engine's health is told. Method: a played caseload whose channel answers as the test says.
#include <set>

#include "support/catch.hpp"
#include "support/play.hpp"

using namespace throughgate;
using throughgate::testing::Play;
using throughgate::testing::PlayOptions;

namespace {

struct Far {
    bool down = true;
    std::size_t calls = 0;
    std::set<std::string> taken;  ///< effect ids
    std::size_t twice = 0;

    plugin::Answer answer(const plugin::Message& message) {
        ++calls;
        if (down) return {plugin::Answer::What::retry, "nobody there"};
        twice += taken.insert(message.effect_id).second ? 0 : 1;
        return {plugin::Answer::What::delivered, "taken"};
    }
};

Play play_with(Far& far) {
    PlayOptions options;
    options.channel = [&far](const plugin::Message& message) { return far.answer(message); };
    return Play(options);
}

std::vector<std::string> open_cases(Play& play, int count) {
    std::vector<std::string> references;
    for (int i = 0; i < count; ++i)
        references.push_back(play.open_case("A9" + std::to_string(100 + i) + "ZZ", "2026-12-07"));
    return references;
}

bool warns(Play& play) {
    for (const std::string& warning : play.engine().health().warnings)
        if (warning.find("channel 'scripted' has failed") != std::string::npos) return true;
    return false;
}

std::size_t in_state(Play& play, const std::vector<std::string>& references,
                     const std::set<std::string>& states) {
    std::size_t count = 0;
    for (const std::string& reference : references) {
        const auto found = play.engine().find_case(reference);
        for (const NoticeView& notice : found->notices) count += states.count(notice.state);
    }
    return count;
}

}  // namespace

TEST_CASE("a channel that is down for an hour is left alone, and then everything goes out once") {
    constexpr int cases = 40;
    Far far;
    Play play = play_with(far);
    CHECK_FALSE(warns(play));
    const auto references = open_cases(play, cases);
    play.run_until("2026-09-28T09:00:00Z");
    const std::size_t waiting = in_state(play, references, {"queued", "retrying"});
    REQUIRE(waiting >= cases);
    CHECK(warns(play));
    CHECK(far.calls < waiting);
    CHECK(in_state(play, references, {"dead_lettered"}) == 0);

    far.down = false;
    play.run_until("2026-09-29T09:00:00Z");
    CHECK_FALSE(warns(play));
    CHECK(in_state(play, references, {"retrying", "dead_lettered"}) == 0);
    CHECK(in_state(play, references, {"delivered"}) == far.taken.size());
    CHECK(far.twice == 0);
}
