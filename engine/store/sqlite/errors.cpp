// SPDX-License-Identifier: MIT
#include "store/sqlite/errors.hpp"

#include <sqlite3.h>

#include <cstring>

namespace throughgate::store::sqlite {
namespace {

Error about(ErrorKind kind, std::string_view path, std::string message) {
    return {kind, std::move(message), std::string(path)};
}

std::string with_code(std::string_view sentence, int code) {
    return std::string(sentence) + " (SQLite " + std::to_string(code) + ": " +
           sqlite3_errstr(code) + ")";
}

}  // namespace

Error error_of(int code, std::string_view path) {
    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return about(ErrorKind::busy, path,
                         "another program is writing to the store; try again");
        case SQLITE_FULL:
            return about(ErrorKind::unavailable, path,
                         "disk full: nothing was written; free space, then try again");
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return about(ErrorKind::corrupt, path,
                         with_code("the store is damaged; restore a backup", code));
        case SQLITE_CONSTRAINT:
            return about(ErrorKind::conflict, path,
                         with_code("a row that must be new is there already", code));
        case SQLITE_TOOBIG:
            return about(ErrorKind::invalid, path, "a text or record is too large to store");
        case SQLITE_CANTOPEN:
            return about(
                ErrorKind::unavailable, path,
                with_code("the store cannot be opened; check the path and its rights", code));
        default:
            return about(ErrorKind::unavailable, path,
                         with_code("the store cannot be read or written", code));
    }
}

Error commit_error(int code, std::string_view path) {
    if (!is_unknown_after_commit(code)) return error_of(code, path);
    return about(ErrorKind::unavailable, path,
                 with_code("outcome unknown: the commit may or may not be on disk; open the store "
                           "again and ask with the same key",
                           code));
}

bool is_unknown_after_commit(int code) {
    const int kind = code & 0xff;
    return kind != SQLITE_FULL && kind != SQLITE_BUSY;
}

Error file_missing(std::string_view path) {
    return about(ErrorKind::not_found, path, "there is no store at this path");
}

Error network_file_system(std::string_view path) {
    return about(ErrorKind::invalid, path,
                 "the store lies on a network file system, where its locks do not hold; move it to "
                 "a local disk");
}

Error not_a_store(std::string_view path) {
    return about(ErrorKind::corrupt, path,
                 "this SQLite file belongs to another program; name another path");
}

Error newer_version(std::string_view path, int found, int known) {
    return about(ErrorKind::corrupt, path,
                 "the store has schema version " + std::to_string(found) +
                     ", newer than this program's " + std::to_string(known) +
                     "; use the newer program");
}

Error older_version(std::string_view path, int found, int known) {
    return about(ErrorKind::unavailable, path,
                 "the store has schema version " + std::to_string(found) + ", older than " +
                     std::to_string(known) + ", and is opened read-only; open it for writing once");
}

Error setting_refused(std::string_view path, std::string_view setting) {
    return about(ErrorKind::unavailable, path,
                 "SQLite did not take the setting " + std::string(setting) +
                     "; without it the store's promises do not hold");
}

Error opened_read_only(std::string_view path) {
    return about(ErrorKind::refused, path, "the store is opened read-only; open it for writing");
}

Error must_reopen(std::string_view path) {
    return about(ErrorKind::unavailable, path,
                 "the last commit's outcome is unknown; open the store again first");
}

Error already_failed(std::string_view path) {
    return about(ErrorKind::unavailable, path,
                 "an earlier step of this transaction failed: nothing of it is stored");
}

Error malformed_row(std::string_view path, std::string_view statement) {
    return about(ErrorKind::corrupt, path,
                 "a row read by '" + std::string(statement) +
                     "' does not hold what it should; restore a backup");
}

Error log_full(std::string_view reference) {
    return about(ErrorKind::refused, reference,
                 "the log of this case has reached its last number; close it and open another");
}

Error no_such_row(std::string_view what) {
    return about(ErrorKind::not_found, what, "the store does not hold " + std::string(what));
}

Error damaged(std::string_view path, std::string_view finding) {
    return about(ErrorKind::corrupt, path, "the integrity check failed: " + std::string(finding));
}

Error audit_failed(std::string_view path, std::string_view finding) {
    return about(ErrorKind::corrupt, path,
                 "the audit chain does not verify: " + std::string(finding));
}

Error target_exists(std::string_view path) {
    return about(ErrorKind::conflict, path,
                 "there is a file at the target already; name another path or move it away");
}

Error file_trouble(std::string_view doing, std::string_view path, int error_number) {
    return about(ErrorKind::unavailable, path,
                 "cannot " + std::string(doing) + ": " + std::strerror(error_number));
}

Error owned(std::string_view path, std::string_view owner) {
    return about(
        ErrorKind::conflict, path,
        "another process runs the engine on this store: " + std::string(owner) + "; stop it first");
}

}  // namespace throughgate::store::sqlite
