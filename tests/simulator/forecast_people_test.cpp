// SPDX-License-Identifier: MIT
// Goal: in a forecast whoever holds a role on the day does its work; what nobody holds is said.
// Method: the people of a forecast on the real engine, on a virtual clock; the handover goes to a
// role of the directory.
#include "core/forecast_people.hpp"

#include "simulator/change_play.hpp"

namespace {

using namespace throughgate;
using namespace throughgate::testing::change;
using testing::Play;

/// The handover goes to the accommodation worker, whom nobody is at first.
struct Office {
    Play play;
    core::ForecastPeople people;

    Office() {
        auto files = small();
        for (DefinitionFile& file : files)
            if (file.path == "spine/pathway.yaml")
                replace_all(file.bytes, "    to: ro\n    acknowledge",
                            "    to: acc_worker\n    acknowledge");
        must(play.engine().apply(files, author));
        std::string staff = testing::play_directory();
        replace_all(staff, "acc_worker,N03A", "duty_officer,N03A");
        must(play.engine().import_directory(staff, "directory.csv", author));
    }

    /// Lets the people do what is due next; gives who acknowledged the handover of the case.
    std::string acknowledged_by(const std::string& reference) {
        {
            auto reader = play.engine().parts().store->read();
            people.look(*must((*reader)->load_case(*must((*reader)->find_reference(reference)))));
        }
        REQUIRE(people.next());
        REQUIRE(play.engine().run_until(*people.next()).ok());
        REQUIRE(people.act(play.engine()).ok());
        for (const HandoffView& each : must(play.engine().find_case(reference)).handoffs)
            if (each.name == "H01") return each.acknowledged_by;
        return "no handover";
    }
};

}  // namespace

TEST_CASE("who holds a role is looked for on each day anew, and then does what is due") {
    Office office;
    CHECK(office.acknowledged_by(case_of(office.play, 1, "N03A")).empty());
    office.play.run_until("2026-10-05T08:00:00Z");
    const std::string later = case_of(office.play, 2, "N03A");
    must(office.play.engine().import_directory(testing::play_directory(), "directory.csv", author));
    CHECK(office.acknowledged_by(later) == "S07");
    CHECK(office.people.not_done() ==
          std::vector<std::string>{"H01: nobody may act as acc_worker (1 handoff)"});
}

TEST_CASE("what nobody holds is given up and said once, with how many") {
    Office office;
    CHECK(office.acknowledged_by(case_of(office.play, 1, "N03A")).empty());
    CHECK(office.acknowledged_by(case_of(office.play, 2, "N03A")).empty());
    CHECK(office.people.not_done() ==
          std::vector<std::string>{"H01: nobody may act as acc_worker (2 handoffs)"});
}
