// SPDX-License-Identifier: MIT
// Goal: each owed notice is sent once to one person, suppressed with a reason, or known to reach
// nobody; and its words give nothing away. Method: small items against the office of the support
// file.
#include "base/limits.hpp"
#include "notices_support.hpp"

using namespace throughgate;
using namespace throughgate::notices;
using namespace throughgate::testing;

namespace {

const Instant now = Instant(today) + std::chrono::hours(9);

const definition::Message reminder{
    Symbol::of("reminder"), "{{case.reference}}: {{handoff.title}}",
    "Dear {{recipient.name}},\n{{handoff.title}} is due.\n{{link}}\nManager: {{manager.name}}\n"};

Item item_for(const Office& office, const std::string& role_id = "ro") {
    Item item;
    item.row.effect = {0xa1, CaseId{7}, 42, 0};
    item.row.notice.recipient = {Symbol::of(role_id), Relation::holder};
    item.row.notice.pathway = Symbol::of("accommodation");
    item.row.notice.handoff = HandoffId{3};
    item.row.notice.timer = TimerId{5};
    item.row.notice.rung = Symbol::of("remind");
    item.context = office.context;
    item.message = &reminder;
    item.values = {{"case.reference", "TG-000007"},
                   {"handoff.title", "Confirm the address"},
                   {"link", "https://tg.example/TG-000007"}};
    return item;
}

std::vector<Planned> planned(const Office& office, const std::vector<Item>& items) {
    return plan(office.directory, office.set, items, now,
                rules::Zone::load("Europe/London").value());
}

Planned planned(const Office& office, const Item& item) {
    return planned(office, std::vector<Item>{item}).at(0);
}

/// Do these two reach the same person under one key?
bool told_once(const Office& office, const Item& first, const Item& second) {
    const auto both = planned(office, {first, second});
    CHECK(both[0].what == Planned::What::send);
    CHECK((both[0].key == both[1].key) == (both[1].what == Planned::What::suppress));
    return both[1].what == Planned::What::suppress;
}

}  // namespace

TEST_CASE("a wanted notice is sent to the person behind the role, in the message's words") {
    const Office office;
    const Planned send = planned(office, item_for(office));
    CHECK(send.what == Planned::What::send);
    CHECK(send.effect == item_for(office).row.effect);
    CHECK(send.person.id == "aspen");
    CHECK(send.person.email == "aspen@example.org");
    CHECK(send.subject == "TG-000007: Confirm the address");
    CHECK(send.body ==
          "Dear Officer Aspen,\nConfirm the address is due.\nhttps://tg.example/TG-000007\n"
          "Manager: Officer Maple\n");
}

TEST_CASE("a manager that the caller names goes before the recipient's own") {
    const Office office;
    Item item = item_for(office);
    item.values.emplace_back("manager.name", "Officer Rowan");
    CHECK_THAT(planned(office, item).body, Catch::EndsWith("Manager: Officer Rowan\n"));
}

TEST_CASE("a notice that is not wanted any more is suppressed, with the reason") {
    const Office office;
    Item item = item_for(office);
    item.unwanted = "the handoff was acknowledged";
    const Planned suppressed = planned(office, item);
    CHECK(suppressed.what == Planned::What::suppress);
    CHECK(suppressed.because == "the handoff was acknowledged");
}

TEST_CASE("a notice that reaches nobody says so, and keeps its effect id") {
    Office office;
    Item item = item_for(office, "external");
    CHECK(planned(office, item).what == Planned::What::nobody);
    CHECK(planned(office, item).effect == item.row.effect);
}

TEST_CASE("absence is that of today in the definitions' zone") {
    Office office;
    office.member("aspen").absent_from = today + std::chrono::days(1);
    const Item item = item_for(office);
    const auto zone = rules::Zone::load("Europe/London").value();
    const auto at = [&](Instant instant) {
        return plan(office.directory, office.set, {item}, instant, zone).at(0).person.id;
    };
    office.member("aspen").absent_from = std::chrono::sys_days(std::chrono::year{2026} / 7 / 1);
    const Instant midnight = Instant(*office.member("aspen").absent_from);
    CHECK(at(midnight - std::chrono::hours(1)) == "birch");  // 00:00 in London, 23:00 UTC
    CHECK(at(midnight - std::chrono::hours(1) - Milliseconds(1)) == "aspen");
}

