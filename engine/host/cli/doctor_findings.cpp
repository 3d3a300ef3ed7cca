// SPDX-License-Identifier: MIT
#include "host/cli/doctor_findings.hpp"

namespace throughgate::cli::findings {
namespace {

using Weight = Finding::Weight;
using std::to_string;

std::string token_named(const std::string& id, const std::string& name) {
    return name.empty() || name == id ? id : id + " (" + name + ")";
}

}  // namespace

Finding open_to_others(const std::string& path, const std::string& mode) {
    return {"store.rights", Weight::problem, path,
            "everybody on this machine may read or write it (mode " + mode + ")",
            "chmod o= " + path};
}

Finding folder_open_to_others(const std::string& path, const std::string& mode) {
    return {
        "store.folder-rights", Weight::problem, path,
        "everybody on this machine may put another file in the store's place (mode " + mode + ")",
        "chmod o-w " + path};
}

Finding long_log(const std::string& path, std::uintmax_t mebibytes) {
    return {"store.wal", Weight::warning, path,
            "the write-ahead log has " + to_string(mebibytes) +
                " MiB: somebody reads without an end, or nobody has recycled it",
            "find a forgotten `sqlite3` session or a report that hangs; then restart the engine"};
}

Finding little_room(const std::string& path, std::uintmax_t free_mib, std::uintmax_t wanted_mib) {
    return {"store.disk", Weight::problem, path,
            to_string(free_mib) + " MiB are free on its disk, fewer than " + to_string(wanted_mib),
            "make room: on a full disk commands are refused and what is due fires late"};
}

Finding backups_not_looked_at() {
    return {"backups.unchecked", Weight::note, "backups", "no folder of backups was named",
            "name it with --backups"};
}

Finding no_backup(const std::string& folder) {
    return {"backups.none", Weight::problem, folder, "there is no backup of a store in it",
            "`throughgate backup` every night, see the page Running"};
}

Finding old_backup(const std::string& path, long hours, unsigned allowed_hours) {
    return {"backups.old", Weight::problem, path,
            "the newest backup is " + to_string(hours) + " hours old, more than " +
                to_string(allowed_hours),
            "look why the nightly `throughgate backup` did not run, and run it"};
}

Finding backup_open_to_others(const std::string& path, const std::string& mode) {
    return {"backups.rights", Weight::problem, path,
            "everybody on this machine may read or write it (mode " + mode + ")",
            "chmod o= " + path};
}

Finding backup_on_the_same_disk(const std::string& folder) {
    return {"backups.same-disk", Weight::note, folder,
            "the backups lie on the disk of the store and would be lost with it",
            "copy them to another machine, where the same hands cannot reach them"};
}

Finding channels_not_looked_at() {
    return {"plugin.unchecked", Weight::note, "plug-ins", "no channel was named",
            "give the --channel and --set of the engine, and they are tried"};
}

Finding plugin_missing(const std::string& library) {
    return {"plugin.missing", Weight::problem, library, "there is no such plug-in",
            "install it, or correct --channel: `throughgate plugins` lists those there are"};
}

Finding plugin_host_missing(const std::string& host) {
    return {"plugin.host-missing", Weight::problem, host,
            "the program that plug-ins run in is not installed: nothing can be sent",
            "install Throughgate again, as a whole"};
}

Finding plugin_faulty(const std::string& library, const Error& error) {
    return {"plugin.faulty", Weight::problem, library,
            "it does not start with these settings: " + error.message,
            "correct --set; `throughgate plugins` explains the settings"};
}

Finding tokens_unreadable(const Error& error) {
    return {"tokens.unreadable", Weight::problem, error.subject, error.message,
            "until then every call of the HTTP API is answered 503"};
}

Finding token_expired(const std::string& id, const std::string& name, Instant expired) {
    return {"tokens.expired", Weight::warning, token_named(id, name),
            "the token expired on " + format_instant(expired),
            "`throughgate token create` another with the same --name, or `throughgate token "
            "revoke` it"};
}

Finding token_expires_soon(const std::string& id, const std::string& name, Instant expires) {
    return {"tokens.soon", Weight::warning, token_named(id, name),
            "the token expires on " + format_instant(expires),
            "`throughgate token create` another with the same --name and hand it over in time"};
}

}  // namespace throughgate::cli::findings
