// SPDX-License-Identifier: MIT
#include "exchange/plan_json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "exchange/json_text.hpp"

namespace throughgate::exchange {
namespace {

namespace json = boost::json;

constexpr std::int64_t format_version = 1;
constexpr const char* make_it = "`throughgate plan WORKFLOWS -o FILE`";

Error no_plan(const std::string& why) {
    return {ErrorKind::invalid, "this is no plan: " + why + "; make one with " + make_it, "plan"};
}

json::array texts(const std::vector<std::string>& all) {
    return json::array(all.begin(), all.end());
}

json::array definitions_of(const PlanDocument& document) {
    json::array all;
    for (const PlannedDefinition& each : document.definitions)
        all.push_back(json::object{{"pathway", each.pathway},
                                   {"behaviour", each.behaviour},
                                   {"resolved", each.resolved},
                                   {"from", texts(each.from)}});
    return all;
}

json::object basis_of(const PlanBasis& basis) {
    json::object current;
    for (const auto& [pathway, behaviour] : basis.current) current[pathway] = behaviour;
    return {{"incarnation", basis.incarnation},
            {"revision", basis.revision},
            {"current", std::move(current)}};
}

json::array lines_of(const ChangePlan& plan) {
    json::array all;
    for (const PlanLine& each : plan.lines)
        all.push_back(json::object{{"kind", each.kind},
                                   {"pathway", each.pathway},
                                   {"subject", each.subject},
                                   {"words", each.words},
                                   {"cases", each.cases},
                                   {"first", texts(each.first)}});
    return all;
}

json::array teams_of(const ChangePlan& plan) {
    json::array all;
    for (const PlanTeam& each : plan.teams)
        all.push_back(
            json::object{{"team", each.team}, {"before", each.before}, {"after", each.after}});
    return all;
}

/// Reads one document and collects what is wrong with it.
class PlanReader {
public:
    explicit PlanReader(const json::object& root) : root_(root) {}

    Result<PlanDocument> run() {
        const json::value* version = member(root_, "format_version");
        if (version == nullptr) return no_plan("it is JSON of another kind");
        if (!version->is_int64() || version->get_int64() != format_version)
            return no_plan("its format is " + json::serialize(*version) +
                           ", and this release reads format 1 alone");
        read_basis();
        read_author();
        read_definitions();
        read_counts();
        if (out_.definitions.empty()) fault("definitions");
        each_object("lines", [this](const json::object& each) { read_line(each); });
        each_object("teams", [this](const json::object& each) {
            out_.plan.teams.push_back(
                {text(each, "team"), number(each, "before"), number(each, "after")});
        });
        if (faults_.empty()) return std::move(out_);
        return Error{ErrorKind::invalid,
                     "this plan lacks or spoils " + faults_ +
                         ", so it was changed since it was made; make it again with " + make_it,
                     "plan"};
    }

private:
    void fault(std::string_view what) {
        faults_ += (faults_.empty() ? "" : ", ") + std::string(what);
    }

    std::string text(const json::object& object, std::string_view key) {
        const json::value* found = member(object, key);
        if (found == nullptr || !found->is_string()) {
            fault(key);
            return {};
        }
        return std::string(view(found->get_string()));
    }

    std::uint64_t number(const json::object& object, std::string_view key) {
        const json::value* found = member(object, key);
        if (found != nullptr && found->is_uint64()) return found->get_uint64();
        if (found != nullptr && found->is_int64() && found->get_int64() >= 0)
            return static_cast<std::uint64_t>(found->get_int64());
        fault(key);
        return 0;
    }

    template <typename See>
    void each_object(std::string_view key, See see) {
        const json::value* found = member(root_, key);
        if (found == nullptr || !found->is_array()) return fault(key);
        for (const json::value& each : found->get_array())
            if (each.is_object())
                see(each.get_object());
            else
                fault(key);
    }

    const json::object& object(std::string_view key) {
        static const json::object nothing;
        const json::object* found = object_member(root_, key);
        if (found == nullptr) fault(key);
        return found == nullptr ? nothing : *found;
    }

