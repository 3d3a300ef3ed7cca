// SPDX-License-Identifier: MIT
#include "host/console/editor_drafts.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "host/console/editor_texts.hpp"
#include "host/console/limits.hpp"
#include "host/http/crypto.hpp"
#include "host/http/private_file.hpp"

namespace throughgate::console {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr const char* what = "the draft";

std::string text_of(const json::object& object, std::string_view name) {
    return std::string(object.at(name).as_string());
}

json::object to_json(const DraftText& kept) {
    json::object object{{"text", kept.text}, {"from", kept.from}, {"by", kept.by}};
    if (kept.gone) object["gone"] = true;
    return object;
}

json::object to_json(const Draft& draft) {
    json::object published, files;
    for (const auto& [pathway, version] : draft.published) published[pathway] = version;
    for (const auto& [path, each] : draft.files) files[path] = to_json(each);
    return {{"format", 1},
            {"user", draft.user},
            {"began", format_instant(draft.began)},
            {"saved", format_instant(draft.saved)},
            {"published", std::move(published)},
            {"files", std::move(files)}};
}

/// Throws when something is missing or of another type.
DraftText text_from(const json::object& object) {
    return {text_of(object, "text"), text_of(object, "from"), text_of(object, "by"),
            object.contains("gone") && object.at("gone").as_bool()};
}

/// The same.
Draft from_json(const json::object& object) {
    Draft draft;
    draft.user = text_of(object, "user");
    draft.began = parse_instant(text_of(object, "began")).value();
    draft.saved = parse_instant(text_of(object, "saved")).value();
    for (const auto& [pathway, version] : object.at("published").as_object())
        draft.published[pathway] = std::string(version.as_string());
    for (const auto& [path, each] : object.at("files").as_object())
        draft.files[path] = text_from(each.as_object());
    return draft;
}

Error unusable(const std::string& path, const std::string& why) {
    return {ErrorKind::unavailable, "the draft cannot be kept in " + path + ": " + why, path};
}

Status made(const std::string& folder) {
    if (::mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST) return {};
    return unusable(folder, std::strerror(errno));
}

Error changed_meanwhile(const std::string& path, const std::string& by) {
    return {ErrorKind::conflict,
            path + " was changed " + (by.empty() ? std::string("") : "by " + by + " ") +
                "since you opened it; nothing was overwritten",
            path};
}

/// "" or why it holds no more.
std::string fault_of_size(const Draft& draft) {
    std::size_t bytes = 0;
    for (const auto& [path, each] : draft.files) bytes += each.text.size();
    if (draft.files.size() <= limits::draft_files && bytes <= limits::draft_bytes) return "";
    return "a draft holds at most " + std::to_string(limits::draft_files) + " files and " +
           std::to_string(limits::draft_bytes / 1024 / 1024) +
           " MiB; put what is ready forward and discard it, then go on";
}

const std::string& stands_in(const Draft& draft, const Keeping& keeping) {
    const auto known = draft.files.find(keeping.path);
    return known == draft.files.end() ? keeping.folder : known->second.text;
}

/// The text into the draft, unless the folder says the same; why not, or "".
std::string put(Draft& draft, const Keeping& keeping, const std::string& path,
                const std::string& folder) {
    if (!folder.empty() && folder == keeping.text) {
        draft.files.erase(path);
        return "";
    }
    const bool kept = draft.files.contains(path);
    DraftText& text = draft.files[path];
    if (!kept) text.from = folder.empty() ? "" : mark_of(folder);
    text.text = keeping.text;
    text.by = keeping.user;
    text.gone = false;
    return fault_of_size(draft);
}

void take_away(Draft& draft, const Keeping& keeping) {
    if (keeping.folder.empty())
        draft.files.erase(keeping.path);
    else
        draft.files[keeping.path] = {"", mark_of(keeping.folder), keeping.user, true};
}

}  // namespace

std::string drafts_of(const std::string& store_path) { return store_path + ".drafts"; }

std::string Drafts::path_of(const std::string& owner) const {
    return folder_ + "/" + mark_of(owner) + ".json";
}

