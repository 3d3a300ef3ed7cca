// SPDX-License-Identifier: MIT
// Goal: `check --strict` warns of what authors easily forget, and only then.
// Method: the small definitions with one thing forgotten; the code must come with strictness alone.
#include "support/catch.hpp"
#include "unit/definition/support.hpp"

namespace throughgate::definition {
namespace {

constexpr const char* accommodation = "accommodation/pathway.yaml";

struct Forgotten {
    std::string code, path, from, to, name;
};

const std::vector<Forgotten>& forgotten() {
    static const std::vector<Forgotten> all{
        {"TG0239", accommodation, "        due: 5 working days after entry\n", "", "'screen'"},
        {"TG0621", "common/ladders.yaml", "ladders:\n",
         "ladders:\n  spare: {one: {at: due, tell: head_pdu, class: info, message: state_due}}\n",
         "'spare'"},
        {"TG0819", "common/roles.yaml", "roles:\n",
         "roles:\n  idle: {side: community, label: Idle}\n", "'idle'"},
        {"TG0820", "common/facts.yaml", "facts:\n",
         "exemptions:\n  strike: {title: Strike, set_by: ro, gives: 2 days after now, at_most: 9 "
         "days after now}\nfacts:\n",
         "'strike'"},
        {"TG0226", "common/facts.yaml", "facts:\n",
         "facts:\n  forgotten: {truth: true, set_by: ro}\n", "'forgotten'"},
        {"TG0353", "spine/pathway.yaml",
         "release_near: {at: 12 weeks before release, to: pre_release}",
         "release_near: {at: 12 weeks before release, choose: [{when: nation is wales, to: stay}, "
         "{otherwise: pre_release}]}",
         "'release_near'"},
        {"TG0255", accommodation, "detained: on_hold", "detaned: on_hold", "'detaned'"},
        {"TG0706", "common/ladders.yaml", "messages:\n",
         "messages:\n  unsent: {subject: S, body: B}\n", "'unsent'"},
    };
    return all;
}

bool says(const Loaded& loaded, const Forgotten& each) {
    for (const Diagnostic& d : loaded.diagnostics)
        if (d.code == each.code && d.message.find(each.name) != std::string::npos)
            return d.severity == Severity::warning;
    return false;
}

TEST_CASE("what was forgotten is warned of when asked to be strict, not otherwise") {
    for (const Forgotten& each : forgotten()) {
        INFO(each.code << " " << each.name);
        const auto files = testing::edited(testing::small_files(), each.path, each.from, each.to);
        const Loaded strict = load(files, std::nullopt, Strictness::strict);
        INFO(testing::text_of(strict));
        CHECK(says(strict, each));
        CHECK_FALSE(says(load(files), each));
        CHECK_FALSE(says(load(testing::small_files(), std::nullopt, Strictness::strict), each));
    }
}

TEST_CASE("a state that rests on purpose is not warned of, and its hash of behaviour stays") {
    const auto undated = testing::edited(testing::small_files(), accommodation,
                                         "        due: 5 working days after entry\n", "");
    const auto resting =
        testing::edited(testing::small_files(), accommodation,
                        "        due: 5 working days after entry\n", "        rests: true\n");
    const Forgotten& screen = forgotten().front();
    const Loaded rests = load(resting, std::nullopt, Strictness::strict);
    CHECK_FALSE(says(rests, screen));
    const auto hash_of = [](const Loaded& loaded) { return loaded.set.current[1]->behaviour; };
    CHECK(hash_of(rests) == hash_of(load(undated)));
}

}  // namespace
}  // namespace throughgate::definition
