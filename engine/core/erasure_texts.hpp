// SPDX-License-Identifier: MIT
// What is said about erasing, on one page.
#pragma once

#include <string>
#include <string_view>

#include "throughgate/error.hpp"

namespace throughgate::core::erasure_texts {

inline std::string text(std::string_view word) { return std::string(word); }

inline Error reason_wanted(std::string_view reference) {
    return {ErrorKind::refused, "say why the case is erased; it is kept", text(reference)};
}
inline Error nobody_known(std::string_view reference) {
    return {ErrorKind::refused,
            "only a member of staff can erase a case, or ask for it, in their own name",
            text(reference)};
}
inline Error still_open(std::string_view reference) {
    return {ErrorKind::refused,
            "case " + text(reference) +
                " is open; nothing is erased before it is closed, because work would be lost",
            text(reference)};
}
inline Error records_wait(std::string_view reference, std::size_t count) {
    return {ErrorKind::refused,
            std::to_string(count) +
                (count == 1 ? " entry of this case is" : " entries of this case are") +
                " not in another system's record yet (`throughgate upstream items --case " +
                text(reference) + "`); wait until they are, or waive them, then erase",
            text(reference)};
}
inline Error run_under_way(std::string_view reference, std::int64_t run) {
    return {ErrorKind::refused,
            "run " + std::to_string(run) +
                " is bringing live cases to another version and keeps what they were; erase when "
                "it has ended",
            text(reference)};
}
inline Error same_person(std::string_view reference, std::string_view who) {
    return {ErrorKind::refused,
            "this erasure was asked for by " + text(who) +
                "; somebody who is certainly another person has to do the same, under their own "
                "operating-system user or API identity",
            text(reference)};
}
inline Error nobody_asked(std::string_view reference) {
    return {ErrorKind::refused,
            "nobody has asked for " + text(reference) +
                " to be erased, or something has happened to it since, so there is nothing to "
                "withdraw",
            text(reference)};
}
inline Error was_erased(std::string_view reference) {
    return {ErrorKind::not_found,
            "case " + text(reference) +
                " was erased; only that it was there is left (`throughgate case history " +
                text(reference) + "`)",
            text(reference)};
}

inline std::string asked_note() {
    return "asked for; nothing is erased yet. A second person does the same in their own "
           "name. Whatever happens to the case before that ends the request";
}
inline std::string erased_note() {
    return "erased for good. Backups made before still hold it: delete them when they are due, and "
           "erase again in a store that is restored from one";
}
inline std::string copies_note(std::string_view why) {
    return "old copies may still be in the store's write-ahead log, which somebody reads just now "
           "(" +
           text(why) + "); do the same once more to clear it";
}

}  // namespace throughgate::core::erasure_texts
