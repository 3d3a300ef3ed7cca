// SPDX-License-Identifier: MIT
// Page: one row of the table that the console is made of. README.md tells how to add one.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "host/console/limits.hpp"
#include "host/console/visit.hpp"
#include "host/http/message.hpp"
#include "host/http/principal.hpp"
#include "host/http/services.hpp"

namespace throughgate::console {

/// May block; runs on a worker. Reads through http::reading(engine, visit.principal) alone.
using Answer = std::function<http::Response(Visit&)>;
/// Runs on a worker too; `respond` is called once, from any thread, while `visit` lives on. For
/// pages whose line in the log of reads need not keep a worker waiting.
using LateAnswer = std::function<void(Visit&, http::Respond respond)>;

struct Page {
    std::string method = "GET";
    std::string path{};       ///< "/cases/{case}"
    std::string operation{};  ///< "page.showPerson": stands in the log and in figures
    std::string section{};    ///< of the navigation
    http::Scope scope = http::Scope::read;
    bool signed_in = true;                        ///< false: for anybody
    bool aside = false;                           ///< asked by a script: the session idles on
    bool takes_long = false;                      ///< minutes, for a large store
    std::size_t form_bytes = limits::form_bytes;  ///< that it may be sent
    Answer answer{};
    LateAnswer late_answer{};  ///< instead of `answer`
};

struct EditorSettings;
class Provider;
class SavedViews;
class Sessions;
class Throttle;
class Users;

/// What signing in works with.
struct Gate {
    Users& users;
    Sessions& sessions;
    Throttle& throttle;
    http::JsonLog& log;
    Provider* provider = nullptr;  ///< none: users of ours alone
};

std::vector<Page> sign_in_pages(Gate gate);
std::vector<Page> work_pages(http::Services& services);
std::vector<Page> person_pages(http::Services& services);
std::vector<Page> alert_pages(http::Services& services);
std::vector<Page> allocation_pages(http::Services& services);
std::vector<Page> handoff_pages(http::Services& services);
std::vector<Page> case_pages(http::Services& services, SavedViews& views);
std::vector<Page> view_pages(SavedViews& views);
std::vector<Page> report_pages(http::Services& services, SavedViews& views);
std::vector<Page> operating_pages(http::Services& services);
std::vector<Page> definition_pages(http::Services& services);
std::vector<Page> editor_pages(http::Services& services, const EditorSettings& settings);
/// All but those of signing in and of the editor.
std::vector<Page> all_pages(http::Services& services, SavedViews& views);

inline constexpr const char* session_cookie = "throughgate_session";
inline constexpr const char* form_cookie = "throughgate_form";
/// A Set-Cookie value; an empty `value` takes the cookie back.
std::string cookie_text(const Visit& visit, const char* name, const std::string& value);

}  // namespace throughgate::console
