// SPDX-License-Identifier: MIT
#include "unit/definition/provoked.hpp"

namespace throughgate::definition {

namespace {

constexpr const char* accommodation = "accommodation/pathway.yaml";
constexpr const char* spine = "spine/pathway.yaml";

/// A state of the strand `allocation`.
std::string state(const std::string& id, const std::string& rest) {
    return "      " + id + ":\n        title: Asked\n        owner: spo\n        do: Ask again.\n" +
           "        due: 1 day after entry\n" + rest;
}

const std::string allocated = "          ro.allocated: allocated\n";
const std::string title = "title: Accommodation";

Provoked ignoring(const std::string& code, const std::string& ignore) {
    return {code, accommodation, title, "ignore: [" + ignore + "]\n" + title};
}

}  // namespace

std::vector<Provoked> author_faults() {
    return {
        {"TG0250", spine, allocated,
         allocated + "          asked: round\n" +
             state("round", "        events: {answered: again}\n") +
             state("again", "        events: {asked: round}\n")},
        {"TG0251", accommodation, "stage: closed, final: true, outcome: settled}",
         "stage: in_place, owner: ro, do: Rest., events: {address.withdrawn: no_address}}"},
        {"TG0252", spine, allocated,
         allocated + "        always: [{when: nation is wales, to: welsh}]\n" +
             state("welsh",
                   "        events: {ro.allocated: allocated}\n"
                   "        always: [{when: nation is not england, to: unallocated}]\n")},
        {"TG0253", spine, "          first_contact: community\n",
         "          first_contact: community\n          waved: {to: stay}\n"},
        {"TG0254", accommodation, "          still_open: {at: 2 working days before release",
         "          first_try: {at: 2 working days before release, to: sourcing}\n"
         "          still_open: {at: 2 working days before release"},
        {"TG0350", spine, "supervised is false", "supervised is known or supervised is unknown"},
        {"TG0351", spine, "supervised is false", "supervised is true and supervised is false"},
        {"TG0352", accommodation, "{when: booking.status is confirmed",
         "{when: address.kind is own"},
        {"TG0450", spine, "        phase: released\n        owner: ro",
         "        phase: released\n        owner: pom"},
        {"TG0550", accommodation, "          checks.failed:",
         "          bed.promised: {asks: [reason], to: cas_booked}\n          checks.failed:"},
        {"TG0650", accommodation, "due: 5 working days after entry",
         "due: 5 working days before entry"},
        {"TG0651", accommodation, "but_not_before: 1 working day after entry}",
         "but_not_before: 3 days after entry, but_not_after: 1 day after entry}"},
        {"TG0652", spine, "due: release at 09:00", "due: 2 days after release"},
        {"TG0653", accommodation, "manager: {at: 2 working days after due, tell: manager of ro",
         "manager: {at: due, tell: [manager of ro, ro]"},
        {"TG0654", accommodation, "  visit:   ",
         "  occupant.consent: {choice: [given, refused], set_by: [ro]}\n  visit:   "},
        {"TG0750", accommodation, "{{state.title}}: {{state.do}}", "A1234BC: {{state.do}}"},
        {"TG0751", accommodation, "{{state.title}}: {{state.do}}", "Abuse: {{state.do}}"},
        ignoring("TG1501", "{rule: TG0239, because: ' '}"),
        ignoring("TG1502", "{rule: TG9999, because: It is not there.}"),
        ignoring("TG1503", "{rule: TG0107, because: The state comes later.}"),
        ignoring("TG1504", "{rule: TG0614, because: It is opened by hand.}"),
    };
}

}  // namespace throughgate::definition