Result<Draft> Drafts::read(const std::string& path) const {
    const auto text = http::read_private_file(path, what);
    if (!text.ok()) return text.error();
    if (text->empty()) return Draft{};
    try {
        return from_json(json::parse(*text).as_object());
    } catch (const std::exception&) {
        return Error{ErrorKind::invalid,
                     "the draft in " + path +
                         " cannot be read: it was not written by the console; put a copy back, or "
                         "move it away to begin another",
                     path};
    }
}

Result<Draft> Drafts::find(const std::string& owner) const {
    const std::lock_guard lock(mutex_);
    auto draft = read(path_of(owner));
    if (draft.ok()) draft->user = owner;
    return draft;
}

Result<std::vector<std::string>> Drafts::owners() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> names;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder_, none)) {
        if (entry.path().extension() != ".json") continue;
        const auto draft = read(entry.path().string());
        if (!draft.ok()) return draft.error();
        if (!draft->user.empty()) names.push_back(draft->user);
    }
    std::sort(names.begin(), names.end());
    return names;
}

Status Drafts::write(const Draft& draft) const {
    const std::string path = path_of(draft.user);
    if (draft.files.empty()) {
        std::error_code failed;
        fs::remove(path, failed);
        return failed ? Status{unusable(path, failed.message())} : Status{};
    }
    if (auto ready = made(folder_); !ready.ok()) return ready;
    return http::write_private_file(path, json::serialize(to_json(draft)) + "\n", what);
}

Result<Draft> Drafts::open_for(const Keeping& keeping) const {
    auto draft = read(path_of(keeping.owner));
    if (!draft.ok()) return draft;
    const auto known = draft->files.find(keeping.path);
    if (mark_of(stands_in(*draft, keeping)) != keeping.seen)
        return changed_meanwhile(keeping.path, known == draft->files.end() ? "" : known->second.by);
    if (draft->files.empty()) {
        draft->began = keeping.now;
        draft->published = keeping.published;
    }
    draft->user = keeping.owner;
    draft->saved = keeping.now;
    return draft;
}

Status Drafts::keep(const Keeping& keeping) {
    const std::lock_guard lock(mutex_);
    const auto before = read(path_of(keeping.owner));
    if (!before.ok()) return before.error();
    if (stands_in(*before, keeping) == keeping.text) return {};
    auto draft = open_for(keeping);
    if (!draft.ok()) return draft.error();
    if (const std::string fault = put(*draft, keeping, keeping.path, keeping.folder);
        !fault.empty())
        return Error{ErrorKind::refused, fault, keeping.path};
    return write(*draft);
}

Status Drafts::remove(const Keeping& keeping) {
    const std::lock_guard lock(mutex_);
    auto draft = open_for(keeping);
    if (!draft.ok()) return draft.error();
    take_away(*draft, keeping);
    return write(*draft);
}

Status Drafts::rename(const Keeping& keeping, const std::string& to) {
    const std::lock_guard lock(mutex_);
    auto draft = open_for(keeping);
    if (!draft.ok()) return draft.error();
    if (draft->files.contains(to)) return changed_meanwhile(to, draft->files[to].by);
    // First, so that a full draft has room for the text under its other name.
    take_away(*draft, keeping);
    if (const std::string fault = put(*draft, keeping, to, ""); !fault.empty())
        return Error{ErrorKind::refused, fault, to};
    return write(*draft);
}

Status Drafts::drop(const std::string& owner, const std::string& path) {
    const std::lock_guard lock(mutex_);
    auto draft = read(path_of(owner));
    if (!draft.ok()) return draft.error();
    if (draft->files.erase(path) == 0) return {};
    return write(*draft);
}

Status Drafts::discard(const std::string& owner) {
    const std::lock_guard lock(mutex_);
    Draft none;
    none.user = owner;
    return write(none);
}

Status Drafts::go_on_from(const std::string& owner, std::map<std::string, std::string> published) {
    const std::lock_guard lock(mutex_);
    auto draft = read(path_of(owner));
    if (!draft.ok()) return draft.error();
    if (draft->files.empty()) return {};
    draft->published = std::move(published);
    return write(*draft);
}

}  // namespace throughgate::console
