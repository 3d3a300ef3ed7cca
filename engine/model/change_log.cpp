// SPDX-License-Identifier: MIT
#include "model/change_log.hpp"

#include <algorithm>

namespace throughgate {
namespace {

/// A list that outgrows its room is that of a long decision: it grows in few steps, because each
/// moves everything; first to what malloc keeps at hand.
template <typename List>
void make_room(List& list, std::size_t more) {
    if (list.capacity() - list.size() >= more) return;
    constexpr std::size_t at_hand = 1024 / sizeof(typename List::value_type);
    const std::size_t next = list.capacity() < at_hand ? at_hand : 4 * list.capacity();
    list.reserve(std::max(list.size() + more, next));
}

}  // namespace

void ChangeLog::keep_text(NewField& field) {
    make_room(text_, field.size_);
    const std::size_t begin = text_.size();
    text_.insert(text_.end(), field.text_, field.text_ + field.size_);
    field.begin_ = begin;
}

ChangeLog& ChangeLog::add(std::string_view kind, std::initializer_list<NewField> fields) {
    make_room(entries_, 1);
    entries_.push_back({kind, static_cast<std::uint32_t>(fields_.size())});
    make_room(fields_, fields.size());
    for (const NewField& field : fields) {
        fields_.push_back(field);
        if (!field.lasts_) keep_text(fields_.back());
    }
    return *this;
}

ChangeLog& ChangeLog::with(const NewField& field) {
    make_room(fields_, 1);
    fields_.push_back(field);
    if (!field.lasts_) keep_text(fields_.back());
    return *this;
}

ChangeLog& ChangeLog::with(std::string_view name, const Value& value) {
    switch (value.type()) {
        case ValueType::text: return with(name, std::string_view(value.text()));
        case ValueType::choice: return with(name, value.choice());
        default: return with(name, std::string_view(to_text(value)));
    }
}

ChangeLog::Entry ChangeLog::operator[](std::size_t index) const {
    const bool last = index + 1 == entries_.size();
    const NewField* const all = fields_.data();
    const NewField* const begin = all + entries_[index].first_field;
    const NewField* const end = last ? all + fields_.size() : all + entries_[index + 1].first_field;
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
