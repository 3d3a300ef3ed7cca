// SPDX-License-Identifier: MIT
// The public diagrams: files are loaded, the first of them is drawn.
#include "throughgate/diagrams.hpp"

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

}  // namespace

Result<std::string> draw_diagram(const std::vector<DefinitionFile>& files, DiagramFormat format) {
    std::vector<definition::SourceFile> sources;
    for (const DefinitionFile& file : files) sources.push_back({file.path, file.bytes});
    const definition::Loaded loaded = definition::load(sources);
    if (!loaded.clean()) return Error{ErrorKind::invalid, faults_of(loaded), "definition"};
    if (loaded.charts.size() + loaded.set.current.size() != 1)
        return Error{ErrorKind::invalid, "one chart or one pathway can be drawn at a time",
                     "definition"};
    const bool is_chart = !loaded.charts.empty();
    const auto& definition = is_chart ? loaded.charts.front() : loaded.set.current.front();
    const tooling::Diagram diagram =
        tooling::diagram_of(*definition, is_chart ? nullptr : loaded.places.front().get());
    if (format == DiagramFormat::mermaid) return tooling::to_mermaid(diagram);
    return format == DiagramFormat::table ? tooling::to_table(diagram) : tooling::to_dot(diagram);
}

}  // namespace throughgate
