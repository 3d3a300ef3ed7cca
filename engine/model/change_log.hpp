// SPDX-License-Identifier: MIT
// ChangeLog: what one decision adds to its case's append-only log, in order.
// One buffer holds all values, so that an entry costs no allocation of its own. Kinds and names of
// fields are stored: dotted, never renamed; the log keeps views of them, so they must be literals
// or texts of symbols. Copied and moved like any value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "throughgate/value.hpp"

namespace throughgate {

/// One entry that owns its texts.
struct LogEntry {
    std::string kind;  ///< "event.applied", "state.entered", "handoff.raised", "timer.fired", ...
    std::vector<std::pair<std::string, std::string>> fields;
    friend bool operator==(const LogEntry&, const LogEntry&) = default;
};

class ChangeLog {
    struct FieldAt {
        std::string_view name;
        std::uint32_t begin = 0;  ///< of its value in text_
        std::uint32_t size = 0;
    };
    struct EntryAt {
        std::string_view kind;
        std::uint32_t first_field = 0;
    };

public:
    struct Field {
        std::string_view name;
        std::string_view value;
    };

    /// The fields of one entry; valid until the log grows.
    class Fields {
    public:
        class Iterator {
        public:
            Iterator(const FieldAt* at, const char* text) : at_(at), text_(text) {}
            Field operator*() const { return {at_->name, {text_ + at_->begin, at_->size}}; }
            Iterator& operator++() { return ++at_, *this; }
            friend bool operator==(const Iterator&, const Iterator&) = default;

        private:
            const FieldAt* at_;
            const char* text_;
        };

        Fields(const FieldAt* begin, const FieldAt* end, const char* text)
            : begin_(begin), end_(end), text_(text) {}
        [[nodiscard]] Iterator begin() const { return {begin_, text_}; }
        [[nodiscard]] Iterator end() const { return {end_, text_}; }
        [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(end_ - begin_); }

    private:
        const FieldAt* begin_;
        const FieldAt* end_;
        const char* text_;
    };

    struct Entry {
        std::string_view kind;
        Fields fields;
    };

    /// Begins an entry; `with` adds fields to the last one.
    ChangeLog& add(std::string_view kind);
    ChangeLog& with(std::string_view name, std::string_view value);
    ChangeLog& with(std::string_view name, const Value& value);
    /// What the first entry says may turn out only at the end.
    void rename_first(std::string_view kind) { entries_.front().kind = kind; }

    /// The same for an entry whose effect was left out when it was written.
    void rename(std::size_t index, std::string_view kind) { entries_[index].kind = kind; }

    /// Room for a decision of ordinary size.
    void reserve();

    [[nodiscard]] bool empty() const { return entries_.empty(); }
    [[nodiscard]] std::size_t size() const { return entries_.size(); }
    [[nodiscard]] Entry operator[](std::size_t index) const;
    /// All of them, each owning its texts.
    [[nodiscard]] std::vector<LogEntry> entries() const;

private:
    std::string text_;
    std::vector<FieldAt> fields_;
    std::vector<EntryAt> entries_;
};

}  // namespace throughgate
