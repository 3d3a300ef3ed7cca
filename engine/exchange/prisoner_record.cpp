// SPDX-License-Identifier: MIT
#include "exchange/prisoner_record.hpp"

#include <algorithm>
#include <array>

#include "base/limits.hpp"
#include "exchange/fact_names.hpp"
#include "exchange/identity.hpp"
#include "exchange/json_text.hpp"
#include "exchange/messages.hpp"
#include "exchange/record_reader.hpp"
#include "exchange/release_facts.hpp"

namespace throughgate::exchange {
namespace {

namespace json = boost::json;

struct Word {
    std::string_view written;  ///< as the live systems write it, lowered
    std::string_view choice;   ///< as the definitions declare it
};

constexpr std::array sexes{Word{"male", "male"}, Word{"m", "male"}, Word{"female", "female"},
                           Word{"f", "female"}};
constexpr std::array rosh_levels{Word{"low", "low"},
                                 Word{"rlrh", "low"},
                                 Word{"medium", "medium"},
                                 Word{"rmrh", "medium"},
                                 Word{"high", "high"},
                                 Word{"rhrh", "high"},
                                 Word{"very_high", "very_high"},
                                 Word{"very high", "very_high"},
                                 Word{"rvhr", "very_high"}};
constexpr std::array mappa_levels{Word{"0", "none"}, Word{"none", "none"}, Word{"1", "one"},
                                  Word{"2", "two"}, Word{"3", "three"}};
constexpr std::array nations{Word{"england", "england"}, Word{"wales", "wales"}};

/// Prisons in Wales: Berwyn, Cardiff, Parc, Prescoed, Swansea, Usk.
constexpr std::array welsh_prisons{"BWI", "CFI", "PRI", "UPI", "SWI", "UKI"};

/// Keeps the choice that the word under `key` stands for, or doubts the fact.
void read_choice(RecordReader& reader, std::string_view key, std::string_view fact,
                 const auto& words, std::string_view problem) {
    if (!reader.has(key)) return;
    const std::optional<std::string> written = reader.text(key);
    if (!written) {
        reader.person().doubtful.emplace_back(fact);
        return;
    }
    const std::string asked = lower(*written);
    const auto found = std::find_if(words.begin(), words.end(),
                                    [&](const Word& word) { return word.written == asked; });
    if (found == words.end()) return reader.doubt(fact, key, problem);
    reader.keep(fact, Value(std::string(found->choice)));
}

void read_prison(RecordReader& reader) {
    const std::optional<std::string> written = reader.text("prisonId");
    if (!written) {
        if (reader.noted("prisonId")) reader.person().doubtful.emplace_back(fact::prison);
        return;
    }
    const std::optional<std::string> id = prison_id(*written);
    if (!id) return reader.doubt(fact::prison, "prisonId", messages::not_prison);
    if (is_pseudo_prison(*id)) return reader.doubt(fact::prison, "prisonId", messages::no_prison);
    reader.keep(fact::prison, Value(*id));
}

/// Wing and cell, as the prison writes them: "B-2-014", "RECP".
void read_location(RecordReader& reader) {
    constexpr std::size_t longest = 20;
    const std::optional<std::string> written = reader.text("cellLocation");
    if (!written) return;
    const bool usable = written->size() <= longest && is_dotted_word(*written);
    if (!usable) return reader.doubt(fact::location, "cellLocation", messages::not_location);
    reader.keep(fact::location, Value(*written));
}

void read_nation(RecordReader& reader) {
    if (reader.has("nation"))
        return read_choice(reader, "nation", fact::nation, nations, messages::not_nation);
    const std::string id = prison_id(reader.text("prisonId").value_or("")).value_or("");
    const bool welsh =
        std::find(welsh_prisons.begin(), welsh_prisons.end(), id) != welsh_prisons.end();
    reader.keep(fact::nation, Value(std::string(welsh ? "wales" : "england")));
}

void read_mappa(RecordReader& reader) {
    const std::string_view key = reader.has("mappa.level") ? "mappa.level" : "mappaLevel";
    read_choice(reader, key, fact::mappa_level, mappa_levels, messages::not_mappa);
}

bool is_unallocated(RecordReader& reader, const std::string& key) {
    if (reader.truth(key + ".unallocated").value_or(false)) return true;
    const json::value* name = reader.find(key + ".name");
    if (name == nullptr) return false;
    std::string written;
    if (name->is_string()) written = std::string(view(name->get_string()));
    if (const json::object* parts = name->if_object())
        written = std::string(text_member(*parts, "forename")) + ' ' +
                  std::string(text_member(*parts, "surname"));
    return lower(trim(written)).starts_with("unallocated");
}

void read_officer(RecordReader& reader, const std::string& key, std::string_view role) {
    if (!reader.has(key)) return;
    if (is_unallocated(reader, key)) {
        reader.note(key, messages::unallocated);
        reader.person().unallocated.emplace_back(role);
        return;
    }
    const std::optional<std::string> code = reader.text(key + ".code");
    if (!code || !is_dotted_word(*code)) return reader.note(key, messages::officer_without_code);
    reader.person().assignments.push_back(Assignment{std::string(role), *code});
}

void read_team(RecordReader& reader) {
    const std::string_view key =
        reader.has("communityTeam.code") ? "communityTeam.code" : "communityTeam";
    if (const auto team = reader.text(key)) reader.keep(fact::ro_team, Value(*team));
}

void read_truth(RecordReader& reader, std::string_view key, std::string_view fact) {
    if (const auto answer = reader.truth(key)) return reader.keep(fact, Value(*answer));
    if (reader.noted(key)) reader.person().doubtful.emplace_back(fact);
}

/// Staff ids, separated by spaces: who may see a case of limited access.
void read_limited_access(RecordReader& reader) {
    constexpr std::string_view key = "limitedAccessOfficers";
    constexpr std::size_t longest = 400;
    read_truth(reader, "limitedAccess", fact::limited_access);
    const std::optional<std::string> ids = reader.text(key);
    if (!ids) return;
    if (ids->size() > longest)
        return reader.doubt(fact::limited_access_officers, key, messages::not_officers);
    reader.keep(fact::limited_access_officers, Value(*ids));
}

void read_tier(RecordReader& reader) {
    const std::optional<std::string> tier = reader.text("tier");
    if (!tier) return;
    if (tier->size() > 4 || !is_dotted_word(*tier))
        return reader.doubt(fact::tier, "tier", messages::not_tier);
    reader.keep(fact::tier, Value(*tier));
}

void read_expected_custody(RecordReader& reader) {
    constexpr std::string_view key = "expectedCustodyDays";
    const json::value* value = reader.find(key);
    if (value == nullptr) return;
    const bool usable = value->is_int64() && value->get_int64() >= 0 &&
                        value->get_int64() <= limits::import_custody_days;
    if (!usable) return reader.doubt(fact::expected_custody_days, key, messages::not_days);
    reader.keep(fact::expected_custody_days, Value(value->get_int64()));
}

void keep_once(std::vector<std::string>& names) {
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
}

void sort_person(ImportedPerson& person) {
    std::sort(person.facts.begin(), person.facts.end(),
              [](const Field& left, const Field& right) { return left.name < right.name; });
    std::sort(
        person.assignments.begin(), person.assignments.end(),
        [](const Assignment& left, const Assignment& right) { return left.role < right.role; });
    keep_once(person.doubtful);
    keep_once(person.unallocated);
}

}  // namespace

bool read_identity(const json::object& record, ImportedPerson& person) {
    RecordReader reader(record, person, Instant{});
    if (const auto number = reader.text("prisonerNumber")) {
        person.identity.noms_number = noms_number(*number).value_or("");
        if (person.identity.noms_number.empty())
            reader.note("prisonerNumber", messages::not_noms_number);
    }
    if (const auto reference = reader.text("crn")) {
        person.identity.crn = crn(*reference).value_or("");
        if (person.identity.crn.empty()) reader.note("crn", messages::not_crn);
    }
    return !person.identity.noms_number.empty() || !person.identity.crn.empty();
}

void read_record(const json::object& record, ImportedPerson& person, Instant now) {
    RecordReader reader(record, person, now);
    read_release_facts(reader);
    read_prison(reader);
    read_location(reader);
    read_nation(reader);
    read_choice(reader, "gender", fact::sex, sexes, messages::not_sex);
    read_choice(reader, "roshLevel", fact::risk_rosh, rosh_levels, messages::not_rosh);
    read_mappa(reader);
    read_tier(reader);
    read_expected_custody(reader);
    read_truth(reader, "victimContact", fact::victim_contact);
    read_limited_access(reader);
    read_team(reader);
    read_officer(reader, "communityManager", role::ro);
    read_officer(reader, "prisonManager", role::pom);
    sort_person(person);
}

}  // namespace throughgate::exchange
