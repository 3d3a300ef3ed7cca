// SPDX-License-Identifier: MIT
#include "tooling/diff.hpp"

#include <algorithm>

namespace throughgate::tooling {
namespace {

using definition::Form;
using definition::spec_of;

std::string quoted(const std::string& words) { return "'" + words + "'"; }

bool is_prose(const Key& key) { return key.wording && key.form == Form::text; }

/// Equal but for the order, which may count further down.
bool holds_things(Form form) {
    return form == Form::by_id || form == Form::ladder || form == Form::ladders ||
           form == Form::map || form == Form::clock;
}

class Comparer {
public:
    Comparer(std::string document, std::vector<DefinitionChange>& changes)
        : document_(std::move(document)), changes_(changes) {}

    void mapping(const Node& before, const Node& after, const MapSpec& spec,
                 const DiffSubject& subject) {
        const Node old = written_out(before, spec), now = written_out(after, spec);
        if (!old.is_mapping() || !now.is_mapping()) {
            if (exact(old) != exact(now)) whole(spec, old, now, subject);
            return;
        }
        for (const Member& member : old.members)
            if (now.find(member.key) == nullptr) gone(spec, member, subject);
        for (const Member& member : now.members) {
            const Node* was = old.find(member.key);
            if (was == nullptr)
                is_new(spec, member, subject);
            else
                value(spec, member.key, *was, member.value, subject);
        }
    }

    void thing_gone(Map map, const Node& node, const DiffSubject& subject, const Place& place) {
        add({document_,
             said(subject),
             said(subject) + " is gone" + summary_of(map, node),
             class_of(map),
             false,
             breaks_without(map),
             in_words(node),
             "",
             place,
             {}});
    }

    void thing_new(Map map, const Node& node, const DiffSubject& subject, const Place& place) {
        add({document_,
             said(subject),
             said(subject) + " is new" + summary_of(map, node),
             class_of(map),
             false,
             "",
             "",
             in_words(node),
             {},
             place});
    }

private:
    /// Of the document itself nothing but its name is said.
    [[nodiscard]] const std::string& said(const DiffSubject& subject) const {
        return subject.words.empty() ? document_ : subject.words;
    }

    void add(DefinitionChange change) {
        change.breaks = !change.because.empty();
        changes_.push_back(std::move(change));
    }

    static Key key_of(const MapSpec& spec, std::string_view name) {
        if (const Key* key = spec.find(name)) return *key;
        return {name, Form::text, false, "", Map::none, {}, false};
    }

    void whole(const MapSpec& spec, const Node& before, const Node& after,
               const DiffSubject& subject) {
        add({document_, said(subject),
             said(subject) + " is now " + now_and_before(in_words(after), in_words(before)),
             class_of(spec.map), false, "", in_words(before), in_words(after), before.place,
             after.place});
    }

    void gone(const MapSpec& spec, const Member& member, const DiffSubject& subject) {
        const Key key = key_of(spec, member.key);
        if (each_below(key, spec, &member.value, nullptr, subject)) return;
        const bool flag = key.form == Form::flag;
        const std::string was = flag ? "" : " (" + in_words(member.value) + ")";
        add({document_,
             said(subject),
             said(subject) + (flag ? " is no longer `" : " no longer has `") + member.key + "`" +
                 was,
             class_of(spec.map, key),
             false,
             breaks_without(spec.map, key.name),
             in_words(member.value),
             "",
             member.key_place,
             {}});
    }

    void is_new(const MapSpec& spec, const Member& member, const DiffSubject& subject) {
        const Key key = key_of(spec, member.key);
        if (each_below(key, spec, nullptr, &member.value, subject)) return;
        const std::string words = in_words(member.value);
        const std::string as = is_prose(key) ? quoted(words) : words;
        const std::string sentence = key.form == Form::flag
                                         ? said(subject) + " is now `" + member.key + "`"
                                         : said(subject) + " " + verb_of(spec.map, key) + " " + as;
        const bool turns = spec.map == Map::state &&
                           (key.name == "states" || key.name == "parallel" || key.name == "final");
        add({document_,
             said(subject),
             sentence,
             class_of(spec.map, key),
             false,
             turns ? "live cases that stand in it would stand nowhere; say where they go" : "",
             "",
             words,
             {},
             member.key_place});
    }

