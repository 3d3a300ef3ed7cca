// SPDX-License-Identifier: MIT
// The public diagrams: files are loaded, the first of them is drawn.
#include "throughgate/diagrams.hpp"

#include <memory>
#include <utility>

#include "core/resolved_files.hpp"
#include "definition/reader.hpp"
#include "tooling/diagram.hpp"

namespace throughgate {
namespace {

std::string faults_of(const definition::Loaded& loaded) {
    std::string text;
    for (const Diagnostic& each : loaded.diagnostics)
        if (each.severity == Severity::error)
            text += (text.empty() ? "" : "\n") + format_diagnostic(each);
    return text;
}

/// Places are kept in the order of reading.
const definition::Places* place_of(const definition::Loaded& loaded,
                                   const definition::DefinitionPointer& definition) {
    for (std::size_t i = 0; i < loaded.resolved.size(); ++i)
        if (loaded.resolved[i].first == definition->behaviour) return loaded.places[i].get();
    return nullptr;
}

using Drawn = std::pair<const definition::Definition*, const definition::Places*>;

/// The only one there is, else the pathway of the first file.
std::optional<Drawn> wanted(const definition::Loaded& loaded,
                            const std::vector<definition::SourceFile>& sources) {
    const auto& pathways = loaded.set.current;
    if (loaded.charts.size() == 1 && pathways.empty())
        return Drawn{loaded.charts[0].get(), nullptr};
    if (loaded.charts.empty() && pathways.size() == 1)
        return Drawn{pathways[0].get(), loaded.places[0].get()};
    if (sources.empty()) return std::nullopt;
    definition::Faults ignored;
    const auto first = definition::read(sources.front(), ignored);
    const definition::Node* id = first ? first->find("pathway") : nullptr;
    for (std::size_t i = 0; id != nullptr && i < pathways.size(); ++i)
        if (pathways[i]->pathway.text() == id->text)
            return Drawn{pathways[i].get(), place_of(loaded, pathways[i])};
    return std::nullopt;
}

Error not_drawn(const std::vector<definition::SourceFile>& sources) {
    const std::string first = sources.empty() ? "the file" : sources.front().path;
    return {ErrorKind::invalid,
            first +
                " declares no pathway and is no chart, so there is nothing to draw; name a "
                "pathway.yaml, or one chart",
            first};
}

/// The diagram lives as long as what it is drawn of.
struct Sheet {
    definition::Loaded loaded;
    tooling::Diagram diagram;
};

Result<std::unique_ptr<Sheet>> sheet_of(const std::vector<DefinitionFile>& files) {
    const auto sources = core::sources_of(files);
    auto sheet = std::make_unique<Sheet>();
    sheet->loaded = definition::load(sources);
    if (!sheet->loaded.clean())
        return Error{ErrorKind::invalid, faults_of(sheet->loaded), "definition"};
    const auto drawn = wanted(sheet->loaded, sources);
    if (!drawn) return not_drawn(sources);
    sheet->diagram = tooling::diagram_of(*drawn->first, drawn->second);
    return sheet;
}

}  // namespace

Result<std::string> draw_diagram(const std::vector<DefinitionFile>& files, DiagramFormat format,
                                 const std::optional<LiveCounts>& live) {
    const auto sheet = sheet_of(files);
    if (!sheet.ok()) return sheet.error();
    tooling::Diagram& diagram = (*sheet)->diagram;
    diagram.live = live;
    if (format == DiagramFormat::mermaid) return tooling::to_mermaid(diagram);
    return format == DiagramFormat::table ? tooling::to_table(diagram) : tooling::to_dot(diagram);
}

Result<DrawnPathway> describe_diagram(const std::vector<DefinitionFile>& files) {
    const auto sheet = sheet_of(files);
    if (!sheet.ok()) return sheet.error();
    return tooling::to_drawn((*sheet)->diagram);
}

}  // namespace throughgate
