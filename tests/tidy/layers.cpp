// SPDX-License-Identifier: MIT
#include "tidy/layers.hpp"

#include <sstream>

namespace throughgate::tidy {
namespace {

std::string first_folder(std::string_view path) {
    const std::size_t slash = path.find('/');
    return slash == std::string_view::npos ? std::string{} : std::string{path.substr(0, slash)};
}

std::string joined(const std::set<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

void add_what_includes_may(Layers& layers) {
    for (std::size_t round = 0; round < layers.size(); ++round) {
        for (auto& [name, allowed] : layers) {
            const std::set<std::string> before = allowed;
            for (const std::string& next : before)
                if (layers.contains(next)) allowed.insert(layers[next].begin(), layers[next].end());
        }
    }
}

void read_line(const std::string& line, Layers& layers) {
    const std::size_t colon = line.find(':');
    if (line.empty() || line[0] == '#' || colon == std::string::npos) return;
    const std::string name = line.substr(0, colon);
    layers[name].insert(name);
    std::istringstream words{line.substr(colon + 1)};
    for (std::string word; words >> word;) layers[name].insert(word);
}

/// Layer that an include leads to; empty for third-party and standard headers.
std::string layer_of_include(const Layers& layers, const Include& include) {
    const std::string folder = first_folder(include.name);
    if (folder == "throughgate") return "include";
    return include.quoted && layers.contains(folder) ? folder : "";
}

}  // namespace

Layers read_layers(const File& file, Findings& findings) {
    Layers layers;
    for (const std::string& line : lines_of(file.text)) read_line(line, layers);
    for (const auto& [name, allowed] : layers)
        for (const std::string& other : allowed)
            if (!layers.contains(other))
                findings.push_back(
                    {file.path, 0,
                     "'" + name + "' names '" + other + "', which has no line of its own"});
    add_what_includes_may(layers);
    return layers;
}

std::string layer_of(std::string_view path) {
    constexpr std::string_view engine = "engine/";
    return path.starts_with(engine) ? first_folder(path.substr(engine.size())) : "";
}

Findings check_layers(const Layers& layers, const File& file) {
    const std::string layer = layer_of(file.path);
    if (layer.empty() || layer == "cmake" || !is_cpp(file.path)) return {};
    if (!layers.contains(layer))
        return {{file.path, 0, "folder 'engine/" + layer + "' has no line in engine/layers.txt"}};
    Findings findings;
    for (const Include& include : includes_of(file.text)) {
        const std::string target = layer_of_include(layers, include);
        if (target.empty() || layers.at(layer).contains(target)) continue;
        findings.push_back({file.path, include.line,
                            layer + " -> " + target + " (" + include.name + ") is not allowed; " +
                                layer + " may include: " + joined(layers.at(layer))});
    }
    return findings;
}

Findings check_plugin_includes(const File& file) {
    if (!file.path.starts_with("plugins/") || !is_cpp(file.path)) return {};
    Findings findings;
    for (const Include& include : includes_of(file.text)) {
        const bool ours = include.name.starts_with("throughgate/");
        const bool plugin =
            include.name == "throughgate/plugin.h" || include.name == "throughgate/plugin.hpp";
        const bool leaves =
            include.name.find("../../") != std::string::npos || include.name.starts_with("engine/");
        if ((ours && !plugin) || leaves)
            findings.push_back({file.path, include.line,
                                "a plug-in may not include " + include.name +
                                    "; allowed: throughgate/plugin.h, throughgate/plugin.hpp"});
    }
    return findings;
}

}  // namespace throughgate::tidy
