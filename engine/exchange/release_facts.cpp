// SPDX-License-Identifier: MIT
#include "exchange/release_facts.hpp"

#include <algorithm>
#include <array>

#include "exchange/fact_names.hpp"
#include "exchange/identity.hpp"
#include "exchange/messages.hpp"

namespace throughgate::exchange {
namespace {

struct ReleaseKey {
    std::string_view key;
    std::string_view type;  ///< empty: the type is that of the other date it equals
};

/// In the order in which the resettlement service shows them. The date after a recall counts only
/// for somebody who was recalled, and then before the dates that the recall has made void.
constexpr std::array release_keys{ReleaseKey{"confirmedReleaseDate", ""},
                                  ReleaseKey{"actualParoleDate", "parole"},
                                  ReleaseKey{"homeDetentionCurfewActualDate", "curfew"},
                                  ReleaseKey{"postRecallReleaseDate", "re_release"},
                                  ReleaseKey{"conditionalReleaseDate", "conditional"},
                                  ReleaseKey{"automaticReleaseDate", "automatic"}};

struct ChosenRelease {
    Date date;
    const ReleaseKey* from = nullptr;
};

/// A date of the record that is usable as a release date, with its doubts noted.
std::optional<Date> usable(RecordReader& reader, std::string_view key,
                           const std::optional<Date>& sentence_start) {
    const std::optional<Date> day = reader.date(key);
    if (!day || !sentence_start || *day >= *sentence_start) return day;
    reader.note(key, messages::release_before_sentence);
    return std::nullopt;
}

std::optional<ChosenRelease> choose(RecordReader& reader,
                                    const std::optional<Date>& sentence_start) {
    std::optional<ChosenRelease> chosen;
    const bool recalled = reader.truth("recall").value_or(false);
    for (const ReleaseKey& candidate : release_keys) {
        if (candidate.type == "re_release" && !recalled) continue;
        const std::optional<Date> day = usable(reader, candidate.key, sentence_start);
        if (day && !chosen) chosen = ChosenRelease{*day, &candidate};
    }
    return chosen;
}

/// What kind of release a confirmed date is: that of the dated kind it equals.
std::string_view type_of(RecordReader& reader, const ChosenRelease& chosen) {
    if (!chosen.from->type.empty()) return chosen.from->type;
    for (const ReleaseKey& candidate : release_keys) {
        if (candidate.type.empty()) continue;
        const std::optional<std::string> written = reader.text(candidate.key);
        if (written && parse_date(*written) == chosen.date) return candidate.type;
    }
    return {};
}

bool any_release_noted(const RecordReader& reader) {
    return std::any_of(release_keys.begin(), release_keys.end(),
                       [&](const ReleaseKey& each) { return reader.noted(each.key); });
}

void keep_no_release(RecordReader& reader) {
    reader.keep(fact::release, Value{});
    reader.keep(fact::release_certainty, Value(std::string("unknown_date")));
    if (any_release_noted(reader)) {
        reader.person().doubtful.emplace_back(fact::release);
        reader.person().doubtful.emplace_back(fact::release_certainty);
    }
    reader.note("", messages::no_release);
}

void keep_release(RecordReader& reader, const ChosenRelease& chosen) {
    const bool confirmed = chosen.from->key == "confirmedReleaseDate";
    reader.keep(fact::release, Value(chosen.date));
    reader.keep(fact::release_certainty,
                Value(std::string(confirmed ? "confirmed" : "provisional")));
    const std::string_view type = type_of(reader, chosen);
    if (!type.empty()) reader.keep(fact::release_type, Value(std::string(type)));
    const std::string where = lower(reader.text("inOutStatus").value_or(""));
    if (chosen.date < reader.today() && where == "in")
        reader.note(chosen.from->key, messages::past_release);
}

/// The date as the sentence gives it, beside the one in force.
void keep_calculated(RecordReader& reader, const std::optional<Date>& sentence_start) {
    for (const std::string_view key : {"conditionalReleaseDate", "automaticReleaseDate"}) {
        const std::optional<Date> day = usable(reader, key, sentence_start);
        if (day) return reader.keep(fact::release_calculated, Value(*day));
    }
}

void keep_date(RecordReader& reader, std::string_view fact, std::string_view key,
               const std::optional<Date>& day) {
    if (day) return reader.keep(fact, Value(*day));
    if (reader.noted(key)) reader.person().doubtful.emplace_back(fact);
}

/// An end that lies before the start of the sentence is no end.
std::optional<Date> end_date(RecordReader& reader, std::string_view key,
                             const std::optional<Date>& sentence_start) {
    const std::optional<Date> day = reader.date(key);
    if (!day || !sentence_start || *day >= *sentence_start) return day;
    reader.note(key, messages::end_before_start);
    return std::nullopt;
}

/// Supervised when licence or post-sentence supervision outlasts the release; not when the record
/// says that everything ends with it; else unknown.
std::optional<bool> supervision(RecordReader& reader, const std::optional<ChosenRelease>& release,
                                const std::optional<Date>& supervision_end,
                                const std::optional<Date>& sentence_end) {
    if (const std::optional<bool> told = reader.truth("supervised")) return told;
    if (!release) return std::nullopt;
    if (supervision_end) return *supervision_end > release->date;
    if (sentence_end && *sentence_end <= release->date) return false;
    return std::nullopt;
}

}  // namespace

void read_release_facts(RecordReader& reader) {
    const std::optional<Date> start = reader.past_date("sentenceStartDate");
    const std::optional<Date> end = end_date(reader, "sentenceExpiryDate", start);
    const std::optional<Date> licence = end_date(reader, "licenceExpiryDate", start);
    const std::optional<Date> top_up = end_date(reader, "topupSupervisionExpiryDate", start);
    const std::optional<Date> last = std::max(licence, top_up);
    const std::optional<ChosenRelease> release = choose(reader, start);
    keep_date(reader, fact::sentence_start, "sentenceStartDate", start);
    keep_date(reader, fact::sentence_end, "sentenceExpiryDate", end);
    keep_date(reader, fact::admission, "receptionDate", reader.past_date("receptionDate"));
    if (last) reader.keep(fact::supervision_end, Value(*last));
    keep_calculated(reader, start);
    keep_date(reader, fact::handover_date, "handoverDate", reader.date("handoverDate"));
    if (release) keep_release(reader, *release);
    if (!release) keep_no_release(reader);
    if (const auto answer = supervision(reader, release, last, end))
        reader.keep(fact::supervised, Value(*answer));
}

}  // namespace throughgate::exchange
