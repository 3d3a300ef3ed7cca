// SPDX-License-Identifier: MIT
// Care of the store: verified copies, into the one folder that whoever started the server named;
// and what is taken out of it (routes_erasure.cpp).
#include <filesystem>
#include <memory>
#include <mutex>

#include "host/http/routes.hpp"
#include "host/http/routes_erasure.hpp"
#include "throughgate/time.hpp"

namespace throughgate::http {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

/// "throughgate-2026-11-26T20-34-26Z.db": sorts by age, and names hold no colon.
std::string backup_name(Instant now) {
    std::string time = format_instant(std::chrono::floor<std::chrono::seconds>(now));
    for (char& each : time)
        if (each == ':') each = '-';
    return "throughgate-" + time + ".db";
}

/// One at a time: two would write the same file in one second, and keep all who read waiting.
Response make_backup(Services& services, std::mutex& one_at_a_time) {
    const std::unique_lock mine(one_at_a_time, std::try_to_lock);
    if (!mine.owns_lock())
        return to_response(problem_of(
            {ErrorKind::conflict, "a backup is being made; ask again when it has ended", ""}));
    if (services.backup_folder.empty())
        return to_response(problem_of({ErrorKind::refused,
                                       "this server has no folder for backups; start it with "
                                       "--backups FOLDER",
                                       ""}));
    const std::string name = backup_name(services.engine.now());
    const fs::path path = fs::path(services.backup_folder) / name;
    const Status done = services.engine.backup(path.string());
    if (!done.ok()) return to_response(problem_of({done.error().kind, done.error().message, name}));
    std::error_code none;
    return json_response(json::object{{"file", name}, {"bytes", fs::file_size(path, none)}}, 201);
}

}  // namespace

std::vector<Route> care_routes(Services& services) {
    Route backup;
    backup.method = "POST";
    backup.path = "/api/v1/backups";
    backup.operation = "makeBackup";
    backup.tag = "System";
    backup.title = "A verified copy of the store, while it runs";
    backup.about =
        "Into the folder that the server was started with (`serve --backups`), under a name made "
        "of the time; never over another file.";
    backup.scope = Scope::operate;
    backup.takes_long = true;
    backup.success = 201;
    backup.answer = object("Backup", "A verified copy",
                           {required("file", text(), "Its name within the folder"),
                            required("bytes", number(), "How large it is")});
    backup.problems = {"refused", "conflict"};
    backup.query = [&services, one_at_a_time = std::make_shared<std::mutex>()](const Call&) {
        return make_backup(services, *one_at_a_time);
    };
    std::vector<Route> all;
    all.push_back(std::move(backup));
    for (Route& each : erasure_routes(services)) all.push_back(std::move(each));
    return all;
}

}  // namespace throughgate::http