    /// What holds things by id is told thing by thing, even when it is new or gone as a whole.
    bool each_below(const Key& key, const MapSpec& spec, const Node* before, const Node* after,
                    const DiffSubject& subject) {
        const bool flat =
            spec.map == Map::state && (key.name == "states" || key.name == "parallel");
        const bool things = key.form == Form::by_id && !flat;
        const bool rungs = key.form == Form::ladder &&
                           (before == nullptr || before->is_mapping()) &&
                           (after == nullptr || after->is_mapping());
        if (!things && !rungs) return false;
        static const Node nothing = [] {
            Node node;
            node.kind = Node::Kind::mapping;
            return node;
        }();
        by_id(before == nullptr ? nothing : *before, after == nullptr ? nothing : *after,
              rungs ? Map::rung : key.of, subject);
        return true;
    }

    void value(const MapSpec& spec, const std::string& name, const Node& before, const Node& after,
               const DiffSubject& subject) {
        const Key key = key_of(spec, name);
        const Node was = written_out(before, key), is = written_out(after, key);
        if (!holds_things(key.form) && exact(was) == exact(is)) return;
        switch (key.form) {
            case Form::by_id: return by_id(was, is, key.of, subject);
            case Form::ladder:
                if (was.is_mapping() && is.is_mapping()) return by_id(was, is, Map::rung, subject);
                if (exact(was) == exact(is)) return;
                return other_ladder(spec, key, was, is, subject);
            case Form::ladders: return ladders(was, is);
            case Form::map: return mapping(was, is, spec_of(key.of), part(subject, name));
            case Form::maps:
            case Form::map_or_maps: return listed(was, is, key, subject);
            case Form::clock: return clock(spec, key, was, is, subject);
            case Form::texts:
            case Form::pairs:
            case Form::lists: return entries(spec, key, was, is, subject);
            default: break;
        }
        changed(spec, key, was, is, subject);
    }

    [[nodiscard]] DiffSubject part(const DiffSubject& subject, const std::string& name) const {
        return {"`" + name + "` of " + said(subject), subject.state_path};
    }

    void changed(const MapSpec& spec, const Key& key, const Node& before, const Node& after,
                 const DiffSubject& subject) {
        std::string now = in_words(after), old = in_words(before);
        const std::string words =
            is_prose(key) ? quoted(now) + ", not " + quoted(old) : now_and_before(now, old);
        add({document_, said(subject), said(subject) + " " + verb_of(spec.map, key) + " " + words,
             class_of(spec.map, key), false, breaks_when_changed(spec.map, key, before, after), old,
             now, before.place, after.place});
    }

    /// A name became rungs of its own, or the other way round.
    void other_ladder(const MapSpec& spec, const Key& key, const Node& before, const Node& after,
                      const DiffSubject& subject) {
        const auto words = [](const Node& node) {
            return node.is_mapping() ? "rungs of its own (" + in_words(node) + ")"
                                     : "ladder " + node.text;
        };
        add({document_, said(subject),
             said(subject) + " now has " + words(after) + ", not " + words(before),
             class_of(spec.map, key), false, "", in_words(before), in_words(after), before.place,
             after.place});
    }

    /// Its `due` is what the handoff is about; its rungs are named after it.
    void clock(const MapSpec& spec, const Key& key, const Node& before, const Node& after,
               const DiffSubject& subject) {
        const Node *was = before.find("due"), *is = after.find("due");
        if (was != nullptr && is != nullptr && exact(*was) != exact(*is))
            changed(spec, key, *was, *is, subject);
        const Node *ladder = before.find("ladder"), *ladder_now = after.find("ladder");
        const DiffSubject of{"the " + std::string(key.name) + " clock of " + said(subject),
                             subject.state_path};
        const MapSpec& clock_spec = spec_of(Map::clock);
        if (ladder != nullptr && ladder_now == nullptr)
            gone(clock_spec, {"ladder", false, ladder->place, *ladder}, of);
        if (ladder == nullptr && ladder_now != nullptr)
            is_new(clock_spec, {"ladder", false, ladder_now->place, *ladder_now}, of);
        if (ladder != nullptr && ladder_now != nullptr)
            value(clock_spec, "ladder", *ladder, *ladder_now, of);
    }

