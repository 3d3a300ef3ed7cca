// SPDX-License-Identifier: MIT
// What whoever writes a definition is told while they write: what stands at a place, what may stand
// there, and where an id is declared. Made of the table of keys that the checker reads and of the
// files as they are, faulty or not. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "throughgate/definitions.hpp"
#include "throughgate/diagnostic.hpp"

namespace throughgate {

/// An id, where a file declares it.
struct DeclaredName {
    std::string name;   ///< "address_check"
    std::string kind;   ///< "state", "event", "role", "handoff", "fact", ...
    std::string words;  ///< its title, whose it is, what it may hold; may be empty
    Place place;
};

/// Every id that some file declares, in the order of the files. A file that cannot be read declares
/// none.
std::vector<DeclaredName> declared_names(const std::vector<DefinitionFile>& files);

/// What one word means.
struct Hint {
    std::size_t offset = 0;  ///< of the word, in bytes from the start of the file
    std::size_t length = 0;  ///< in bytes
    std::string name;
    std::string kind;             ///< "key", or the kind of a DeclaredName
    std::string words;            ///< of a key: what the reference says of it
    std::vector<Place> declared;  ///< of an id: everywhere
};

/// Of the word at `offset`, a byte of the file `path`: one hint for each kind of thing that has
/// this name. Empty: nothing is known of it.
std::vector<Hint> hints_at(const std::vector<DefinitionFile>& files, const std::string& path,
                           std::size_t offset);

struct Suggestion {
    std::string text;   ///< to be written
    std::string kind;   ///< "key", "value", or the kind of a DeclaredName
    std::string words;  ///< about it; may be empty
};

struct Suggestions {
    std::size_t offset = 0;  ///< where the word begins that is being written, in bytes
    std::vector<Suggestion> all;
};

/// What may stand at `offset`: keys that the mapping does not have yet, the values of a choice, or
/// else the ids that are declared. The file need not be readable as it stands.
Suggestions suggestions_at(const std::vector<DefinitionFile>& files, const std::string& path,
                           std::size_t offset);

}  // namespace throughgate
