// SPDX-License-Identifier: MIT
#include "model/change_log.hpp"

namespace throughgate {

ChangeLog& ChangeLog::add(std::string_view kind) {
    entries_.push_back({kind, static_cast<std::uint32_t>(fields_.size())});
    return *this;
}

ChangeLog& ChangeLog::with(std::string_view name, std::string_view value) {
    fields_.push_back(
        {name, static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(value.size())});
    text_.append(value);
    return *this;
}

ChangeLog& ChangeLog::with(std::string_view name, const Value& value) {
    switch (value.type()) {
        case ValueType::text: return with(name, std::string_view(value.text()));
        case ValueType::choice: return with(name, value.choice().text());
        default: return with(name, std::string_view(to_text(value)));
    }
}

void ChangeLog::reserve() {
    // Each fits what allocators hand out without searching (1 KiB).
    constexpr std::size_t usual_entries = 16;
    constexpr std::size_t usual_fields = 40;
    constexpr std::size_t usual_bytes = 768;
    entries_.reserve(usual_entries);
    fields_.reserve(usual_fields);
    text_.reserve(usual_bytes);
}

ChangeLog::Entry ChangeLog::operator[](std::size_t index) const {
    const bool last = index + 1 == entries_.size();
    const FieldAt* const all = fields_.data();
    const FieldAt* const begin = all + entries_[index].first_field;
    const FieldAt* const end = last ? all + fields_.size() : all + entries_[index + 1].first_field;
    return {entries_[index].kind, {begin, end, text_.data()}};
}

std::vector<LogEntry> ChangeLog::entries() const {
    std::vector<LogEntry> all(size());
    for (std::size_t i = 0; i < size(); ++i) {
        const Entry entry = (*this)[i];
        all[i].kind = entry.kind;
        for (const auto& [name, value] : entry.fields) all[i].fields.emplace_back(name, value);
    }
    return all;
}

}  // namespace throughgate
