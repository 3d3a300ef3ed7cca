// SPDX-License-Identifier: MIT
// SQLite's result codes as errors of ours, and every sentence this folder says about them.
#pragma once

#include <string>
#include <string_view>

#include "throughgate/error.hpp"

namespace throughgate::store::sqlite {

/// `code` is an extended result code; `path` becomes the subject.
Error error_of(int code, std::string_view path);
/// The same for COMMIT: an I/O error there leaves the outcome unknown.
Error commit_error(int code, std::string_view path);
bool is_unknown_after_commit(int code);

Error file_missing(std::string_view path);
Error network_file_system(std::string_view path);
Error not_a_store(std::string_view path);
Error newer_version(std::string_view path, int found, int known);
Error older_version(std::string_view path, int found, int known);
Error setting_refused(std::string_view path, std::string_view setting);
Error opened_read_only(std::string_view path);
Error must_reopen(std::string_view path);
Error already_failed(std::string_view path);
Error malformed_row(std::string_view path, std::string_view statement);
Error log_full(std::string_view reference);
Error no_such_row(std::string_view what);
Error damaged(std::string_view path, std::string_view finding);
Error audit_failed(std::string_view path, std::string_view finding);
Error target_exists(std::string_view path);
Error file_trouble(std::string_view doing, std::string_view path, int error_number);
Error owned(std::string_view path, std::string_view owner);

}  // namespace throughgate::store::sqlite
