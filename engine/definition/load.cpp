// SPDX-License-Identifier: MIT
#include "definition/load.hpp"

#include <algorithm>
#include <utility>

#include "base/hash.hpp"
#include "definition/compiler.hpp"
#include "definition/extends_causes.hpp"
#include "definition/ignores.hpp"
#include "definition/open_quotes.hpp"
#include "definition/places.hpp"
#include "definition/resolved.hpp"
#include "definition/shown_line.hpp"
#include "definition/unread.hpp"

namespace throughgate::definition {

namespace {

void add_lines(std::vector<Diagnostic>& diagnostics, const std::vector<SourceFile>& files) {
    for (Diagnostic& each : diagnostics)
        for (const SourceFile& file : files)
            if (file.path == each.place.file) show_line(file.bytes, each);
}

struct Built {
    DefinitionPointer definition;
    std::string resolved;
};

Built build(const CheckedPathway& checked, const std::vector<SourceFile>& files) {
    const Resolved resolved = resolve(*checked.view, files);
    auto definition = std::make_shared<Definition>(compile(checked));
    definition->behaviour = sha256(write_canonical(resolved.behaviour));
    definition->text = sha256(write_canonical(resolved.text));
    return {std::move(definition), resolved_text(resolved)};
}

void add_role(std::vector<Role>& roles, const Role& role) {
    const auto known = std::find_if(roles.begin(), roles.end(),
                                    [&](const Role& each) { return each.id == role.id; });
    if (known == roles.end())
        roles.push_back(role);
    else
        *known = role;
}

/// Calendars and roles; those already there give way.
void add_shared(const Library& library, DefinitionSet& set) {
    for (const CalendarText& calendar : library.calendars)
        if (calendar.calendar.has_value())
            set.calendars.insert_or_assign(calendar.name.text, *calendar.calendar);
    for (const CommonText& common : library.commons)
        for (const RoleText& role : common.parts.roles) add_role(set.roles, role.role);
}

/// The newest of a pathway takes the place of the older one; the spine stands first.
void add_current(const DefinitionPointer& definition, DefinitionSet& set) {
    set.versions.insert_or_assign(definition->behaviour, definition);
    const auto same = std::find_if(
        set.current.begin(), set.current.end(),
        [&](const DefinitionPointer& each) { return each->pathway == definition->pathway; });
    if (same != set.current.end()) {
        *same = definition;
    } else if (definition->pathway.text() == "spine") {
        set.current.insert(set.current.begin(), definition);
    } else {
        set.current.push_back(definition);
    }
}

Error corrupt(const std::string& what) {
    return {ErrorKind::corrupt,
            "the stored definition " + what + "; restore the store from a backup", "definition"};
}

std::vector<SourceFile> files_of(const Json& json) {
    std::vector<SourceFile> files;
    if (const Json* stored = json.find("files"))
        for (const auto& [path, bytes] : stored->members) files.push_back({path, bytes.text});
    return files;
}

struct Rebuilt {
    DefinitionPointer definition;
    std::unique_ptr<Checked> checked;
};

Result<Rebuilt> rebuild(std::string_view resolved) {
    const std::optional<Json> json = read_canonical(resolved);
    if (!json.has_value()) return corrupt("is not readable");
    const std::vector<SourceFile> files = files_of(*json);
    Faults faults;
    std::unique_ptr<Checked> checked = check(files, {.alone = true, .today = std::nullopt}, faults);
    if (faults.any_error() || checked->pathways.size() != 1)
        return corrupt("does not pass the checker");
    const Built built = build(checked->pathways.front(), files);
    const Json* behaviour = json->find("behaviour");
    if (behaviour == nullptr || sha256(write_canonical(*behaviour)) != built.definition->behaviour)
        return corrupt("does not give its own hash");
    return Rebuilt{built.definition, std::move(checked)};
}

}  // namespace

bool Loaded::clean() const {
    return std::none_of(diagnostics.begin(), diagnostics.end(),
                        [](const Diagnostic& each) { return each.severity == Severity::error; });
}

std::string line_at(std::string_view bytes, std::uint32_t line) {
    if (line == 0) return {};
    std::size_t start = 0;
    for (std::uint32_t at = 1; at < line; ++at) {
        start = bytes.find('\n', start);
        if (start == std::string_view::npos) return {};
        ++start;
    }
    return std::string(bytes.substr(start, bytes.find('\n', start) - start));
}

Loaded load(const std::vector<SourceFile>& files, std::optional<Date> today,
            Strictness strictness) {
    Loaded loaded;
    Faults faults;
    const CheckOptions options{.alone = false, .today = today, .strictness = strictness};
    const std::unique_ptr<Checked> checked = check(files, options, faults);
    if (faults.any_error()) name_extending_files(files, options, faults.list);
    ask_about_quotes(files, faults.list);
    loaded.diagnostics = std::move(faults.list);
    sort_diagnostics(loaded.diagnostics);
    loaded.ignored = take_ignored(*checked, options, loaded.diagnostics);
    if (!loaded.clean() && unread_in(files).any())  // what they cover was not looked for
        std::erase_if(loaded.diagnostics,
                      [](const Diagnostic& each) { return each.code == "TG1504"; });
    add_lines(loaded.diagnostics, files);
    if (!loaded.clean()) return loaded;
    add_shared(checked->library, loaded.set);
    for (const CheckedPathway& pathway : checked->pathways) {
        Built built = build(pathway, files);
        add_current(built.definition, loaded.set);
        loaded.resolved.emplace_back(built.definition->behaviour, std::move(built.resolved));
        loaded.places.push_back(std::make_shared<Places>(places_of(pathway)));
    }
    for (const CheckedChart& chart : checked->charts) {
        const Resolved resolved = resolve_chart(chart.source);
        chart.definition->behaviour = sha256(write_canonical(resolved.behaviour));
        chart.definition->text = sha256(write_canonical(resolved.text));
        loaded.charts.push_back(chart.definition);
    }
    return loaded;
}

Result<DefinitionPointer> compile_resolved(std::string_view resolved) {
    Result<Rebuilt> rebuilt = rebuild(resolved);
    if (!rebuilt) return rebuilt.error();
    return rebuilt->definition;
}

std::vector<SourceFile> files_in(std::string_view resolved) {
    const std::optional<Json> json = read_canonical(resolved);
    return json.has_value() ? files_of(*json) : std::vector<SourceFile>();
}

Result<DefinitionSet> compile_publications(const std::vector<std::string>& resolved_texts) {
    DefinitionSet set;
    for (const std::string& text : resolved_texts) {
        Result<Rebuilt> rebuilt = rebuild(text);
        if (!rebuilt) return rebuilt.error();
        add_shared(rebuilt->checked->library, set);
        add_current(rebuilt->definition, set);
    }
    return set;
}

}  // namespace throughgate::definition
