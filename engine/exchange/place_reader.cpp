// SPDX-License-Identifier: MIT
#include "exchange/place_reader.hpp"

#include <algorithm>
#include <initializer_list>

#include "base/limits.hpp"
#include "exchange/event_line.hpp"
#include "exchange/identity.hpp"
#include "exchange/json_text.hpp"
#include "exchange/messages.hpp"
#include "exchange/messages_placing.hpp"

namespace throughgate::exchange {
namespace {

namespace json = boost::json;

class PlaceReader {
public:
    explicit PlaceReader(std::vector<std::string>& faults) : faults_(faults) {}

    PlaceCase read(const json::object& object) {
        only(object, "", {"person", "facts", "assignments", "states", "handoffs", "gates"});
        PlaceCase place;
        read_identity(object, place.person);
        read_facts(object, place.facts);
        read_assignments(object, place.assignments);
        each_of(object, "states", [&](const json::object& item, const std::string& at) {
            only(item, at, {"pathway", "state", "since", "stage"});
            place.states.push_back({wanted(item, at, "pathway"), wanted(item, at, "state"),
                                    time(item, at, "since"), text(item, at, "stage")});
        });
        each_of(object, "handoffs", [&](const json::object& item, const std::string& at) {
            only(item, at,
                 {"pathway", "name", "to", "raised", "acknowledgedBy", "acknowledgedAt",
                  "evidence"});
            place.handoffs.push_back(
                {wanted(item, at, "pathway"), wanted(item, at, "name"), text(item, at, "to"),
                 time(item, at, "raised"), text(item, at, "acknowledgedBy"),
                 time(item, at, "acknowledgedAt"), text(item, at, "evidence")});
        });
        each_of(object, "gates", [&](const json::object& item, const std::string& at) {
            only(item, at, {"pathway", "gate", "clearedBy", "countersignedBy", "reason", "at"});
            place.gates.push_back({wanted(item, at, "pathway"), wanted(item, at, "gate"),
                                   text(item, at, "clearedBy"), text(item, at, "countersignedBy"),
                                   text(item, at, "reason"), time(item, at, "at")});
        });
        return place;
    }

private:
    void fault(const std::string& where, std::string_view what) {
        faults_.push_back((where.empty() ? "" : where + " ") + std::string(what));
    }

    static std::string under(const std::string& at, std::string_view key) {
        return (at.empty() ? "" : at + ".") + std::string(key);
    }

    void only(const json::object& object, const std::string& at,
              std::initializer_list<std::string_view> known) {
        for (const auto& [name, value] : object) {
            const std::string_view key(name.data(), name.size());
            if (std::find(known.begin(), known.end(), key) != known.end()) continue;
            const std::string shown = is_dotted_word(key) ? std::string(key) : "(odd name)";
            fault("", std::string(messages::command_unknown_member) + under(at, shown));
        }
    }

    std::string text(const json::object& object, const std::string& at, std::string_view key) {
        const json::value* value = member(object, key);
        if (value == nullptr) return {};
        const bool usable = value->is_string() && value->get_string().size() <= limits::text_bytes;
        if (!usable) fault(under(at, key), messages::not_text);
        return usable ? std::string(view(value->get_string())) : std::string{};
    }

    std::string wanted(const json::object& object, const std::string& at, std::string_view key) {
        std::string found = text(object, at, key);
        if (found.empty()) fault(under(at, key), messages::place_member_missing);
        return found;
    }

    /// An instant, or a day: its beginning.
    std::optional<Instant> time(const json::object& object, const std::string& at,
                                std::string_view key) {
        const std::string written = text(object, at, key);
        if (written.empty()) return std::nullopt;
        if (const auto date = parse_date(written)) return Instant(*date);
        const auto instant = parse_instant(written);
        if (!instant) fault(under(at, key), messages::place_not_time);
        return instant;
    }

    void read_identity(const json::object& object, PersonIdentity& person) {
        const json::object* written = object_member(object, "person");
        const bool noms = written != nullptr && written->contains("noms");
        if (noms)
            fault("person.noms", messages::place_noms);
        else if (written == nullptr || !read_person(*written, person))
            fault("person", messages::place_without_person);
        if (written != nullptr) only(*written, "person", {"nomsNumber", "crn", "noms"});
    }

    void read_facts(const json::object& object, std::vector<Field>& facts) {
        const json::value* value = member(object, "facts");
        if (value == nullptr) return;
        const json::object* written = value->if_object();
        if (written == nullptr || written->size() > limits::fields_per_event)
            return fault("", messages::event_bad_fields);
        for (const auto& [name, content] : *written) {
            std::optional<Value> plain = read_plain_value(content);
            const std::string_view key(name.data(), name.size());
            if (plain && is_dotted_word(key))
                facts.push_back(Field{std::string(key), std::move(*plain)});
            else
                fault("", messages::event_bad_fields);
        }
    }

    void read_assignments(const json::object& object, std::vector<Assignment>& assignments) {
        const json::value* value = member(object, "assignments");
        if (value == nullptr) return;
        const json::object* written = value->if_object();
        if (written == nullptr) return fault("", messages::event_bad_assignments);
        for (const auto& [name, person] : *written) {
            const std::string_view role(name.data(), name.size());
            const std::string_view id = person.is_string() ? view(person.get_string()) : "";
            if (is_dotted_word(role) && is_dotted_word(id))
                assignments.push_back({std::string(role), std::string(id)});
            else
                fault("", messages::event_bad_assignments);
        }
    }

    template <typename Read>
    void each_of(const json::object& object, std::string_view key, Read read) {
        const json::value* value = member(object, key);
        if (value == nullptr) return;
        const json::array* items = value->if_array();
        if (items == nullptr || items->size() > limits::fields_per_event)
            return fault(std::string(key), messages::place_not_list);
        for (std::size_t i = 0; i < items->size(); ++i) {
            const std::string at = std::string(key) + " " + std::to_string(i + 1);
            if (const json::object* item = (*items)[i].if_object())
                read(*item, at);
            else
                fault(at, messages::place_not_object);
        }
    }

    std::vector<std::string>& faults_;
};

}  // namespace

PlaceCase read_place(const json::object& object, std::vector<std::string>& faults) {
    return PlaceReader(faults).read(object);
}

}  // namespace throughgate::exchange
