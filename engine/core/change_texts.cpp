// SPDX-License-Identifier: MIT
#include "core/change_texts.hpp"

namespace throughgate::core::change_texts {
namespace {

Error refused(std::string text) { return {ErrorKind::refused, std::move(text), "plan"}; }
Error moved(std::string text) { return {ErrorKind::conflict, std::move(text), "plan"}; }
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

Error by_its_approver(std::string_view approver) {
    return refused("the plan was approved by " + std::string(approver) +
                   "; somebody else applies it");
}

Error nobody_named() {
    return refused("nobody is named: the operating-system user or API identity says who does this");
}

Error reason_wanted() { return refused("say why (--reason)"); }

Error mapping_missing(std::uint64_t blocked) {
    return refused(std::to_string(blocked) +
                   (blocked == 1 ? " live case has" : " live cases have") +
                   " no way to the new version; add what the plan asks for under 'migrate:' and "
                   "make the plan again");
}

Error not_approved(std::string_view hash) {
    return refused("nobody has approved this plan (" + std::string(hash.substr(0, 12)) +
                   "); a second person runs `throughgate approve`");
}

Error further_already(std::string_view state) {
    return moved("this plan is " + std::string(state) +
                 " already; `throughgate change list` shows it");
}

Error withdrawn(std::string_view reason) {
    return refused("this plan was withdrawn: " + std::string(reason) + "; make a new one");
}

Error too_early(std::string_view day) {
    return refused("this plan is effective from " + std::string(day) + "; apply it then");
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
        "was approved (" +
        what + "); make the plan again");
}

Error applied_before(std::int64_t run) {
    return moved("this plan was applied before, as " + run_text(run));
}

Error run_under_way(std::int64_t run) {
    return moved(run_text(run) +
                 " of another change is under way; finish it by applying its plan, or undoing its "
                 "run, again");
}

Error no_such_run(std::int64_t run) {
    return {ErrorKind::not_found,
            "there is no " + run_text(run) + "; `throughgate change runs` shows those there are",
            std::to_string(run)};
}

Error not_finished(std::int64_t run) {
    return moved(run_text(run) + " has not ended; apply its plan again, then undo it");
}

Error no_run_of_a_plan(std::int64_t run) {
    return refused(run_text(run) + " took another one back; plan the change anew instead");
}

Error undone_before(std::int64_t run) { return moved(run_text(run) + " was taken back before"); }

Error window_passed(std::string_view day) {
    return refused("its window for undoing ended on " + std::string(day) +
                   "; plan the change back as a change of its own");
}

Error no_such_plan(std::string_view hash) {
    return {ErrorKind::not_found,
            "no plan '" + std::string(hash) +
                "' was put forward; `throughgate change list` shows those that were",
            std::string(hash)};
}

Error ambiguous_plan(std::string_view hash) {
    return refused("more than one plan begins with '" + std::string(hash) + "'; give more of it");
}

}  // namespace throughgate::core::change_texts
