# SPDX-License-Identifier: MIT
"""Work, training and benefits."""
from datetime import timedelta

from .days import add_working, at, in_hours, utc_text, working_on_or_after
from .people import opening


def work_story(story, left):
    stand = Work(story, left)
    stand.inside()
    if left is not None and story.person.supervised:
        stand.outside()


class Work:
    def __init__(self, story, left):
        self.story, self.person, self.rng, self.left = story, story.person, story.rng, left
        self.place = "screen"
        self.count = 0

    def offer(self):
        self.count += 1
        return {"offer.id": "OFR-%03d-%d" % (self.person.number, self.count),
                "offer.kind": self.rng.choice(["job", "job", "job", "training", "apprenticeship"])}

    def inside(self):
        story, rng, person = self.story, self.rng, self.person
        day = person.last_release if person.fate != "immediate" else person.release
        screened = in_hours(rng, add_working(person.opened, rng.randint(1, 5)))
        chance = rng.random()
        if chance < 0.06:
            story.tell(screened, "ete.declined", "resettlement")
            self.place = "declined"
        elif chance < 0.11:
            story.tell(screened, "ete.unavailable", "resettlement",
                       {"unavailable.reason": rng.choice(["health", "caring", "retired"])})
            self.place = "declined"
        if self.place != "declined":
            story.tell(screened, "ete.screened", "resettlement", {
                "work.before": rng.choice(["job", "self_employed", "training", "none",
                                           "no_answer"])})
        if day is None or day - timedelta(days=84) > screened.date():
            self.early(screened)
        if day is None or day > story.feed.staff_horizon:
            return
        opens = max(at(person.reached(84), 9, 30), opening(person), screened)
        self.benefits(opens, day)
        if self.place != "declined":
            self.ready(opens, day)

    def early(self, screened):
        """Careers induction and the plan, for whoever has the time."""
        story, rng = self.story, self.rng
        if self.place == "declined":
            return
        done = story.soon(screened + timedelta(days=2), 4)
        if rng.random() < 0.3:
            story.tell(done, "screenings.complete", "ciag",
                       {"screenings.done": done.date().isoformat()})
        planned = story.soon(done, 8)
        story.tell(planned, "plan.set", "ciag")
        if rng.random() < 0.2:
            story.tell(in_hours(rng, planned.date() + timedelta(days=40)), "review.done", "ciag")

    def benefits(self, opens, day):
        story, rng = self.story, self.rng
        met = story.soon(opens + timedelta(days=2), 8)
        story.tell(met, "pwc.met", "pwc")
        prepared = in_hours(rng, add_working(day, -rng.randint(5, 8)))
        prepared = max(prepared, story.soon(met, 1))
        story.tell(prepared, "claim.prepared", "pwc")
        booked = story.soon(prepared, 2)
        when = at(working_on_or_after(day), 15, 30)
        if rng.random() < 0.9:
            story.tell(booked, "appt.booked", "pwc",
                       {"jobcentre.at": utc_text(when), "jobcentre.place": "Jobcentre, High Street",
                        "jobcentre.travel": 15 + story.person.number * 11 % 60})
            story.acknowledge(booked, "H11", "ro", 2)

    def ready(self, opens, day):
        story, rng = self.story, self.rng
        moment = story.soon(opens + timedelta(days=1), 6)
        if rng.random() < 0.35:
            story.tell(moment, "job.not_ready", "pel", {"readiness.gap": "identity papers"})
            moment = story.soon(moment + timedelta(days=5), 12)
        story.tell(moment, "job.ready", "pel")
        self.place = "match"
        room = (at(day) - moment).days
        if room > 16 and rng.random() < 0.45:
            made = in_hours(rng, (moment + timedelta(days=rng.randint(4, room - 10))).date())
            self.check(made, day)
        self.hand_over(day)

    def check(self, made, day):
        """An offer needs the officer's check before it can be taken."""
        story, rng = self.story, self.rng
        story.tell(made, "offer.made", "pel", self.offer())
        self.place = "offer_check"
        seen = story.acknowledge(made, "H10", "ro", 1)
        checked = story.soon(max(seen or made, made), 2)
        if self.person.rosh is None:
            return
        conflict = rng.random() < 0.12
        story.tell(checked, "offer.checked", "ro", {
            "offer.conflict": "conflict" if conflict else "none",
            "offer.disclosure": rng.choice(["given", "not_needed"]),
            "offer.others_at_risk": rng.choice(["checked", "not_needed"])})
        story.complete(seen and max(seen, checked), "H10", "ro", 0, 0)
        after = checked + timedelta(minutes=40)
        if conflict:
            story.tell(after, "offer.refused", "ro", {"offer.reason": "demo text"})
            self.place = "match"
            return
        story.tell(after, "job.clear", "ro", reason="no conflict with the licence")
        story.tell(after + timedelta(minutes=10), "offer.cleared", "ro")
        self.place = "start_pack"

    def hand_over(self, day):
        story = self.story
        if self.place in ("match", "start_pack"):
            sheet = max(at(add_working(day, -5)), opening(self.person))
            story.acknowledge(sheet, "H25", "ete_worker", 1)

    # --- after release -----------------------------------------------------------------------

    def outside(self):
        story, rng = self.story, self.rng
        if self.place == "declined":
            return
        day = working_on_or_after(self.left.date() + timedelta(days=1))
        if self.place == "start_pack" and rng.random() < 0.7:
            started = in_hours(rng, day + timedelta(days=rng.randint(0, 4)))
            story.tell(started, "started", "ete_worker",
                       {"job.started": started.date().isoformat()})
            story.tell(story.soon(started, 4), "first_wage", "ete_worker")
            self.in_work(started)
        elif rng.random() < 0.12:
            missed = in_hours(rng, day)
            story.tell(missed, "missed", "ete_worker")
            decided = story.soon(missed, 5)
            story.tell(decided, "route.decided", "ete_worker", {"ete.route": "looking"})
            story.tell(story.soon(decided, 2), "claim.made", "ete_worker")
            self.looking(decided)
        else:
            made = in_hours(rng, day, 10, 16)
            story.tell(made, "claim.made", "ete_worker")
            self.looking(made)

    def in_work(self, moment):
        story, rng = self.story, self.rng
        later = in_hours(rng, moment.date() + timedelta(days=rng.randint(18, 50)))
        if rng.random() < 0.2:
            story.tell(later, "job.lost", "ete_worker")
            decided = story.soon(later, 6)
            story.tell(decided, "route.decided", "ete_worker", {"ete.route": "looking"})
            self.looking(decided)
            return
        if rng.random() < 0.15:
            story.tell(later, "hours.changed", "ete_worker")
        self.record("in_work")

    def looking(self, moment):
        story, rng = self.story, self.rng
        day = moment.date()
        for _ in range(rng.randint(1, 2)):
            day += timedelta(days=rng.randint(11, 17))
            story.tell(in_hours(rng, day), "ete.contact", "ete_worker")
        if rng.random() < 0.25:
            self.second_offer(in_hours(rng, day + timedelta(days=3)))
            return
        self.record("looking")

    def second_offer(self, made):
        story, rng = self.story, self.rng
        story.tell(made, "offer.made", "ete_worker", self.offer())
        seen = story.acknowledge(made, "H10R", "ro", 1)
        checked = story.soon(seen or made, 2)
        story.tell(checked, "offer.checked", "ro", {
            "offer.conflict": "none", "offer.disclosure": "not_needed",
            "offer.others_at_risk": "not_needed"})
        story.complete(seen and max(seen, checked), "H10R", "ro", 0, 0)
        after = checked + timedelta(minutes=30)
        story.tell(after, "job.clear", "ro", reason="no conflict with the licence")
        started = working_on_or_after(after.date() + timedelta(days=4))
        story.tell(after + timedelta(minutes=10), "offer.cleared", "ro",
                   {"job.started": started.isoformat()}, work_of=["H10R"])
        self.record("in_work")

    def record(self, status):
        due = self.left + timedelta(days=42)
        if self.rng.random() < 0.8:
            self.story.tell(self.story.soon(due, 4), "work.recorded", "ete_worker",
                            {"employment.status": status})
