// SPDX-License-Identifier: MIT
#include "ical-feed/message.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <set>
#include <stdexcept>

#include "signing/signing.hpp"

namespace ical_feed {

namespace {

namespace json = boost::json;

constexpr std::size_t address_letters = 40;

[[noreturn]] void refuse(const std::string& why) { throw std::runtime_error(why); }

json::value parsed(std::string_view text) {
    boost::system::error_code fault;
    json::value value = json::parse(json::string_view(text.data(), text.size()), fault);
    return fault ? json::value() : value;
}

std::string text_in(const json::object& object, std::string_view name) {
    const json::value* found = object.if_contains(json::string_view(name.data(), name.size()));
    return found != nullptr && found->is_string() ? std::string(found->as_string()) : "";
}

std::int64_t number_in(const json::object& object, const char* name, std::int64_t otherwise) {
    const json::value* found = object.if_contains(name);
    return found != nullptr && found->is_int64() ? found->as_int64() : otherwise;
}

const json::array* array_in(const json::value& value, const char* name) {
    const json::object* object = value.if_object();
    const json::value* found = object != nullptr ? object->if_contains(name) : nullptr;
    return found != nullptr ? found->if_array() : nullptr;
}

Item item_of(const json::object& object) {
    return {text_in(object, "id"), text_in(object, "title"), text_in(object, "due"),
            text_in(object, "text"), text_in(object, "link")};
}

json::object object_of(const Entry& entry) {
    return {{"id", entry.item.id},
            {"title", entry.item.title},
            {"due", entry.item.due},
            {"text", entry.item.text},
            {"link", entry.item.link},
            {"sequence", std::int64_t{entry.sequence}},
            {"changed_ms", entry.changed.time_since_epoch().count()},
            {"cancelled", entry.cancelled}};
}

bool is_usable(const Item& item) {
    return !item.id.empty() && !item.title.empty() && is_day(item.due);
}

std::vector<Item> read_items(const json::array& list) {
    std::vector<Item> items;
    std::set<std::string> ids;
    for (const json::value& each : list) {
        const json::object* object = each.if_object();
        items.push_back(object != nullptr ? item_of(*object) : Item{});
        if (!is_usable(items.back()))
            refuse("entry " + std::to_string(items.size()) + " has no id, title or day");
        if (!ids.insert(items.back().id).second)
            refuse("entry " + std::to_string(items.size()) + " has the id of another");
    }
    return items;
}

}  // namespace

List read_list(std::string_view body) {
    const json::value value = parsed(body);
    const json::array* items = array_in(value, "items");
    if (items == nullptr) refuse("the message is no list of what is due");
    List list;
    list.person = text_in(value.as_object(), "person");
    list.turn = number_in(value.as_object(), "turn", 1);
    const json::value* gone = value.as_object().if_contains("gone");
    list.gone = gone != nullptr && gone->is_bool() && gone->as_bool();
    if (list.person.empty()) refuse("the list says of nobody whose it is");
    list.items = read_items(*items);
    return list;
}

std::string remembered(const std::vector<Entry>& entries) {
    json::array list;
    for (const Entry& entry : entries) list.push_back(object_of(entry));
    return json::serialize(json::object{{"format", 1}, {"entries", std::move(list)}});
}

std::optional<std::vector<Entry>> read_memory(std::string_view text) {
    const json::value value = parsed(text);
    const json::array* list = array_in(value, "entries");
    if (list == nullptr) return std::nullopt;
    std::vector<Entry> entries;
    for (const json::value& each : *list) {
        const json::object* object = each.if_object();
        if (object == nullptr || !is_usable(item_of(*object))) return std::nullopt;
        const json::value* cancelled = object->if_contains("cancelled");
        entries.push_back({item_of(*object),
                           static_cast<std::uint32_t>(number_in(*object, "sequence", 0)),
                           Instant(std::chrono::milliseconds(number_in(*object, "changed_ms", 0))),
                           cancelled != nullptr && cancelled->is_bool() && cancelled->as_bool()});
    }
    return entries;
}

std::string address_of(std::string_view secret, std::string_view person, std::int64_t turn) {
    const std::string text = "calendar\n" + std::string(person) + "\n" + std::to_string(turn);
    return signing::hexadecimal(signing::hmac_sha256(secret, text)).substr(0, address_letters);
}

}  // namespace ical_feed
