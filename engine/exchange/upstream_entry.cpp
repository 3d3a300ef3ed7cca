// SPDX-License-Identifier: MIT
#include "exchange/upstream_entry.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "model/effect_text.hpp"

namespace throughgate::exchange {
namespace {

namespace json = boost::json;

void put(json::object& object, const char* key, std::string_view value) {
    if (!value.empty()) object[key] = json::string_view(value.data(), value.size());
}

}  // namespace

const std::string& upstream_person(const Case& the_case) {
    const PersonIdentity& person = the_case.person;
    return person.crn.empty() ? person.noms_number : person.crn;
}

std::string upstream_entry(const UpstreamItem& item, const Case& the_case) {
    json::object entry;
    put(entry, "id", text_of(item.effect));
    put(entry, "crn", the_case.person.crn);
    put(entry, "noms", the_case.person.noms_number);
    put(entry, "reference", the_case.reference);
    put(entry, "pathway", item.record.pathway.text());
    put(entry, "about", item.record.about.text());
    put(entry, "entry", item.record.words);
    put(entry, "happened", format_instant(item.record.effective));
    put(entry, "recorded", format_instant(item.queued));
    put(entry, "by", item.record.by);
    return json::serialize(entry);
}

}  // namespace throughgate::exchange
