// SPDX-License-Identifier: MIT
// Notices: what became of each, what could not be delivered, and what a person decides about that.
// Sent is not delivered, and delivered is not opened: a channel that took a notice has `sent` it;
// the rest is said when something is heard of it. Any thread; the embedder sees everything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughgate/command.hpp"
#include "throughgate/engine.hpp"
#include "throughgate/error.hpp"
#include "throughgate/time.hpp"
#include "throughgate/views.hpp"

namespace throughgate {

/// One line of the delivery record.
struct DeliveryView {
    Instant at{};
    std::string effect;        ///< of the notice, or of the mail that said it
    std::string person;        ///< staff id
    std::string way;           ///< alone, digest, summary, unread; stored, never rename
    std::string notice_class;  ///< critical, action, info
    std::string channel;
    std::string outcome;  ///< sent, retry, failed, delivered, opened, bounced; stored
    std::string detail;   ///< the channel's own word
};

/// A notice with everything that was tried and heard of it.
struct NoticeRecord {
    NoticeView notice;
    std::string standing;  ///< waits, sent, delivered, opened, bounced, failed, suppressed
    std::string mail;      ///< effect id of the digest or summary it is in; empty: none
    std::vector<DeliveryView> deliveries;
    std::optional<std::int64_t> incident;  ///< open: a dead letter that somebody has to look at
};

struct NoticeQuery {
    std::string case_reference;  ///< of this case
    std::string person;          ///< to this member of staff; newest first
    bool dead_letters = false;   ///< only what was given up and nobody has decided about
    std::string after;           ///< effect id of the last one of the page before; not with person
    std::size_t limit = 100;
};

/// invalid: neither a case, nor a person, nor dead letters. not_found: no such case.
Result<std::vector<NoticeRecord>> list_notices(Engine& engine, const NoticeQuery& query);
/// not_found: no such notice.
Result<NoticeRecord> find_notice(Engine& engine, std::string_view effect);
/// What went to a person, oldest first, mails of several as one line each.
Result<std::vector<DeliveryView>> deliveries_to(Engine& engine, std::string_view person,
                                                Instant since, std::size_t limit = 1000);

/// A dead letter is told again, as a new notice to whoever is to be told now. refused: nobody
/// named, no reason, or it is no open dead letter.
Status retry_notice(Engine& engine, std::string_view effect, const Actor& actor,
                    std::string_view reason);
/// A dead letter need not go: they were told by hand. Refused likewise.
Status waive_notice(Engine& engine, std::string_view effect, const Actor& actor,
                    std::string_view reason);

/// What was heard of a notice or mail after it was sent.
enum class Heard : std::uint8_t { delivered, opened, bounced };
/// Kept in the delivery record. A bounce of one that counts as sent opens an incident on its case.
/// not_found: nothing was sent under that id.
Status note_heard(Engine& engine, std::string_view effect, Heard heard, std::string_view channel,
                  std::string_view detail);

/// Whether notices are held because the store was restored, until `Engine::release_outbox`.
Result<bool> outbox_is_held(Engine& engine);

/// Who is on duty, by team and day: a CSV with the columns team, day, person (and until, for more
/// days than one). Days that the file names are replaced, others stay.
Result<ImportReport> import_rota(Engine& engine, std::string_view csv, std::string_view file_name,
                                 const Actor& actor);

/// Who would be told what, when and by which way, and nothing is sent: a case is invented as
/// `scene` says and played on a virtual clock.
struct RouteOptions {
    std::vector<DefinitionFile> definitions;
    std::string staff;    ///< CSV of the directory
    std::string rota;     ///< CSV of the rota; may be empty
    std::string scene;    ///< JSON: see docs/operate/notices.md
    std::string channel;  ///< name of the channel that would be used first
    std::string folder;   ///< an empty folder that may be written in; the caller removes it
};
struct RoutedNotice {
    Instant at{};
    std::string person;  ///< staff id; empty: nobody
    std::string way;     ///< alone, digest, summary, unread, none
    std::string notice_class;
    std::string channel;
    std::string what;     ///< "handoff_raised"; of a mail its subject
    std::string to;       ///< "manager of ro"
    std::string because;  ///< plain words
};
/// invalid: all faults of definitions, directory and scene.
Result<std::vector<RoutedNotice>> route(const RouteOptions& options);

}  // namespace throughgate
