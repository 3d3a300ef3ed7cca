// SPDX-License-Identifier: MIT
// route: who would be told of an invented case, by the engine itself on a virtual clock and a
// channel that sends nothing.
#include <algorithm>

#include "core/engine_parts.hpp"
#include "exchange/scene.hpp"
#include "model/effect_text.hpp"
#include "notices/notices.hpp"
#include "throughgate/notices.hpp"

namespace throughgate {
namespace {

constexpr std::size_t all_of_a_case = 100000;

/// Takes everything and lets it fall.
class NowhereChannel final : public plugin::Channel {
public:
    explicit NowhereChannel(std::string name) { description_.name = std::move(name); }
    const plugin::Description& description() const override { return description_; }
    plugin::Answer deliver(const plugin::Message&) override {
        return {plugin::Answer::What::delivered, "not sent"};
    }

private:
    plugin::Description description_;
};

std::string faults_of(const CheckReport& report) {
    std::string text;
    for (const Diagnostic& each : report.diagnostics)
        if (each.severity == Severity::error)
            text += (text.empty() ? "" : "\n") + format_diagnostic(each);
    return text;
}

Status set_up(Engine& engine, const RouteOptions& options) {
    const Actor actor{"", "route", ""};
    const auto applied = engine.apply(options.definitions, actor);
    if (!applied.ok()) return applied.error();
    if (applied->report.errors != 0)
        return Error{ErrorKind::invalid, faults_of(applied->report), "definitions"};
    const auto staff = engine.import_directory(options.staff, "staff", actor);
    if (!staff.ok()) return staff.error();
    if (options.rota.empty()) return {};
    const auto rota = import_rota(engine, options.rota, "rota", actor);
    return rota.ok() ? Status() : Status(rota.error());
}

Result<std::string> open_case(Engine& engine, const exchange::Scene& scene) {
    OpenCase open;
    open.person.noms_number = "A0000AA";
    open.facts = scene.facts;
    open.assignments = scene.holders;
    Command command;
    command.key = "open";
    command.actor.asserted_by = "route";
    command.what = std::move(open);
    const auto receipt = engine.submit(std::move(command));
    if (!receipt.ok()) return receipt.error();
    return receipt->case_reference;
}

Status play(Engine& engine, const exchange::Scene& scene, const std::string& reference) {
    std::size_t number = 0;
    for (const exchange::Scene::Step& step : scene.steps) {
        if (auto run = engine.run_until(step.at); !run.ok()) return run;
        Command command;
        command.key = "event-" + std::to_string(++number);
        command.actor = {step.person, "route", ""};
        SendEvent send;
        send.case_reference = reference;
        send.name = step.event;
        send.fields = step.facts;
        command.what = std::move(send);
        if (const auto sent = engine.submit(std::move(command)); !sent.ok()) return sent.error();
    }
    return engine.run_until(scene.until);
}

std::string reason_of(const core::Surroundings& around, const Case& the_case, const OutboxRow& row,
                      const std::string& way, bool critical) {
    std::string because = row.notice.timer.number != 0
                              ? "rung " + std::string(row.notice.rung.text())
                              : "event " + std::string(row.notice.rung.text());
    const auto person =
        notices::resolve(around.directory, around.definitions, core::context_of(the_case),
                         row.notice.recipient, around.today(row.queued));
    if (person && person->id == row.recipient && !person->because.empty())
        because += "; " + person->because;
    if (way != "alone") return because + "; " + row.detail;
    return because + "; at once" + (critical ? ", because it is critical" : "");
}

class Answers {
public:
    Answers(store::Reader& reader, const core::Surroundings& around, std::string channel)
        : reader_(reader), around_(around), channel_(std::move(channel)) {}

    Status add(const Case& the_case, const OutboxRow& row) {
        RoutedNotice notice;
        notice.at = row.queued;
        notice.person = row.recipient;
        notice.notice_class = name_of(class_of(row.notice));
        notice.what = row.notice.message.text();
        notice.to = to_words(row.notice.recipient);
        notice.way = row.state == lifecycle::DeliveryState::delivered ? "alone" : "none";
        if (auto found = add_delivery(row, notice); !found.ok()) return found;
        if (notice.way != "none") notice.channel = channel_;
        notice.because = reason_of(around_, the_case, row, notice.way,
                                   class_of(row.notice) == NoticeClass::critical);
        answers_.push_back(std::move(notice));
        return {};
    }

