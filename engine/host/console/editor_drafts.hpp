// SPDX-License-Identifier: MIT
// Drafts: what operators have changed in definitions and not yet put forward. One private file for
// each user in a folder beside the store; only files that differ from the workflows folder are in
// it. Any thread; a text is kept only over the one that whoever changed it has seen.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "throughgate/error.hpp"
#include "throughgate/time.hpp"

namespace throughgate::console {

struct DraftText {
    std::string text;
    std::string from;   ///< mark of the text in the workflows folder it was made of; empty: none
    std::string by;     ///< user who changed it last
    bool gone = false;  ///< the folder's file is deleted in this draft; it has no text then
};

struct Draft {
    std::string user;  ///< whose it is
    Instant began{}, saved{};
    std::map<std::string, std::string> published;  ///< version by pathway, when it was begun
    std::map<std::string, DraftText> files;        ///< by path
};

/// One text that is to be kept.
struct Keeping {
    std::string owner;  ///< of the draft
    std::string user;   ///< who changes it
    std::string path, text;
    std::string seen;    ///< mark of the text that was changed
    std::string folder;  ///< the text in the workflows folder; empty: there is none
    Instant now{};
    std::map<std::string, std::string> published;  ///< now
};

class Drafts {
public:
    explicit Drafts(std::string folder) : folder_(std::move(folder)) {}

    /// An empty one when there is none. invalid: somebody broke its file.
    Result<Draft> find(const std::string& owner) const;
    /// Whose drafts there are, by name.
    Result<std::vector<std::string>> owners() const;
    /// conflict: another text than `seen` stands there. refused: more than a draft may hold. A
    /// text that is as in the workflows folder is in no draft.
    Status keep(const Keeping& what);
    /// The file is deleted in the draft; one that the folder does not have is forgotten. conflict:
    /// as above.
    Status remove(const Keeping& what);
    /// The text stands in the file `to` instead, in one step. conflict: as above, or the draft has
    /// such a file.
    Status rename(const Keeping& what, const std::string& to);
    /// The text of the workflows folder holds again. Nothing happens when the draft has none.
    Status drop(const std::string& owner, const std::string& path);
    Status discard(const std::string& owner);
    /// It goes on from what is published now.
    Status go_on_from(const std::string& owner, std::map<std::string, std::string> published);

private:
    [[nodiscard]] std::string path_of(const std::string& owner) const;
    Result<Draft> read(const std::string& path) const;
    Status write(const Draft& draft) const;
    /// The draft, begun if there was none; conflict: another text than `seen` stands there.
    Result<Draft> open_for(const Keeping& what) const;

    std::string folder_;
    mutable std::mutex mutex_;
};

/// The folder beside a store that holds them.
std::string drafts_of(const std::string& store_path);

}  // namespace throughgate::console
