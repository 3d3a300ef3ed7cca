// SPDX-License-Identifier: MIT
// Console: results on standard output, talk on standard error; tables for people, JSON for
// programs.
#pragma once

#include <boost/json/value.hpp>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughgate/error.hpp"
#include "throughgate/time.hpp"

namespace throughgate::cli {

class Console {
public:
    explicit Console(bool json) : json_(json) {}
    [[nodiscard]] bool json() const { return json_; }

    /// One line of result.
    void line(std::string_view text) const;
    /// One line of talk.
    void say(std::string_view text) const;
    /// The same, beside a result for people only: programs that read JSON get nothing else.
    void remark(std::string_view text) const;
    /// The JSON result, as one line.
    void value(const boost::json::value& value) const;
    /// "error: ..." on standard error, or an object on standard output; gives the exit code.
    int fail(const Error& error) const;
    /// Columns padded to their widest cell, two spaces between.
    void table(const std::vector<std::string>& head,
               const std::vector<std::vector<std::string>>& rows) const;
    /// Rewrites one line of talk when that is a terminal; nothing otherwise, unless `always`.
    void progress(std::string_view text, bool always = false) const;
    /// "Tue 17 Mar 2026 09:00", or "-".
    [[nodiscard]] std::string when(const std::optional<Instant>& instant) const;
    /// How instants read; UTC until an engine knows better.
    void say_times_as(std::function<std::string(Instant)> words) const {
        words_ = std::move(words);
    }

private:
    bool json_;
    mutable std::function<std::string(Instant)> words_;
};

}  // namespace throughgate::cli
