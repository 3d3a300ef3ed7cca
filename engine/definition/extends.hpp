// SPDX-License-Identifier: MIT
// Extends: a site's file that says what it has otherwise than another one. Worked out on the nodes,
// before anything else is checked: every node keeps the place where it was written.
#pragma once

#include <string>
#include <vector>

#include "definition/faults.hpp"
#include "definition/keys.hpp"
#include "definition/load.hpp"
#include "definition/node.hpp"

namespace throughgate::definition {

class Unread;  // definition/unread.hpp

/// One document, with what extends it laid over it.
struct SourceDocument {
    std::string path;  ///< of the file that begins it: the base
    Map map = Map::none;
    Node root;
    std::vector<std::string> extended_by;  ///< paths, the nearest to the base first
};

/// Reads all files, in the order of their paths. A file with `extends:` changes the file that it
/// names and is no document of its own. `unread` is told of what is missing then.
std::vector<SourceDocument> read_documents(const std::vector<SourceFile>& files, Faults& faults,
                                           Unread& unread);
std::vector<SourceDocument> read_documents(const std::vector<SourceFile>& files, Faults& faults);

/// `change` laid over `base`, led by the keys table: mappings key by key and id by id, everything
/// else replaced.
Node laid_over(const Node& base, const Node& change, Map map);

}  // namespace throughgate::definition
