# SPDX-License-Identifier: MIT
"""A place to live: the provider, the council, a bed, the checks, and the nights after release."""
from datetime import timedelta

from .days import add_working, at, in_hours
from .people import opening

KINDS = ["family", "family", "own", "private", "social", "supported"]


def home_story(story, left):
    """`left`: the moment of release, or None."""
    person, rng = story.person, story.rng
    if person.fate == "cancelled":
        left = None
    stand = Home(story, left)
    stand.inside()
    if left is not None and person.supervised:
        stand.outside()


class Home:
    def __init__(self, story, left):
        self.story, self.person, self.rng, self.left = story, story.person, story.rng, left
        self.place = "screen"
        self.kind = None
        self.count = 0

    def address(self):
        self.count += 1
        return "ADR-%03d-%d" % (self.person.number, self.count)

    # --- before release ----------------------------------------------------------------------

    def inside(self):
        story, rng, person = self.story, self.rng, self.person
        day = person.last_release if person.fate != "immediate" else person.release
        screened = in_hours(rng, add_working(person.opened, rng.randint(1, 5)))
        near = day is not None and add_working(day, -10) <= screened.date()
        if near:
            self.place = "no_address"
        elif rng.random() < 0.05:
            story.tell(screened, "accommodation.declined", "resettlement")
            self.place = "declined"
            return
        else:
            self.screen(screened, day)
        if day is None or (self.left is None and day > story.feed.staff_horizon):
            return
        self.search(screened, day)

    def screen(self, moment, day):
        story, rng = self.story, self.rng
        early = day is None or day - timedelta(days=92) > moment.date()
        tenant = early and rng.random() < 0.25
        before = rng.choice(["private_rented", "social"]) if tenant else rng.choice(
            ["family_or_friends", "hostel", "emergency", "none", "none", "no_answer"])
        story.tell(moment, "accommodation.screened", "resettlement", {"housing.before": before})
        if not tenant:
            return
        then = story.soon(moment, 4)
        if rng.random() < 0.5:
            self.kind = "private" if before == "private_rented" else "social"
            story.tell(then, "tenancy.kept", "resettlement",
                       {"address.id": self.address(), "address.kind": self.kind})
            self.place = "tenancy_kept"
        else:
            story.tell(then, rng.choice(["tenancy.lost", "tenancy.surrendered"]), "resettlement")

    def search(self, screened, day):
        story, rng = self.story, self.rng
        opens = max(at(self.person.reached(84), 9, 30), screened + timedelta(minutes=30))
        if not self.person.female:
            self.provider(opens)
        refer = max(at(self.person.reached(56), 9, 30), opening(self.person))
        council = self.council(refer)
        if self.place == "tenancy_kept":
            self.check(opens, day)
            return
        closes = at(add_working(day, -10))
        room = (closes - opens).days
        chance = rng.random()
        if room > 10 and chance < 0.68:
            found = in_hours(rng, (opens + timedelta(days=rng.randint(3, room - 6))).date())
            self.propose(found, day)
        elif room > 20 and chance < 0.86:
            self.bed(max(council, opens, closes - timedelta(days=rng.randint(20, 34))), day)
        else:
            self.no_address(max(closes, opening(self.person)), day)

    def provider(self, opens):
        story, rng = self.story, self.rng
        sent = story.soon(max(opens, opening(self.person)), 2)
        if story.tell(sent, "crs.referred", "ro",
                      {"crs.reference": "CRS-%04d" % self.person.number}) is None:
            return
        seen = story.acknowledge(sent, "H04", "acc_worker", 2)
        met = story.soon(sent + timedelta(days=4), 7)
        story.tell(met, "crs.assessed", "acc_worker")
        story.complete(seen and max(seen, met), "H04", "acc_worker", 0, 0, never=0.15)
        if rng.random() < 0.6:
            story.tell(story.soon(met, 6), "crs.planned", "acc_worker")

    def council(self, opens):
        """When the referral was sent, or when it would have been."""
        story, rng = self.story, self.rng
        sent = story.soon(opens, 2)
        if rng.random() < 0.05:
            story.tell(sent, "dtr.consent_refused", "ro")
            return sent
        name = "Example Borough %d" % (1 + self.person.number % 7)
        story.tell(sent, "dtr.submitted", "ro",
                   {"dtr.authority": name, "dtr.reference": "HR-%05d" % (4000 + self.person.number),
                    "dtr.submitted_on": sent.date().isoformat()})
        if rng.random() < 0.85:
            back = story.soon(sent + timedelta(days=rng.randint(4, 20)), 2)
            accepted = rng.random() < 0.6
            reason = rng.choice(["prevention_and_relief_duty", "priority_need"] if accepted else
                                ["no_local_connection", "intentionally_homeless"])
            story.tell(back, "dtr.decided", "ro", {
                "dtr.result": "accepted" if accepted else "not_accepted", "dtr.reason": reason})
            story.complete(back, "H05", "ro", 0, 0, evidence="letter from the council")
        return sent

    def propose(self, moment, day):
        self.kind = self.rng.choice(KINDS)
        self.story.tell(moment, "address.proposed", "ro",
                        {"address.id": self.address(), "address.kind": self.kind})
        self.check(moment, day)

    def bed(self, moment, day):
        """A temporary place, when nothing better is found."""
        story, rng = self.story, self.rng
        applied = story.soon(moment, 2)
        story.tell(applied, "bed.applied", "ro")
        offered = story.soon(applied + timedelta(days=rng.randint(1, 6)), 2)
        bed = self.address()
        story.tell(offered, "bedspace.offered", "hpt", {"bed.offered": bed})
        seen = story.acknowledge(offered, "H07", "ro", 1)
        taken = max(story.soon(offered, 1), (seen or offered) + timedelta(minutes=15))
        story.tell(taken, "booking.provisional", "ro", {"address.id": bed})
        self.kind = "cas"
        booked = story.soon(taken, 2)
        story.tell(booked, "booking.confirmed", "hpt", {"booking.first_night": day.isoformat()})
        self.check(taken, day)

    def no_address(self, moment, day):
        story, rng = self.story, self.rng
        self.place = "no_address"
        seen = story.acknowledge(moment, "H22", "spo", 1)
        if rng.random() < 0.5 and (at(day) - moment).days > 5:
            story.complete(seen, "H22", "spo", 1, 2)
            self.propose(story.soon(moment, 3), day)

    def check(self, opened, day):
        """Replies come back in any order; the gate is cleared only when all are there."""
        story, rng = self.story, self.rng
        self.place = "address_check"
        last = at(add_working(day, -3))
        replies = [
            ("check.police_replied", {"check.police": "sufficient"}, 11),
            ("check.children_replied", {"check.children": "sufficient"}, 12),
            ("occupant.asked",
             {"occupant.consent": "not_needed" if self.kind == "cas" else "given"}, 4),
            ("victim_map.looked_at", {"victim_map": "checked"}, 3),
            ("visit.recorded", {"visit": rng.choice(["done", "not_needed"])}, 6),
        ]
        done = opened
        for event, fields, days in replies:
            if rng.random() < 0.035:
                return                       # never comes back
            moment = story.soon(opened + timedelta(minutes=30), days)
            if event.startswith("check.") and rng.random() < 0.06:
                thin = {key: "insufficient" for key in fields}
                story.tell(moment, event, "ro", thin)
                moment = story.soon(moment, 3)
            if moment > last:
                moment = max(last - timedelta(minutes=rng.randint(20, 400)),
                             opened + timedelta(minutes=40))
            story.tell(moment, event, "ro", fields)
            done = max(done, moment)
        self.clear(done + timedelta(minutes=30), day)

    def clear(self, moment, day):
        story, rng, person = self.story, self.rng, self.person
        known = story.risk_known
        if known is None:
            return
        moment = max(moment, known + timedelta(hours=1))
        if moment > at(add_working(day, -2)):
            return
        if rng.random() < 0.05:
            story.tell(moment, "checks.failed", "ro", {"check.reason": "demo text"})
            return
        story.tell(moment, "address.clear", "ro",
                   reason="all replies read, nothing stands against it")
        if person.rosh in ("high", "very_high"):
            moment = story.soon(moment, 1)
            if rng.random() < 0.92:
                story.tell(moment, "address.countersign", "spo", reason="agreed")
        story.tell(moment + timedelta(minutes=25), "checks.passed", "ro",
                   {"who_was_asked": "demo text", "what_changed": "demo text"})
        self.place = "confirmed"
        if rng.random() < 0.05 and (at(day) - moment).days > 12 and self.kind != "cas":
            later = in_hours(rng, (moment + timedelta(days=rng.randint(3, 8))).date())
            story.tell(later, "address.withdrawn", "ro")
            self.propose(story.soon(later, 3), day)

    # --- after release -----------------------------------------------------------------------

    def outside(self):
        story, rng, left = self.story, self.rng, self.left
        if self.place == "declined":
            return
        seen = story.acknowledge_in_hours(left, "H15A", "acc_worker", 120)
        next_day = left.date() + timedelta(days=1)
        arrived = at(next_day, rng.randint(9, 12), rng.randint(0, 59))
        if self.place in ("screen", "no_address", "tenancy_kept") and self.kind is None:
            self.homeless(left)
            return
        if rng.random() < 0.06:
            story.tell(arrived, "not_arrived", "acc_worker")
            found = story.soon(arrived, 1)
            story.tell(found, "found_safe", "duty_officer", {"living": "temporary"})
            self.move_on(found)
            return
        settled = self.kind != "cas" and rng.random() < 0.8
        story.tell(arrived, "arrived", "acc_worker",
                   {"living": "settled" if settled else "temporary"})
        story.complete(seen and arrived, "H15A", "acc_worker", 0, 0)
        (self.sustain if settled else self.move_on)(arrived)

    def homeless(self, moment):
        story, rng = self.story, self.rng
        if rng.random() < 0.8:
            housed = story.soon(moment + timedelta(hours=3), rng.choice([1, 1, 2, 5, 9]))
            story.tell(housed, "housed", "ro", {"living": "temporary"})
            self.move_on(housed)
        else:
            self.outcome("homeless")

    def move_on(self, moment):
        story, rng = self.story, self.rng
        if rng.random() < 0.5:
            story.tell(story.soon(moment, 9), "move_on.planned", "acc_worker")
        later = in_hours(rng, moment.date() + timedelta(days=rng.randint(20, 60)))
        chance = rng.random()
        if chance < 0.4:
            story.tell(later, "settled", "acc_worker")
            self.sustain(later)
        elif chance < 0.5:
            story.tell(later, "evicted", "acc_worker")
            self.homeless(later)
        else:
            self.outcome("temporary")

    def sustain(self, moment):
        story, rng = self.story, self.rng
        later = in_hours(rng, moment.date() + timedelta(days=rng.randint(15, 45)))
        if rng.random() < 0.12:
            story.tell(later, "home.at_risk", "acc_worker")
            later = in_hours(rng, later.date() + timedelta(days=14))
            if rng.random() < 0.3:
                story.tell(later, "home.lost", "acc_worker")
                self.outcome("homeless")
                return
        self.outcome("settled")

    def outcome(self, found):
        due = self.left + timedelta(days=93)
        if self.rng.random() < 0.85:
            self.story.tell(self.story.soon(due, 3), "outcome.recorded", "ro",
                            {"accommodation.outcome": found})
