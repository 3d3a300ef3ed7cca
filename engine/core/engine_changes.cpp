// SPDX-License-Identifier: MIT
// The feed of changes: root rows, which are numbered in the order of the commits, taken apart.
#include <charconv>

#include "core/engine_parts.hpp"
#include "store/chain.hpp"
#include "store/erasing.hpp"
#include "store/summary.hpp"

namespace throughgate {
namespace {

/// After the `ordinal`-th head of a commit: "INCARNATION.COMMIT.ORDINAL".
struct Cursor {
    std::uint64_t incarnation = 0;
    std::uint64_t commit = 0;
    std::uint64_t ordinal = 0;
};

std::string text_of(const Cursor& cursor) {
    return std::to_string(cursor.incarnation) + "." + std::to_string(cursor.commit) + "." +
           std::to_string(cursor.ordinal);
}

std::optional<Cursor> read_cursor(std::string_view text) {
    Cursor cursor;
    const char* at = text.data();
    const char* const end = at + text.size();
    for (std::uint64_t* part : {&cursor.incarnation, &cursor.commit, &cursor.ordinal}) {
        const auto [read, error] = std::from_chars(at, end, *part);
        if (error != std::errc()) return std::nullopt;
        const bool last = part == &cursor.ordinal;
        if (last ? read != end : read == end || *read != '.') return std::nullopt;
        at = last ? read : read + 1;
    }
    return cursor;
}

Result<Cursor> begin_at(store::Reader& reader, std::string_view after, std::uint64_t incarnation) {
    Cursor cursor{incarnation, 0, 0};
    if (after.empty()) return cursor;
    const auto last = reader.last_commit();
    if (!last.ok()) return last.error();
    if (after == "now") return Cursor{incarnation, *last + 1, 0};
    const auto read = read_cursor(after);
    if (!read)
        return Error{ErrorKind::invalid,
                     "this is no cursor; give one as the feed gave it, or none to begin with the "
                     "first change",
                     "after"};
    if (read->incarnation != incarnation || read->commit > *last + 1)
        return Error{ErrorKind::refused,
                     "this cursor belongs to another store, or to one before it was restored from "
                     "a backup; read the cases again and go on from the cursor `now`",
                     "after"};
    return *read;
}

std::string_view kind_of(CaseId head) {
    if (head == store::publication_head) return "publication";
    return head == store::directory_head ? "directory" : "case";
}

/// Adds the heads of `root` behind `cursor`, which moves with them; false when the page is full.
bool add_root(const RootRow& root, Cursor& cursor, std::size_t limit, ChangePage& page) {
    if (root.commit != cursor.commit) cursor = {cursor.incarnation, root.commit, 0};
    for (std::size_t i = cursor.ordinal; i < root.heads.size(); ++i) {
        const RootHead& head = root.heads[i];
        const bool read = head.case_id == store::reads_head;  // looking changes nothing
        if (!read && page.rows.size() == limit) return false;
        cursor.ordinal = i + 1;
        if (read) continue;
        const std::string_view kind = kind_of(head.case_id);
        page.rows.push_back({text_of(cursor), std::string(kind),
                             kind == "case" ? store::reference_of(head.case_id) : std::string(),
                             head.sequence, root.at});
    }
    return true;
}

/// Roots of reads alone give no row: a page goes on over them.
Result<ChangePage> read_page(store::Reader& reader, Cursor cursor, std::size_t limit) {
    ChangePage page;
    std::uint64_t behind = cursor.commit == 0 ? 0 : cursor.commit - 1;
    for (bool last = false; !last && !page.more;) {
        // The first may be read to its end already, one more says `more`; some only log reads.
        const auto roots = reader.read_roots(behind, limit + 2);
        if (!roots.ok()) return roots.error();
        for (const RootRow& root : *roots)
            if (page.more = !add_root(root, cursor, limit, page); page.more) break;
        last = roots->size() < limit + 2;
        if (!last) behind = roots->back().commit;
    }
    page.next = text_of(cursor);
    return page;
}

/// A mirror has to delete what it holds of the case.
Status mark_erased(store::Reader& reader, ChangePage& page) {
    const auto any = reader.meta(store::erased_cases);
    if (!any.ok() || !any->has_value()) return any.ok() ? Status() : Status(any.error());
    for (ChangeRow& row : page.rows) {
        if (row.kind != "case") continue;
        const auto entry =
            reader.read_log(store::case_id_of(row.case_reference), row.sequence - 1, 1);
        if (!entry.ok()) return entry.error();
        if (!entry->empty() && entry->front().kind == store::erased_kind) row.kind = "erased";
    }
    return {};
}

}  // namespace

Result<ChangePage> Engine::changes(std::string_view after, std::size_t limit) {
    return parts_->query<ChangePage>([&](store::Reader& reader, const core::Surroundings&,
                                         const journey::World&) -> Result<ChangePage> {
        const auto cursor = begin_at(reader, after, parts_->store->incarnation());
        if (!cursor.ok()) return cursor.error();
        if (after == "now") return ChangePage{{}, text_of(*cursor), false};
        auto found = read_page(reader, *cursor, std::max<std::size_t>(limit, 1));
        if (!found.ok()) return found;
        if (auto marked = mark_erased(reader, *found); !marked.ok()) return marked.error();
        return found;
    });
}

}  // namespace throughgate
