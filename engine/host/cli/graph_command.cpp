// SPDX-License-Identifier: MIT
// throughgate graph: a diagram of one pathway or chart.
#include <fstream>
#include <optional>

#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/program_output.hpp"
#include "host/cli/session.hpp"
#include "host/cli/workflows_folder.hpp"
#include "host/scratch_folder.hpp"
#include "throughgate/diagrams.hpp"

namespace throughgate::cli {
namespace {

Error no_graphviz() {
    return {ErrorKind::unavailable,
            "`dot` of Graphviz is needed for SVG and is not installed; install the package "
            "graphviz, or take --format dot, mermaid or table",
            "dot"};
}

/// Its curved arrows fail on some large diagrams, straight ones do not.
Result<std::string> to_svg(const std::string& dot) {
    const ScratchFolder scratch;
    const std::string file = scratch.path() + "/in.dot";
    std::ofstream out(file, std::ios::binary);
    out << dot;
    out.close();
    if (!out) return Error{ErrorKind::unavailable, "cannot write " + file, file};
    int code = 0;
    for (const char* arrows : {"-Gsplines=true", "-Gsplines=line", "-Gsplines=false"}) {
        auto ran = output_of({"dot", "-Tsvg", arrows, file});
        if (!ran.ok()) return no_graphviz();
        if ((code = ran->exit_code) == 0) return std::move(ran->output);
    }
    return Error{ErrorKind::unavailable,
                 "`dot` of Graphviz ended with " + std::to_string(code) +
                     "; take --format dot and look at what it says of that",
                 "dot"};
}

DiagramFormat format_of(const std::string& name) {
    if (name == "mermaid") return DiagramFormat::mermaid;
    return name == "table" ? DiagramFormat::table : DiagramFormat::dot;
}

/// The id of the pathway that the first file declares; the program that draws checks the rest.
std::string pathway_of(const std::string& bytes) {
    const std::string key = "pathway:";
    std::size_t at = bytes.starts_with(key) ? 0 : bytes.find("\n" + key);
    if (at == std::string::npos) return {};
    at = bytes.find(':', at) + 1;
    const std::size_t begin = bytes.find_first_not_of(" \"'", at);
    return bytes.substr(begin, bytes.find_first_of(" \"'\r\n#", begin) - begin);
}

Status count_states(Engine& engine, const std::string& pathway, LiveCounts& counts) {
    CaseQuery query;
    query.limit = 1000;
    while (true) {
        const auto page = engine.list_cases(query);
        if (!page.ok()) return page.error();
        for (const CaseRow& row : *page) {
            const auto view = engine.find_case(row.reference);
            if (!view.ok()) return view.error();
            for (const PathwayView& each : view->pathways)
                if (each.id == pathway)
                    for (const StateView& state : each.states) ++counts.states[state.id];
        }
        if (page->size() < query.limit) return {};
        query.after = page->back().reference;
    }
}

Status count_handoffs(Engine& engine, const std::string& pathway, LiveCounts& counts) {
    HandoffQuery query;
    while (true) {
        const auto page = engine.list_handoffs(query);
        if (!page.ok()) return page.error();
        for (const HandoffView& each : *page)
            if (each.pathway == pathway) ++counts.handoffs[each.name];
        if (page->size() < query.limit) return {};
        query.after = page->back().case_reference + "/" + std::to_string(page->back().number);
    }
}

/// Of the cases in the store that --store names.
Result<std::optional<LiveCounts>> live_counts(const Arguments& arguments, const Console& console,
                                              const std::string& bytes) {
    if (!arguments.live_counts) return std::optional<LiveCounts>();
    auto session = Session::open(arguments, console, false);
    if (!session.ok()) return session.error();
    const std::string pathway = pathway_of(bytes);
    LiveCounts counts;
    if (auto counted = count_states((*session)->engine(), pathway, counts); !counted.ok())
        return counted.error();
    if (auto counted = count_handoffs((*session)->engine(), pathway, counts); !counted.ok())
        return counted.error();
    return std::optional(std::move(counts));
}

}  // namespace

int run_graph(const Arguments& arguments, const Console& console) {
    const auto files = read_with_base(arguments.files.front());
    if (!files.ok()) return console.fail(files.error());
    const auto live = live_counts(arguments, console, files->front().bytes);
    if (!live.ok()) return console.fail(live.error());
    auto drawn = draw_diagram(*files, format_of(arguments.format), *live);
    if (drawn.ok() && arguments.format == "svg") drawn = to_svg(*drawn);
    if (!drawn.ok()) return console.fail(drawn.error());
    if (drawn->ends_with('\n')) drawn->pop_back();
    console.line(*drawn);
    return exit_clean;
}

}  // namespace throughgate::cli