TEST_CASE("one rung tells one person once, through whatever role") {
    Office office;
    const Item first = item_for(office);
    Item second = item_for(office, "spo");
    second.row.effect.ordinal = 1;
    CHECK_FALSE(told_once(office, first, second));
    office.context.holders.push_back({Symbol::of("spo"), "aspen", {}});
    second.context = office.context;
    CHECK(told_once(office, first, second));
}

TEST_CASE("another rung, occurrence, deadline version, handoff or case is another notice") {
    const Office office;
    const Item first = item_for(office);
    CHECK(told_once(office, first, first));
    const auto differs = [&](auto change) {
        Item second = item_for(office);
        change(second.row);
        return !told_once(office, first, second);
    };
    CHECK(differs([](OutboxRow& row) { row.notice.rung = Symbol::of("overdue"); }));
    CHECK(differs([](OutboxRow& row) { row.notice.occurrence = 1; }));
    CHECK(differs([](OutboxRow& row) { row.notice.deadline_version = 2; }));
    CHECK(differs([](OutboxRow& row) { row.notice.handoff = HandoffId{4}; }));
    CHECK(differs([](OutboxRow& row) { row.notice.timer = TimerId{6}; }));
    CHECK(differs([](OutboxRow& row) { row.notice.pathway = Symbol::of("ete"); }));
    CHECK(differs([](OutboxRow& row) { row.effect.case_id = CaseId{8}; }));
}

TEST_CASE("a restored store, and a rung that fires in another decision, do not tell again") {
    const Office office;
    Item second = item_for(office);
    second.row.effect.incarnation = 0xb2;
    CHECK(told_once(office, item_for(office), second));
    second.row.effect.sequence = 99;
    CHECK(told_once(office, item_for(office), second));
}

TEST_CASE("what an event caused is told again when the event comes again") {
    const Office office;
    Item first = item_for(office);
    first.row.notice.timer = {};
    Item second = first;
    second.row.effect.ordinal = 1;
    CHECK(told_once(office, first, second));
    second.row.effect.sequence = 43;
    CHECK_FALSE(told_once(office, first, second));
}

TEST_CASE("a subject never contains a person's name, not even of one beside the case") {
    const Office office;
    definition::Message message = reminder;
    Item item = item_for(office);
    item.message = &message;
    message.subject = "{{case.reference}} for {{recipient.name}}{{manager.name}}";
    CHECK(planned(office, item).subject == "TG-000007 for");
    message.subject = "Ask {{handoff.title}}";
    for (const char* name : {"Officer Aspen", "Officer Maple", "Officer Cedar"}) {
        item.values[1].second = name;
        CHECK(planned(office, item).subject == "TG-000007: open the record");
    }
}

TEST_CASE("a subject is one bounded line") {
    const Office office;
    Item item = item_for(office);
    item.values[1].second = "a\r\nBcc: all@example.org\tb";
    CHECK(planned(office, item).subject == "TG-000007: a Bcc: all@example.org b");
    item.values[1].second.clear();
    for (int i = 0; i < 200; ++i) item.values[1].second += "\xc3\xa9";
    const std::string subject = planned(office, item).subject;
    CHECK(subject.size() <= limits::notice_subject_bytes);
    CHECK_THAT(subject, Catch::EndsWith("\xc3\xa9\xe2\x80\xa6"));
}

TEST_CASE("a body is bounded") {
    const Office office;
    Item item = item_for(office);
    item.values[1].second.assign(100000, 'x');
    CHECK(planned(office, item).body.size() == limits::notice_body_bytes);
}

TEST_CASE("limited access: the words keep only reference and link") {
    Office office;
    office.context.limited_access = true;
    Item item = item_for(office);
    CHECK(planned(office, item).person.id == "aspen");
    CHECK(planned(office, item).subject == "TG-000007: open the record");
    CHECK(planned(office, item).body ==
          "Case TG-000007 needs you. Open its record:\nhttps://tg.example/TG-000007\n");
    item.values.clear();
    CHECK(planned(office, item).body == "Case TG-000007 needs you. Open its record.\n");
}

TEST_CASE("a message that is missing or faulty is told in plain words rather than not at all") {
    const Office office;
    Item item = item_for(office);
    item.message = nullptr;
    CHECK(planned(office, item).subject == "TG-000007: open the record");
    const definition::Message faulty{Symbol::of("faulty"), "{{#a}}", "{{#a}}"};
    item.message = &faulty;
    const Planned send = planned(office, item);
    CHECK(send.what == Planned::What::send);
    CHECK(send.subject == "TG-000007: open the record");
    CHECK_THAT(send.body, Catch::StartsWith("Case TG-000007 needs you."));
}
