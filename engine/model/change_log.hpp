// SPDX-License-Identifier: MIT
// ChangeLog: what one decision adds to its case's append-only log, in order.
// One buffer holds the values that are no symbols; an entry has no allocation of its own.
// Kinds and names of fields are stored: dotted, never renamed; the log keeps views of them, so they
// must be literals or texts of symbols. Copied and moved like any value.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/few.hpp"
#include "throughgate/value.hpp"

namespace throughgate {

/// One entry that owns its texts.
struct LogEntry {
    std::string kind;  ///< "event.applied", "state.entered", "handoff.raised", "timer.fired", ...
    std::vector<std::pair<std::string, std::string>> fields;
    friend bool operator==(const LogEntry&, const LogEntry&) = default;
};

class ChangeLog {
public:
    /// A field as it is given: a symbol's text is kept where it is, any other text is copied.
    class NewField {
    public:
        NewField(std::string_view name, std::string_view text)
            : name_(name), text_(text.data()), size_(static_cast<std::uint32_t>(text.size())) {}
        NewField(std::string_view name, Symbol symbol) : NewField(name, symbol.text()) {
            lasts_ = true;
        }

    private:
        friend class ChangeLog;
        std::string_view name_;
        union {
            const char* text_;
            std::size_t begin_;  // in ChangeLog::text_: once kept, unless it lasts
        };
        std::uint32_t size_ = 0;
        bool lasts_ = false;
    };

    struct Field {
        std::string_view name;
        std::string_view value;
    };

    /// The fields of one entry; valid until the log grows.
    class Fields {
    public:
        class Iterator {
        public:
            Iterator(const NewField* at, const char* text) : at_(at), text_(text) {}
            Field operator*() const {
                const char* const value = at_->lasts_ ? at_->text_ : text_ + at_->begin_;
                return {at_->name_, {value, at_->size_}};
            }
            Iterator& operator++() { return ++at_, *this; }
            friend bool operator==(const Iterator&, const Iterator&) = default;

        private:
            const NewField* at_;
            const char* text_;
        };

        Fields(const NewField* begin, const NewField* end, const char* text)
            : begin_(begin), end_(end), text_(text) {}
        [[nodiscard]] Iterator begin() const { return {begin_, text_}; }
        [[nodiscard]] Iterator end() const { return {end_, text_}; }
        [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(end_ - begin_); }

    private:
        const NewField* begin_;
        const NewField* end_;
        const char* text_;
    };

    struct Entry {
        std::string_view kind;
        Fields fields;
    };

    /// Begins an entry; `with` adds fields to the last one.
    ChangeLog& add(std::string_view kind, std::initializer_list<NewField> fields = {});
    ChangeLog& with(const NewField& field);
    ChangeLog& with(std::string_view name, std::string_view value) {
        return with(NewField(name, value));
    }
    ChangeLog& with(std::string_view name, Symbol value) { return with(NewField(name, value)); }
    ChangeLog& with(std::string_view name, const Value& value);
    /// What the first entry says may turn out only at the end.
    void rename_first(std::string_view kind) { entries_.front().kind = kind; }

    /// The same for an entry whose effect was left out when it was written.
    void rename(std::size_t index, std::string_view kind) { entries_[index].kind = kind; }

    [[nodiscard]] bool empty() const { return entries_.empty(); }
    [[nodiscard]] std::size_t size() const { return entries_.size(); }
    [[nodiscard]] Entry operator[](std::size_t index) const;
    /// All of them, each owning its texts.
    [[nodiscard]] std::vector<LogEntry> entries() const;

private:
    struct EntryAt {
        std::string_view kind;
        std::uint32_t first_field = 0;
    };

    void keep_text(NewField& field);

    // A decision of ordinary size allocates nothing.
    Few<char, 256> text_;  // values of fields that do not last
    Few<NewField, 20> fields_;
    Few<EntryAt, 8> entries_;
};

}  // namespace throughgate
