// SPDX-License-Identifier: MIT
// Goal: the right person is told, and whoever stands in does so for a reason that can be read.
// Method: one small directory; each row changes it and says who is found and why.
#include "notices_support.hpp"

using namespace throughgate;
using namespace throughgate::notices;
using namespace throughgate::testing;

namespace {

std::string found(const Office& office, const std::string& role, Relation relation) {
    const auto person =
        resolve(office.directory, office.set, office.context, {Symbol::of(role), relation}, today);
    if (!person) return "nobody";
    return person->because.empty() ? person->id : person->id + " (" + person->because + ")";
}

std::string grants(const Office& office, const std::string& person) {
    std::string text;
    for (const Symbol role : grants_of(office.directory, office.set, office.context, person, today))
        text += (text.empty() ? "" : " ") + std::string(role.text());
    return text;
}

}  // namespace

TEST_CASE("the holder is told when present and reachable") {
    const Office office;
    CHECK(found(office, "ro", Relation::holder) == "aspen");
    CHECK(found(office, "pom", Relation::holder) == "cedar");
}

TEST_CASE("the chain goes from the holder to the deputy, the team box and the manager") {
    Office office;
    office.away("aspen");
    CHECK(found(office, "ro", Relation::holder) == "birch (deputy of the ro: the ro is absent)");
    office.unreachable("birch");
    CHECK(found(office, "ro", Relation::holder) == "box-stoke (team box: the ro is absent)");
    office.unreachable("box-stoke");
    CHECK(found(office, "ro", Relation::holder) == "maple (manager of the ro: the ro is absent)");
    office.away("maple");
    CHECK(found(office, "ro", Relation::holder) == "oak (manager of the ro: the ro is absent)");
    office.unreachable("oak");
    CHECK(found(office, "ro", Relation::holder) == "rowan (manager of the ro: the ro is absent)");
    office.unreachable("rowan");
    CHECK(found(office, "ro", Relation::holder) == "nobody");
}

TEST_CASE(
    "the last resort is whoever is there: on duty, in the role, on the case; own side first") {
    Office office;
    const auto last = [&](const std::string& told = "") {
        const auto person = last_resort(office.directory, office.set, office.context,
                                        Symbol::of("spo"), today, today, told);
        return person ? person->id : "nobody";
    };
    office.directory.duties = {{"STOKE", today, "birch"}};
    CHECK(last() == "birch");
    CHECK(last("birch") == "maple");
    office.directory.duties.clear();
    for (const char* id : {"maple", "oak", "rowan"}) office.away(id);
    CHECK(last() == "aspen");  // the spo's own side
    office.away("aspen");
    CHECK(last() == "birch");  // the deputy
    office.away("birch");
    CHECK(last() == "cedar");  // the box of the team is nobody
    office.away("cedar");
    CHECK(last() == "nobody");
}

TEST_CASE("a holder without an address cannot be reached, and is not called absent") {
    Office office;
    office.unreachable("aspen");
    CHECK(found(office, "ro", Relation::holder) ==
          "birch (deputy of the ro: the ro cannot be reached)");
}

TEST_CASE("an unallocated role goes to the team box, because nobody is it") {
    Office office;
    office.context.holders.clear();
    CHECK(found(office, "ro", Relation::holder) == "box-stoke (team box: nobody is the ro)");
    CHECK(found(office, "pom", Relation::holder) == "box-prison (team box: nobody is the pom)");
    office.unreachable("box-stoke");
    CHECK(found(office, "ro", Relation::holder) == "maple (manager of the ro: nobody is the ro)");
}

TEST_CASE("a holder who has left the directory is nobody") {
    Office office;
    office.remove("aspen");
    CHECK(found(office, "ro", Relation::holder) == "box-stoke (team box: nobody is the ro)");
}

TEST_CASE("a relation starts the chain further along") {
    Office office;
    CHECK(found(office, "ro", Relation::deputy) == "birch");
    CHECK(found(office, "ro", Relation::team_box) == "box-stoke");
    CHECK(found(office, "ro", Relation::manager) == "maple");
    office.unreachable("birch");
    CHECK(found(office, "ro", Relation::deputy) == "box-stoke (team box)");
    office.unreachable("box-stoke");
    CHECK(found(office, "ro", Relation::team_box) == "maple (manager of the ro)");
}

TEST_CASE("an absent manager is replaced by the deputy or a colleague, and never by the officer") {
    Office office;
    office.away("maple");
    CHECK(found(office, "ro", Relation::manager) == "oak (in place of the manager of the ro)");
    office.member("maple").deputy = "aspen";
    office.unreachable("oak");
    CHECK(found(office, "ro", Relation::manager) == "rowan (in place of the manager of the ro)");
}

TEST_CASE("the manager of the manager is told, else whoever is nearest to that") {
    Office office;
    CHECK(found(office, "ro", Relation::upper_manager) == "rowan");
    office.member("maple").manager.clear();
    CHECK(found(office, "ro", Relation::upper_manager) ==
          "rowan (in place of the manager of the manager of the ro)");
    office.unreachable("rowan");
    CHECK(found(office, "ro", Relation::upper_manager) ==
          "maple (in place of the manager of the manager of the ro)");
    office.unreachable("maple");
    office.unreachable("oak");
    CHECK(found(office, "ro", Relation::upper_manager) == "nobody");
}

TEST_CASE("managers who manage each other do not send the search round for ever") {
    Office office;
    for (const char* id : {"maple", "oak", "rowan"}) office.unreachable(id);
    office.member("maple").manager = "rowan";
    office.member("rowan").manager = "maple";
    CHECK(found(office, "ro", Relation::manager) == "nobody");
}

