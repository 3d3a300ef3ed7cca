// SPDX-License-Identifier: MIT
// throughgate graph: a diagram of one pathway or chart.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/session.hpp"
#include "throughgate/diagrams.hpp"

namespace throughgate::cli {
namespace {

namespace fs = std::filesystem;

Error no_graphviz() {
    return {ErrorKind::unavailable,
            "`dot` of Graphviz is needed for SVG and is not installed; install the package "
            "graphviz, or take --format dot, mermaid or table",
            "dot"};
}

/// Two files of a folder of its own: what goes into a program and what comes out.
class Scratch {
public:
    Scratch() {
        std::string name = (fs::temp_directory_path() / "throughgate-graph-XXXXXX").string();
        if (mkdtemp(name.data()) != nullptr) folder_ = name;
    }
    ~Scratch() {
        std::error_code ignored;
        if (!folder_.empty()) fs::remove_all(folder_, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    [[nodiscard]] std::string in() const { return folder_ + "/in.dot"; }
    [[nodiscard]] std::string out() const { return folder_ + "/out.svg"; }

private:
    std::string folder_;
};

/// The exit code of `dot`, which talks to nobody; nullopt: there is no such program.
std::optional<int> run_dot(std::vector<std::string> arguments) {
    std::vector<char*> pointers;
    for (std::string& each : arguments) pointers.push_back(each.data());
    pointers.push_back(nullptr);
    posix_spawn_file_actions_t quiet;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    const int begun = posix_spawnp(&child, "dot", &quiet, nullptr, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&quiet);
    if (begun != 0) return std::nullopt;
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return std::nullopt;
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return code == 127 ? std::nullopt : std::optional(code);
}

/// Its curved arrows fail on some large diagrams, straight ones do not.
Result<std::string> to_svg(const std::string& dot) {
    const Scratch scratch;
    std::ofstream file(scratch.in(), std::ios::binary);
    file << dot;
    file.close();
    if (!file) return Error{ErrorKind::unavailable, "cannot write " + scratch.in(), scratch.in()};
    int code = 0;
    for (const char* arrows : {"-Gsplines=true", "-Gsplines=line", "-Gsplines=false"}) {
        const auto ran = run_dot({"dot", "-Tsvg", arrows, "-o" + scratch.out(), scratch.in()});
        if (!ran) return no_graphviz();
        if ((code = *ran) == 0) return read_file(scratch.out());
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

}  // namespace

int run_graph(const Arguments& arguments, const Console& console) {
    const auto files = read_pathway(arguments.files.front());
    if (!files.ok()) return console.fail(files.error());
    auto drawn = draw_diagram(*files, format_of(arguments.format));
    if (drawn.ok() && arguments.format == "svg") drawn = to_svg(*drawn);
    if (!drawn.ok()) return console.fail(drawn.error());
    if (drawn->ends_with('\n')) drawn->pop_back();
    console.line(*drawn);
    return exit_clean;
}

}  // namespace throughgate::cli