    Status add_sent_on(const std::string& person, Instant since) {
        const auto lines = reader_.deliveries_to(person, since, all_of_a_case);
        if (!lines.ok()) return lines.error();
        for (const DeliveryLine& line : *lines) {
            if (line.way != "unread" || line.effect.case_id.number != 0) continue;
            answers_.push_back({line.at, person, line.way, line.notice_class, channel_, "sent on",
                                "", "nobody had acted on a critical notice"});
        }
        return {};
    }

    std::vector<RoutedNotice> sorted() {
        std::stable_sort(answers_.begin(), answers_.end(),
                         [](const auto& a, const auto& b) { return a.at < b.at; });
        return std::move(answers_);
    }

private:
    NoticeClass class_of(const Notice& notice) const {
        const auto* policy = notices::policy_of(around_.definitions);
        return policy == nullptr ? notice.notice_class : notices::class_of(*policy, notice);
    }

    Status add_delivery(const OutboxRow& row, RoutedNotice& notice) {
        EffectId effect = row.effect;
        if (row.mailing != 0) {
            const auto mail = reader_.find_mailing(row.mailing);
            if (!mail.ok()) return mail.error();
            if (!*mail) return {};
            effect = effect_of(**mail);
            notice.way = name_of((*mail)->kind);
            notice.at = (*mail)->slot;
        }
        const auto lines = reader_.deliveries_of(effect);
        if (!lines.ok()) return lines.error();
        if (!lines->empty()) notice.at = lines->front().at;
        return {};
    }

    store::Reader& reader_;
    const core::Surroundings& around_;
    std::string channel_;
    std::vector<RoutedNotice> answers_;
};

Result<std::vector<RoutedNotice>> answers_of(Engine& engine, const std::string& channel,
                                             Instant since) {
    using Routed = std::vector<RoutedNotice>;
    return engine.parts().query<Routed>([&](store::Reader& reader, const core::Surroundings& around,
                                            const journey::World&) -> Result<Routed> {
        Answers answers(reader, around, channel);
        const auto rows = reader.list_outbox({}, {}, all_of_a_case);
        if (!rows.ok()) return rows.error();
        for (const OutboxRow& row : *rows) {
            const auto the_case = reader.load_case(row.effect.case_id);
            if (!the_case.ok()) return the_case.error();
            if (auto added = answers.add(**the_case, row); !added.ok()) return added.error();
        }
        for (const StaffMember& member : around.directory.members)
            if (auto added = answers.add_sent_on(member.id, since); !added.ok())
                return added.error();
        return answers.sorted();
    });
}

}  // namespace

Result<std::vector<RoutedNotice>> route(const RouteOptions& options) {
    if (options.definitions.empty())
        return Error{ErrorKind::invalid, "no definitions; give the files of a workflows folder",
                     "definitions"};
    const auto scene = exchange::read_scene(options.scene, "case");
    if (!scene.ok()) return scene.error();
    VirtualClock clock(scene->at);
    EngineOptions engine_options;
    engine_options.store_path = options.folder + "/route.db";
    engine_options.clock = &clock;
    engine_options.survives_power_loss = false;
    core::Inside inside;
    inside.channel_name = options.channel;
    inside.channel = std::make_unique<NowhereChannel>(options.channel);
    auto engine = core::open_engine(std::move(engine_options), nullptr, {}, std::move(inside));
    if (!engine.ok()) return engine.error();
    if (auto ready = set_up(**engine, options); !ready.ok()) return ready.error();
    const auto reference = open_case(**engine, *scene);
    if (!reference.ok()) return reference.error();
    if (auto played = play(**engine, *scene, *reference); !played.ok()) return played.error();
    return answers_of(**engine, options.channel, scene->at);
}

}  // namespace throughgate