TEST_CASE("a role that is held by a team goes to its first member who can be told") {
    Office office;
    CHECK(found(office, "spo", Relation::holder) == "maple");
    office.away("maple");
    CHECK(found(office, "spo", Relation::holder) == "oak");
}

TEST_CASE("a team role with a named holder goes to that holder") {
    Office office;
    office.context.holders.push_back({Symbol::of("spo"), "oak", {}});
    CHECK(found(office, "spo", Relation::holder) == "oak");
}

TEST_CASE("an outside or unknown role is nobody here, whatever the relation") {
    const Office office;
    const auto relation =
        GENERATE(Relation::holder, Relation::deputy, Relation::manager, Relation::team_box);
    CHECK(found(office, "external", relation) == "nobody");
    CHECK(found(office, "no_such_role", relation) == "nobody");
}

TEST_CASE("limited access or high risk: named persons only, never a box") {
    const bool limited = GENERATE(true, false);
    Office office;
    office.context.limited_access = limited;
    office.context.high_risk = !limited;
    office.away("aspen");
    office.away("birch");
    CHECK(found(office, "ro", Relation::holder) == "maple (manager of the ro: the ro is absent)");
    CHECK(found(office, "ro", Relation::team_box) == "maple (manager of the ro)");
    office.member("aspen").deputy = "box-stoke";
    CHECK(found(office, "ro", Relation::deputy) == "maple (manager of the ro)");
}

TEST_CASE(
    "work stays with its holder, away or without an address, and else falls to who stands in") {
    Office office;
    const auto owner = [&](const char* role) {
        const auto found =
            owner_of(office.directory, office.set, office.context, Symbol::of(role), today);
        return found ? found->id : std::string("nobody");
    };
    CHECK(owner("ro") == "aspen");
    office.away("aspen");
    office.unreachable("aspen");
    CHECK(owner("ro") == "aspen");
    office.context.holders.clear();
    CHECK(owner("ro") == "box-stoke");
    office.context.high_risk = true;
    CHECK(owner("ro") == "maple");
    for (const char* id : {"maple", "oak", "rowan"}) office.unreachable(id);
    CHECK(owner("ro") == "nobody");
    CHECK(owner("external") == "nobody");
    CHECK(owner("no_such_role") == "nobody");
}

TEST_CASE("absence holds from its first to its last day, or from one end alone") {
    struct Row {
        std::optional<int> from, until;  // days from today
        bool absent;
    };
    const Row row = GENERATE(Row{0, 0, true}, Row{-3, 3, true}, Row{1, 5, false},
                             Row{-5, -1, false}, Row{-1, {}, true}, Row{1, {}, false},
                             Row{{}, 0, true}, Row{{}, -1, false}, Row{{}, {}, false});
    Office office;
    StaffMember& aspen = office.member("aspen");
    if (row.from) aspen.absent_from = today + std::chrono::days(*row.from);
    if (row.until) aspen.absent_until = today + std::chrono::days(*row.until);
    INFO("from " << row.from.value_or(99) << " until " << row.until.value_or(99));
    CHECK((found(office, "ro", Relation::holder) != "aspen") == row.absent);
}

TEST_CASE("a role with a named holder belongs to that holder alone, and while away to the deputy") {
    Office office;
    CHECK(grants(office, "aspen") == "ro");
    CHECK(grants(office, "birch") == "");
    office.away("aspen");
    CHECK(grants(office, "birch") == "ro");
    CHECK(grants(office, "aspen") == "ro");
}

TEST_CASE("a role without a named holder belongs to its holders in the case's prison or team") {
    Office office;
    CHECK(grants(office, "maple") == "spo");
    CHECK(grants(office, "rowan") == "head_pdu");
    office.context.holders.clear();
    CHECK(grants(office, "birch") == "ro");
    office.context.team = "ELSEWHERE";
    CHECK(grants(office, "birch") == "");
    CHECK(grants(office, "cedar") == "pom");
    office.context.prison = "ZZO";
    CHECK(grants(office, "cedar") == "");
}

TEST_CASE("boxes, outside bodies and people outside the directory hold nothing") {
    Office office;
    office.member("box-stoke").roles = {Symbol::of("spo")};
    office.member("maple").roles.push_back(Symbol::of("external"));
    CHECK(grants(office, "box-stoke") == "");
    CHECK(grants(office, "nobody-at-all") == "");
    CHECK(grants(office, "") == "");
    CHECK(grants(office, "maple") == "spo");
}

TEST_CASE("after the duty officer comes whoever was meant, then the way up from the role") {
    Office office;
    const auto after = [&](Relation meant, std::string_view told) {
        const auto next = next_after(office.directory, office.set, office.context,
                                     {Symbol::of("ro"), meant}, told, today);
        return next ? next->id : std::string("nobody");
    };
    CHECK(after(Relation::holder, "oak") == "aspen");
    CHECK(after(Relation::holder, "aspen") == "birch");
    CHECK(after(Relation::deputy, "birch") == "box-stoke");
    office.away("aspen");
    CHECK(after(Relation::holder, "oak") == "birch");
}

TEST_CASE("of what somebody did another person is told, by name") {
    Office office;
    const auto zone = rules::Zone::load("Europe/London").value();
    const auto told = [&](const std::string& by) {
        const auto person =
            told_of(office.directory, office.set, office.context,
                    {{Symbol::of("ro"), Relation::manager}, NoticeClass::critical, by},
                    std::chrono::sys_days(today) + std::chrono::hours(10), zone);
        return person ? person->id : "nobody";
    };
    CHECK(told("cedar") == "maple");
    CHECK(told("maple") == "aspen");  // the last resort, as for whatever is critical
    office.member("aspen").manager = "box-stoke";
    CHECK(told("") == "box-stoke");
    CHECK(told("cedar") == "maple");  // a box looks into nothing
}
