// SPDX-License-Identifier: MIT
// The one table of interned names of this process.
#include "throughgate/symbol.hpp"

#include <array>
#include <atomic>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>

#include "base/assert.hpp"

namespace throughgate {
namespace {

constexpr std::size_t chunk_size = 1024;
constexpr std::size_t chunks = 4096;
using Chunk = std::array<std::string, chunk_size>;

/// Texts in chunks that never move, so that reading one needs no lock: whoever holds a symbol got
/// it after its text was written.
constinit std::array<std::atomic<Chunk*>, chunks> texts{};

struct Table {
    std::shared_mutex mutex;
    std::unordered_map<std::string_view, std::uint32_t> numbers;  // guarded by mutex
    std::uint32_t size = 0;                                       // guarded by mutex

    Table() { add(""); }

    std::uint32_t add(std::string_view text) {
        TG_ASSERT_WITH(size < chunk_size * chunks, "too many different names");
        std::atomic<Chunk*>& chunk = texts[size / chunk_size];
        if (chunk == nullptr) chunk = new Chunk;
        std::string& kept = (*chunk.load())[size % chunk_size];
        kept = text;
        numbers.emplace(kept, size);
        return size++;
    }
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
    if (text.empty()) return {};
    Table& the_table = table();
    if (const auto known = look_up(the_table, text)) return Symbol(*known);
    const std::unique_lock lock(the_table.mutex);
    if (const auto found = the_table.numbers.find(text); found != the_table.numbers.end())
        return Symbol(found->second);
    return Symbol(the_table.add(text));
}

std::optional<Symbol> Symbol::find(std::string_view text) {
    if (const auto known = look_up(table(), text)) return Symbol(*known);
    return std::nullopt;
}

std::string_view Symbol::text() const {
    if (number_ == 0) return "";  // perhaps before there is any other
    const Chunk* chunk = texts[number_ / chunk_size].load(std::memory_order_acquire);
    return (*chunk)[number_ % chunk_size];
}

}  // namespace throughgate
