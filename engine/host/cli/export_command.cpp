// SPDX-License-Identifier: MIT
#include "host/cli/export_command.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "host/cli/exit_codes.hpp"
#include "host/json/sheets.hpp"
#include "host/json/views.hpp"

namespace throughgate::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t page = 1000;

template <typename Door>
Result<json::array> whole_history(Door& door, const std::string& reference) {
    json::array all;
    for (std::uint64_t after = 0;;) {
        const auto entries = door.history(reference, after, page);
        if (!entries.ok()) return entries.error();
        for (const HistoryEntry& each : *entries) all.push_back(to_json(each));
        if (entries->size() < page) return all;
        after = entries->back().sequence;
    }
}

json::object to_json(const ReadEntry& read) {
    return {{"number", read.number},   {"at", format_instant(read.at)},
            {"person", read.person},   {"asserted_by", read.asserted_by},
            {"purpose", read.purpose}, {"kind", read.kind},
            {"what", read.what}};
}

/// Who was given what of the case. Only whoever may read the whole store sees it.
Result<json::array> whole_reads(Engine& engine, const std::string& reference) {
    json::array all;
    ReadQuery query;
    query.case_reference = reference;
    query.limit = page;
    for (;;) {
        const auto reads = engine.reads(query);
        if (!reads.ok()) return reads.error();
        for (const ReadEntry& each : *reads) all.push_back(to_json(each));
        if (reads->size() < page) return all;  // of one case: a line is an entry
        query.after = reads->back().number;
    }
}

template <typename Door>
Result<json::object> gathered(Door& door, const std::string& named) {
    const auto view = door.find_case(named);
    if (!view.ok()) return view.error();
    const auto known = door.facts_of(view->row.reference, "");
    if (!known.ok()) return known.error();
    auto history = whole_history(door, view->row.reference);
    if (!history.ok()) return history.error();
    return json::object{{"format_version", 1},
                        {"case", throughgate::to_json(*view)},
                        {"known", throughgate::to_json(*known)},
                        {"history", std::move(*history)}};
}

}  // namespace

int export_case(const Arguments& a, const Console& console, Session& session) {
    auto document = session.ask(a, [&](auto& door) { return gathered(door, a.files.front()); });
    if (!document.ok()) return console.fail(document.error());
    (*document)["exported"] = format_instant(session.engine().now());
    (*document)["purpose"] = a.reason;
    if (a.as.empty()) {
        const std::string reference((*document)["case"].as_object()["case"].as_string());
        auto reads = whole_reads(session.engine(), reference);
        if (!reads.ok()) return console.fail(reads.error());
        (*document)["reads"] = std::move(*reads);
    }
    console.value(*document);
    console.say("before it is given away: somebody has to take out what is about other people");
    return exit_clean;
}

}  // namespace throughgate::cli
