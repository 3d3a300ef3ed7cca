// SPDX-License-Identifier: MIT
#include "definition/unread.hpp"

#include <utility>

#include "definition/checker_shape.hpp"

namespace throughgate::definition {

namespace {

/// What stands after `key` at the beginning of a line.
std::string first_word_after(std::string_view bytes, std::string_view key) {
    const std::string wanted = std::string(key) + ":";
    std::size_t at = bytes.starts_with(wanted) ? 0 : bytes.find("\n" + wanted);
    if (at == std::string_view::npos) return {};
    at = bytes.find(':', at) + 1;
    const std::size_t begin = bytes.find_first_not_of(" \"'", at);
    if (begin == std::string_view::npos) return {};
    return std::string(bytes.substr(begin, bytes.find_first_of(" \"'\r\n#", begin) - begin));
}

}  // namespace

void Unread::add(const SourceFile& file) {
    for (const auto& [key, map] :
         {std::pair{"pathway", Map::pathway}, {"chart", Map::chart}, {"labels", Map::labels}})
        if (const auto id = first_word_after(file.bytes, key); !id.empty())
            return add(file.path, map, id);
    add(file.path, Map::none, "");
}

void Unread::add(const SourceDocument& document) {
    const Node* pathway = document.root.find("pathway");
    add(document.path, document.map, pathway == nullptr ? "" : pathway->text);
}

void Unread::add_in_part(const SourceDocument& document) {
    const bool stands_alone =
        document.map == Map::pathway || document.map == Map::chart || document.map == Map::labels;
    if (!stands_alone) add(document);
}

bool Unread::concerns(std::string_view pathway) const {
    return shared_ || pathways_.contains(pathway);
}

void check_shape(const SourceDocument& document, Unread& unread, Faults& faults) {
    const std::size_t before = faults.errors();
    check_shape(document.root, document.map, faults);
    if (faults.errors() > before) unread.add_in_part(document);
}

Unread unread_in(const std::vector<SourceFile>& files) {
    Unread unread;
    Faults told;
    for (const SourceDocument& document : read_documents(files, told, unread))
        check_shape(document, unread, told);
    return unread;
}

void Unread::add(const std::string& path, Map map, const std::string& id) {
    paths_.insert(path);
    if (map == Map::pathway)
        pathways_.insert(id);
    else if (map != Map::chart && map != Map::labels)
        shared_ = true;
}

}  // namespace throughgate::definition