    void ladders(const Node& before, const Node& after) {
        for (const Member& member : before.members)
            if (after.find(member.key) == nullptr)
                named_ladder(member, "is gone", member.key_place, {});
        for (const Member& member : after.members) {
            const Node* was = before.find(member.key);
            if (was == nullptr)
                named_ladder(member, "is new", {}, member.key_place);
            else
                by_id(*was, member.value, Map::rung, {"ladder " + member.key, ""});
        }
    }

    void named_ladder(const Member& member, const std::string& what, const Place& before,
                      const Place& after) {
        const std::string subject = "ladder " + member.key;
        add({document_, subject, subject + " " + what, ChangeClass::people, false, "", "", "",
             before, after});
    }

    void entries(const MapSpec& spec, const Key& key, const Node& before, const Node& after,
                 const DiffSubject& subject) {
        const auto entry = [&](const Member* old, const Member* now) {
            const std::string& id = old == nullptr ? now->key : old->key;
            const std::string was = old == nullptr ? "" : in_words(old->value);
            const std::string is = now == nullptr ? "" : in_words(now->value);
            const std::string what = now == nullptr   ? "is gone (" + was + ")"
                                     : old == nullptr ? "is new: " + is
                                                      : "is now " + now_and_before(is, was);
            add({document_, said(subject),
                 "`" + std::string(key.name) + "` " + id + " of " + said(subject) + " " + what,
                 class_of(spec.map, key), false, "", was, is,
                 old == nullptr ? Place{} : old->key_place,
                 now == nullptr ? Place{} : now->key_place});
        };
        for (const Member& old : before.members)
            if (after.find(old.key) == nullptr) entry(&old, nullptr);
        for (const Member& now : after.members) {
            const auto old = std::find_if(before.members.begin(), before.members.end(),
                                          [&](const Member& each) { return each.key == now.key; });
            if (old == before.members.end())
                entry(nullptr, &now);
            else if (exact(old->value) != exact(now.value))
                entry(&*old, &now);
        }
    }

    // --- things by id --------------------------------------------------------------------------

    void by_id(const Node& before, const Node& after, Map map, const DiffSubject& parent) {
        std::vector<const Member*> removed, added;
        for (const Member& old : before.members)
            if (after.find(old.key) == nullptr) removed.push_back(&old);
        for (const Member& now : after.members)
            if (before.find(now.key) == nullptr) added.push_back(&now);
        renamed(removed, added, map, parent);
        for (const Member* old : removed)
            thing_gone(map, old->value, subject_of(parent, map, old->key), old->key_place);
        for (const Member* now : added)
            thing_new(map, now->value, subject_of(parent, map, now->key), now->key_place);
        for (const Member& now : after.members)
            if (const Node* was = before.find(now.key))
                mapping(*was, now.value, spec_of(map), subject_of(parent, map, now.key));
        if (order_counts(map)) order(before, after, map, parent);
    }

    static std::string without_title(Node node) {
        std::erase_if(node.members, [](const Member& each) { return each.key == "title"; });
        return exact(node);
    }

    /// One that is gone and one that is new with the same content are one thing under another id.
    void renamed(std::vector<const Member*>& removed, std::vector<const Member*>& added, Map map,
                 const DiffSubject& parent) {
        std::erase_if(removed, [&](const Member* old) {
            const auto now = std::find_if(added.begin(), added.end(), [&](const Member* each) {
                return without_title(each->value) == without_title(old->value);
            });
            if (now == added.end()) return false;
            const std::string subject = subject_of(parent, map, old->key).words;
            add({document_, subject, subject + " is renamed to " + (*now)->key, class_of(map),
                 false, breaks_without(map), old->key, (*now)->key, old->key_place,
                 (*now)->key_place});
            added.erase(now);
            return true;
        });
    }