    void read_basis() {
        const json::object& store = object("store");
        out_.basis.incarnation = text(store, "incarnation");
        out_.basis.revision = number(store, "revision");
        const json::object* current = object_member(store, "current");
        if (current == nullptr) return fault("current");
        for (const auto& [pathway, behaviour] : *current)
            if (behaviour.is_string())
                out_.basis.current.emplace(std::string(pathway), view(behaviour.get_string()));
    }

    void read_author() {
        const json::object& author = object("author");
        out_.author.person = text_member(author, "person");
        out_.author.asserted_by = text_member(author, "asserted_by");
        const auto made = parse_instant(text(root_, "made"));
        if (!made) return fault("made");
        out_.made = *made;
        const std::string_view from = text_member(root_, "effective_from");
        if (from.empty()) return;
        out_.effective_from = parse_instant(from);
        if (!out_.effective_from) fault("effective_from");
    }

    void read_definitions() {
        each_object("definitions", [this](const json::object& each) {
            out_.definitions.push_back(
                {text(each, "pathway"), text(each, "behaviour"), text(each, "resolved"), {}});
            read_from(each, out_.definitions.back());
            if (!out_.definitions.back().resolved.empty())
                out_.plan.publishes.push_back(out_.definitions.back().pathway + " " +
                                              out_.definitions.back().behaviour.substr(0, 12));
        });
    }

    /// A plan of an earlier release does not say it.
    void read_from(const json::object& each, PlannedDefinition& definition) {
        const json::value* from = member(each, "from");
        if (from == nullptr) return;
        if (!from->is_array()) return fault("from");
        for (const json::value& behaviour : from->get_array())
            if (behaviour.is_string())
                definition.from.emplace_back(view(behaviour.get_string()));
            else
                fault("from");
    }

    void read_counts() {
        const json::object& counts = object("counts");
        out_.plan.cases = number(counts, "cases");
        out_.plan.changes = number(counts, "changes");
        out_.plan.blocked = number(counts, "blocked");
        out_.plan.incidents = number(counts, "incidents");
        out_.plan.notices_now = number(counts, "notices_now");
    }

    void read_line(const json::object& each) {
        PlanLine line{text(each, "kind"),  text(each, "pathway"), text(each, "subject"),
                      text(each, "words"), number(each, "cases"), {}};
        if (const json::value* first = member(each, "first"); first != nullptr && first->is_array())
            for (const json::value& reference : first->get_array())
                if (reference.is_string()) line.first.emplace_back(view(reference.get_string()));
        out_.plan.lines.push_back(std::move(line));
    }

    const json::object& root_;
    PlanDocument out_;
    std::string faults_;
};

}  // namespace

std::string write_plan(const PlanDocument& document) {
    const ChangePlan& plan = document.plan;
    json::object root{{"format_version", format_version},
                      {"store", basis_of(document.basis)},
                      {"made", format_instant(document.made)},
                      {"author", json::object{{"person", document.author.person},
                                              {"asserted_by", document.author.asserted_by}}},
                      {"definitions", definitions_of(document)},
                      {"counts", json::object{{"cases", plan.cases},
                                              {"changes", plan.changes},
                                              {"blocked", plan.blocked},
                                              {"incidents", plan.incidents},
                                              {"notices_now", plan.notices_now}}},
                      {"lines", lines_of(plan)},
                      {"teams", teams_of(plan)}};
    if (document.effective_from) root["effective_from"] = format_instant(*document.effective_from);
    return json::serialize(root) + "\n";
}

Result<PlanDocument> read_plan_document(std::string_view text) {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return no_plan("it is empty");
    auto parsed = parse_json(text, "text");
    if (!parsed.ok()) {
        const std::string& why = parsed.error().message;
        return no_plan(why.substr(0, why.find(';')));
    }
    if (!parsed->is_object()) return no_plan("it is not one JSON object");
    return PlanReader(parsed->get_object()).run();
}

}  // namespace throughgate::exchange
