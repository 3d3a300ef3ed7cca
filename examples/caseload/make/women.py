# SPDX-License-Identifier: MIT
"""Women's services: only for women, and only as far as each of them wants it."""
from datetime import timedelta

from .days import add_working, at, in_hours, utc_text
from .people import opening


def women_story(story, left):
    if not story.person.female:
        return
    stand = Women(story, left)
    wanted = stand.inside()
    if wanted and left is not None:
        stand.outside()


class Women:
    def __init__(self, story, left):
        self.story, self.person, self.rng, self.left = story, story.person, story.rng, left
        self.collected = None

    def inside(self):
        """Whether she wanted the service."""
        story, rng, person = self.story, self.rng, self.person
        screened = in_hours(rng, add_working(person.opened, rng.randint(1, 4)))
        wanted = rng.random() < 0.88
        story.tell(screened, "womens.screened", "resettlement", {
            "womens.support": "wanted" if wanted else "declined", "needs.womens": "demo text"})
        if not wanted:
            return False
        agreed = story.soon(screened, 4)
        part = rng.random() < 0.25
        story.tell(agreed, "consent.part" if part else "consent.given", "women_worker", {
            "consent.agencies": "demo text",
            "consent.until": (person.opened + timedelta(days=367)).isoformat(),
            "safe_contact": rng.choice(["prison_only", "letter", "through_worker"])})
        self.children(agreed)
        self.urgent(agreed)
        day = person.last_release if person.fate != "immediate" else person.release
        if day is None or day > story.feed.staff_horizon:
            return True
        return self.referral(agreed, day)

    def children(self, moment):
        story, rng = self.story, self.rng
        asked = story.soon(moment, 3)
        if rng.random() < 0.45:
            story.tell(asked, "children.none", "women_worker")
            return
        story.tell(asked, "children.open", "women_worker")
        back = story.soon(asked + timedelta(days=6), 10)
        story.tell(back, "children.answered", "mbu",
                   {"children.answer": rng.choice(["contact", "no_contact", "court_date"])})
        story.tell(story.soon(back, 6), "children.settled", "women_worker")

    def urgent(self, moment):
        story, rng = self.story, self.rng
        if rng.random() > 0.15:
            return
        raised = story.soon(moment + timedelta(days=rng.randint(2, 20)), 3)
        story.tell(raised, "urgent.raised", "resettlement",
                   {"urgent.kind": rng.choice(["threat", "self_harm", "child"])})
        story.tell(raised + timedelta(hours=3), "urgent.handled", "duty_women_lead",
                   {"urgent.done": "demo text"})

    def referral(self, agreed, day):
        story, rng = self.story, self.rng
        start = max(story.soon(agreed, 2), at(day - timedelta(days=100), 10))
        if story.ro_from and story.ro_from > start:
            start = story.soon(story.ro_from, 2)
        if story.tell(start, "womens.referred", "ro") is None:
            return True
        seen = story.acknowledge(start, "H13", "women_worker", 2)
        met = story.soon(start + timedelta(days=3), 7)
        if rng.random() < 0.2:
            story.tell(met, "surgery.missed", "women_worker",
                       {"in_reach.next": (met.date() + timedelta(days=7)).isoformat()})
            met = in_hours(rng, met.date() + timedelta(days=7))
        story.tell(met, "womens.met", "women_worker")
        story.complete(seen and max(seen, met), "H13", "women_worker", 0, 0)
        planned = story.soon(met, 5)
        story.tell(planned, "support_plan.agreed", "women_worker")
        return self.safety(planned, day)

    def safety(self, moment, day):
        story, rng = self.story, self.rng
        safe = in_hours(rng, max(moment.date() + timedelta(days=2), day - timedelta(days=36)))
        if rng.random() < 0.12:
            story.tell(safe, "safety.unsafe", "women_worker")
            safe = story.soon(safe, 1)
        story.tell(safe, "safety.agreed", "women_worker",
                   {"safety.plan": "demo text", "safe_contact": "through_worker"})
        if rng.random() < 0.06:
            story.tell(story.soon(safe, 2), "consent.withdrawn", "women_worker")
            return False
        plan = in_hours(rng, max(safe.date() + timedelta(days=1), day - timedelta(days=22)))
        story.tell(plan, "release_plan.agreed", "women_worker")
        self.pick_up(plan, day)
        return True

    def pick_up(self, moment, day):
        story, rng = self.story, self.rng
        named = story.soon(moment, 3)
        if rng.random() < 0.2:
            story.tell(named, "pickup.declined", "women_worker")
            return
        story.tell(named, "collector.named", "women_worker",
                   {"collector.id": "COL-%03d" % self.person.number})
        checked = story.soon(named, 2)
        story.tell(checked, "collector.checked", "women_worker", {
            "collector.cleared": "cleared", "pickup.consent": "given", "pickup.route": "safe"})
        story.tell(checked + timedelta(minutes=15), "pickup.clear", "women_worker",
                   reason="collector known, way looked at with her")
        story.tell(checked + timedelta(minutes=25), "pickup.confirmed", "women_worker",
                   {"pickup.time": utc_text(at(day, 9, 0))})
        sheet = max(at(add_working(day, -3)), opening(self.person), checked + timedelta(hours=1))
        seen = story.acknowledge(sheet, "H14", "reception", 1)
        story.complete(seen, "H14", "reception", 0, 0)
        self.collected = True

    def outside(self):
        story, rng, left = self.story, self.rng, self.left
        seen = story.acknowledge_in_hours(left, "H15W", "women_worker", 120)
        if self.collected:
            story.tell(left + timedelta(minutes=rng.randint(10, 50)), "collected", "women_worker")
        made = left + timedelta(hours=rng.randint(3, 22))
        if rng.random() < 0.12:
            story.tell(made, "first_contact.missed", "women_worker")
            made = story.soon(made, 1)
            story.tell(made, "found", "women_worker")
        else:
            story.tell(made, "first_contact.made", "women_worker")
        story.complete(seen and made, "H15W", "women_worker", 0, 0)
        self.reviews()

    def reviews(self):
        story, rng, left = self.story, self.rng, self.left
        for weeks in (4, 12):
            due = left + timedelta(weeks=weeks)
            if rng.random() < 0.85:
                moment = story.soon(due + timedelta(hours=2), 4)
                ends = weeks == 12 and rng.random() < 0.3
                story.tell(moment, "review.ended" if ends else "review.continued", "women_worker",
                           {"support.changed": "demo text", "support.asked": "demo text"})
                if ends:
                    story.tell(story.soon(moment, 4), "womens_report.sent", "women_worker",
                               {"womens.outcome": "completed"})