    static bool order_counts(Map map) {
        return map == Map::state || map == Map::strand || map == Map::region || map == Map::rung;
    }

    void order(const Node& before, const Node& after, Map map, const DiffSubject& parent) {
        std::vector<std::string> old, now;
        for (const Member& each : before.members)
            if (after.find(each.key) != nullptr) old.push_back(each.key);
        for (const Member& each : after.members)
            if (before.find(each.key) != nullptr) now.push_back(each.key);
        if (old == now) return;
        const std::string& subject = said(parent);
        const std::string noun(spec_of(map).name.substr(2));
        add({document_, subject, "the " + noun + "s of " + subject + " stand in another order",
             class_of(map), false, "", "", "", before.place, after.place});
    }

    // --- lists of mappings ---------------------------------------------------------------------

    void listed(const Node& before, const Node& after, const Key& key, const DiffSubject& subject) {
        const Node old = list_of(before), now = list_of(after);
        if (!now.items.empty() && !name_in_list(now.items.front(), key.of).empty())
            return by_id(keyed(old, key.of), keyed(now, key.of), key.of, subject);
        const auto [was, is] = unequal(old, now);
        const std::size_t pairs = std::min(was.size(), is.size());
        for (std::size_t i = 0; i < pairs; ++i)
            mapping(old.items[was[i]], now.items[is[i]], spec_of(key.of),
                    numbered(key, is[i], subject));
        for (std::size_t i = pairs; i < was.size(); ++i)
            item(old.items[was[i]], key, numbered(key, was[i], subject), true);
        for (std::size_t i = pairs; i < is.size(); ++i)
            item(now.items[is[i]], key, numbered(key, is[i], subject), false);
        if (pairs == 0 && was.empty() && is.empty() && exact(old) != exact(now))
            add({document_, said(subject),
                 "`" + std::string(key.name) + "` of " + said(subject) +
                     " is read in another order",
                 class_of(key.of), false, "", in_words(old), in_words(now), old.place, now.place});
    }

    void item(const Node& node, const Key& key, const DiffSubject& subject, bool is_gone) {
        const std::string words = in_words(node);
        add({document_, said(subject),
             said(subject) + (is_gone ? " is gone (" : " is new (") + words + ")", class_of(key.of),
             false, "", is_gone ? words : "", is_gone ? "" : words, is_gone ? node.place : Place{},
             is_gone ? Place{} : node.place});
    }

    [[nodiscard]] DiffSubject numbered(const Key& key, std::size_t at,
                                       const DiffSubject& subject) const {
        return {"line " + std::to_string(at + 1) + " of `" + std::string(key.name) + "` of " +
                    subject.words,
                subject.state_path};
    }

    std::string document_;
    std::vector<DefinitionChange>& changes_;
};

const DiffDocument* same_in(const std::vector<DiffDocument>& documents, const DiffDocument& as,
                            bool only_one) {
    for (const DiffDocument& each : documents)
        if (each.map == as.map && (only_one || each.id == as.id)) return &each;
    return nullptr;
}

}  // namespace

std::vector<DefinitionChange> diff(const std::vector<DiffDocument>& before,
                                   const std::vector<DiffDocument>& after) {
    std::vector<DefinitionChange> changes;
    const bool only_one = before.size() == 1 && after.size() == 1;
    for (const DiffDocument& old : before)
        if (same_in(after, old, only_one) == nullptr)
            Comparer(name_of(old), changes)
                .thing_gone(old.map, old.root, {name_of(old), ""}, old.root.place);
    for (const DiffDocument& now : after) {
        const DiffDocument* old = same_in(before, now, only_one);
        Comparer comparer(name_of(now), changes);
        if (old == nullptr)
            comparer.thing_new(now.map, now.root, {name_of(now), ""}, now.root.place);
        else
            comparer.mapping(old->root, now.root, definition::spec_of(now.map), {"", ""});
    }
    return changes;
}

}  // namespace throughgate::tooling
