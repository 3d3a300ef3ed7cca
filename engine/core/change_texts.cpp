// SPDX-License-Identifier: MIT
#include "core/change_texts.hpp"

namespace throughgate::core::change_texts {
namespace {

Error refused(std::string text) { return {ErrorKind::refused, std::move(text), "plan"}; }
Error moved(std::string text) { return {ErrorKind::conflict, std::move(text), "plan"}; }
constexpr std::string_view under_way = "run";  ///< subject of one kind of error
constexpr std::string_view taken_back = " is taken back: ";

std::string run_text(std::int64_t run) { return "run " + std::to_string(run); }

}  // namespace

Error other_store() {
    return refused(
        "this plan was made for another store, or for this one before it was restored from a "
        "backup; make it again with `throughgate plan`");
}

Error by_its_author(std::string_view author) {
    return refused("the plan was made by " + std::string(author) +
                   "; a second person approves it, under their own operating-system user or API "
                   "identity");
}

Error not_its_author(std::string_view author) {
    return refused("the plan says that " + std::string(author) +
                   " made it; only its author puts it forward: make a plan of your own with "
                   "`throughgate plan -o`");
}

Error not_put_forward(std::string_view author) {
    return refused(
        "nobody put this plan forward, so it is not certain whose it is; its author does, as "
        "themselves: " +
        std::string(author) + " runs `throughgate change submit`");
}

Error made_their_token(std::string_view maker, std::string_view did, std::string_view token) {
    return refused(std::string(maker) + " " + std::string(did) + " and also made the token of " +
                   std::string(token) +
                   ", so this may be one person; act as your own operating-system user, or with a "
                   "token that somebody else made");
}

Error by_its_approver(std::string_view approver) {
    return refused("the plan was approved by " + std::string(approver) +
                   "; somebody else applies it");
}

Error nobody_named() {
    return refused("nobody is named: the operating-system user or API identity says who does this");
}

Error reason_wanted() { return refused("say why (--reason)"); }

Error reason_for_approval(std::string_view needed) {
    return refused("publishing this needs " + std::string(needed) +
                   "; say what was looked at (--reason)");
}

Error approver_unknown(std::string_view identity) {
    return refused(
        std::string(identity) +
        " is nobody in the staff directory; who approves a change of live cases must be "
        "a member of staff: put the login there (`throughgate import staff`), or approve "
        "under an API identity of a person");
}

Error approved_by_them(std::string_view identity) {
    return moved(std::string(identity) +
                 " has approved this plan already; it waits for another person");
}

Error not_told_apart(std::string_view identity) {
    return refused("whether " + std::string(identity) +
                   " is another person cannot be told: an operating-system user and an API "
                   "identity may be one person's; put the login into the staff directory");
}

Error no_such_person(std::string_view person, std::string_view near) {
    return {ErrorKind::refused,
            "no member of staff '" + std::string(person) + "' is in the directory" +
                (near.empty() ? std::string() : "; did you mean '" + std::string(near) + "'?"),
            std::string(person)};
}

Error mapping_missing(std::uint64_t blocked) {
    return refused(std::to_string(blocked) +
                   (blocked == 1 ? " live case has" : " live cases have") +
                   " no way to the new version; add what the plan asks for under 'migrate:' and "
                   "make the plan again");
}

Error wants_a_plan(std::string_view reference, std::string_view pathway) {
    return {ErrorKind::refused,
            "live case " + std::string(reference) + " runs '" + std::string(pathway) +
                "', which would change, so nothing was published; make a plan (`throughgate plan "
                "FOLDER -o plan.json`), have it approved (`throughgate approve plan.json`) and "
                "apply that (`throughgate apply plan.json`), or say why it goes without one "
                "(--without-plan \"reason\"), which is kept",
            "plan"};
}

std::string without_plan(std::string_view reason, std::string_view by) {
    return "published without a plan: " + std::string(reason) + " (" + std::string(by) + ")";
}

Error not_approved(std::string_view hash) {
    return refused("nobody has approved this plan (" + std::string(hash.substr(0, 12)) +
                   "); a second person runs `throughgate approve`. If one was approved, this is "
                   "another, or its text was changed since");
}

Error one_more(std::string_view approved_by) {
    return refused("this plan was approved by " + std::string(approved_by) +
                   " and needs one more person; they run `throughgate approve`");
}

Error further_already(std::string_view state) {
    return moved("this plan is " + std::string(state) +
                 " already; `throughgate change list` shows it");
}

Error withdrawn(std::string_view reason) {
    return refused("this plan was withdrawn: " + std::string(reason) + "; make a new one");
}

Error too_early(std::string_view day) {
    return refused("this plan is effective from " + std::string(day) +
                   "; a running engine applies it then by itself");
}

Error day_is_past(Date day) {
    return {ErrorKind::invalid,
            "a plan cannot hold from " + format_date(day) +
                ", which is past; name today or a later day, or none to apply it by hand",
            "effective_from"};
}

Error version_moved(std::string_view pathway) {
    return moved("another version of '" + std::string(pathway) +
                 "' was published since the plan was made; make the plan again");
}

Error published_since(std::string_view pathway) {
    return refused("a later version of '" + std::string(pathway) +
                   "' is published; take that one back first, or plan the change that is wanted");
}

Error consequences_moved(const std::string& what) {
    return moved(
        "the store moved since the plan was made, and the plan would now do more than "
        "it says (" +
        what + "); make the plan again");
}

Error made_in_the_future() {
    return refused(
        "this plan says that it was made later than now: it was edited, or the clock went back; "
        "make it again with `throughgate plan -o`");
}

Error says_otherwise(const std::string& what) {
    return refused("this plan does not say what it would do (" + what +
                   "): the store moved since it was made, it was edited, or another release made "
                   "it; make it again with `throughgate plan -o`, and have that one approved");
}

Error applied_before(std::int64_t run) {
    return moved("this plan was applied before, as " + run_text(run) +
                 "; make a new plan for what is wanted now");
}

Error run_under_way(std::int64_t run) {
    return {ErrorKind::conflict,
            run_text(run) +
                " of another change is under way; go on with it (`throughgate change continue " +
                std::to_string(run) + "`), or end it where it stands (`throughgate change end " +
                std::to_string(run) + "`)",
            std::string(under_way)};
}

bool is_run_under_way(const Error& error) {
    return error.kind == ErrorKind::conflict && error.subject == under_way;
}

Error no_such_run(std::int64_t run) {
    return {ErrorKind::not_found,
            "there is no " + run_text(run) + "; `throughgate change runs` shows those there are",
            std::to_string(run)};
}

Error no_run_of_a_plan(std::int64_t run) {
    return refused(run_text(run) + " took another one back; plan the change anew instead");
}

Error undone_before(std::int64_t run) { return moved(run_text(run) + " was taken back before"); }

Error window_passed(std::string_view day) {
    return refused("its window for undoing ended on " + std::string(day) +
                   "; plan the change back as a change of its own");
}

Error no_such_team(std::string_view team, std::string_view near) {
    return {ErrorKind::refused,
            "nobody in the directory belongs to the team '" + std::string(team) + "'" +
                (near.empty() ? std::string() : "; did you mean '" + std::string(near) + "'?"),
            std::string(team)};
}

Error words_hold_for_all(std::string_view pathway) {
    return refused("only words of '" + std::string(pathway) +
                   "' change, and words hold for all cases at once: no team can try them alone; "
                   "publish them first, or leave them out");
}

Error calendar_holds_for_all(std::string_view calendar) {
    return refused("calendar '" + std::string(calendar) +
                   "' changes, and a calendar holds for all cases at once: no team can try it "
                   "alone; publish it first, or leave it out");
}

Error nothing_to_try() {
    return refused("this plan publishes nothing: there is no version that a team could try");
}

Error being_tried(std::string_view team) {
    return moved("team " + std::string(team) +
                 " tries this plan already; --everyone publishes it for all, `throughgate stop` "
                 "ends it");
}

Error another_is_tried(std::string_view pathway, std::string_view team) {
    return moved("team " + std::string(team) + " tries another version of '" +
                 std::string(pathway) +
                 "'; publish that one for everyone, or end it with `throughgate stop`, first");
}

Error nobody_tries_it() {
    return refused("no team tries this plan; `throughgate change list` shows which are tried");
}

Error people_hold_for_all() {
    return refused(
        "roles or rules of notices change, and those hold for all cases at once: no team can try "
        "them alone; publish them first, or leave them out");
}

std::string one_taken_back(std::int64_t run, std::string_view said) {
    return run_text(run) + std::string(taken_back) + std::string(said);
}

std::string said_last(std::string_view reason) {
    const std::size_t at = reason.rfind(taken_back);
    return std::string(at == reason.npos ? reason : reason.substr(at + taken_back.size()));
}

std::string ended_by_itself() {
    return "ended half-way, by itself: another version was published before it was done; make a "
           "plan for the version that holds now";
}

Error published_meanwhile(std::int64_t run) {
    return moved("another version was published since " + run_text(run) +
                 " began, so it does not go on; end it where it stands (`throughgate change end " +
                 std::to_string(run) + "`), then make a plan for the version that holds now");
}

Error ended_before(std::int64_t run, bool taking_back) {
    if (taking_back) return moved(run_text(run) + " has ended; there is nothing to go on with");
    return moved(run_text(run) + " has ended; `throughgate undo " + std::to_string(run) +
                 "` takes it back");
}

Error left_let_go(std::int64_t run, std::string_view day) {
    return refused("what " + run_text(run) + " kept of the cases that it left was let go on " +
                   std::string(day) + "; make a plan for them");
}

Error goes_back(std::int64_t run) {
    return refused(run_text(run) +
                   " takes another one back, and is not left half-way; go on with it "
                   "(`throughgate change continue " +
                   std::to_string(run) + "`)");
}

Error no_such_plan(std::string_view hash) {
    return {ErrorKind::not_found,
            "no plan '" + std::string(hash) +
                "' was put forward; `throughgate change list` shows those that were",
            std::string(hash)};
}

Error hash_too_short(std::string_view hash, std::size_t letters) {
    return {ErrorKind::invalid,
            "'" + std::string(hash) + "' is too short to name a plan: give at least " +
                std::to_string(letters) +
                " letters of its hash, which `throughgate change list` shows",
            std::string(hash)};
}

Error ambiguous_plan(std::string_view hash) {
    return refused("more than one plan begins with '" + std::string(hash) + "'; give more of it");
}

}  // namespace throughgate::core::change_texts
