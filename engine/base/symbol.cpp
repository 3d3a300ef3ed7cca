// SPDX-License-Identifier: MIT
// The one table of interned names of this process.
#include "throughgate/symbol.hpp"

#include <deque>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>

namespace throughgate {
namespace {

struct Table {
    std::shared_mutex mutex;
    std::deque<std::string> texts{std::string()};                 // guarded by mutex
    std::unordered_map<std::string_view, std::uint32_t> numbers;  // guarded by mutex

    Table() { numbers.emplace(texts.front(), 0); }
};

Table& table() {
    static Table& the_table = *new Table;  // lives as long as the process: symbols do too
    return the_table;
}

std::optional<std::uint32_t> look_up(Table& the_table, std::string_view text) {
    const std::shared_lock lock(the_table.mutex);
    const auto found = the_table.numbers.find(text);
    if (found == the_table.numbers.end()) return std::nullopt;
    return found->second;
}

}  // namespace

Symbol Symbol::of(std::string_view text) {
    Table& the_table = table();
    if (const auto known = look_up(the_table, text)) return Symbol(*known);
    const std::unique_lock lock(the_table.mutex);
    const auto next = static_cast<std::uint32_t>(the_table.texts.size());
    if (const auto found = the_table.numbers.find(text); found != the_table.numbers.end())
        return Symbol(found->second);
    the_table.texts.emplace_back(text);
    the_table.numbers.emplace(the_table.texts.back(), next);
    return Symbol(next);
}

std::optional<Symbol> Symbol::find(std::string_view text) {
    if (const auto known = look_up(table(), text)) return Symbol(*known);
    return std::nullopt;
}

std::string_view Symbol::text() const {
    Table& the_table = table();
    const std::shared_lock lock(the_table.mutex);
    return the_table.texts[number_];
}

}  // namespace throughgate
