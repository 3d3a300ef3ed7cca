# SPDX-License-Identifier: MIT
"""Collects what happens to people, as lines of a feed in the order of their arrival."""
import json
from datetime import datetime, timedelta

from .days import END, add_working, at, in_hours, offset_text, utc_text, working_on_or_after

SOURCE = "swm-case-systems"
SEEN = ["H15", "H20", "H21", "H23F", "H23H", "H23C", "H23A"]
WORK_OF = {                        # event -> handoffs it does the work of: no more acts on them
    "screen.done": ["H01"], "crs.assessed": ["H04"], "dtr.decided": ["H05"],
    "booking.provisional": ["H07"], "licence.approved": ["H08"], "offer.cleared": ["H10"],
    "offer.refused": ["H10"], "womens.met": ["H13"], "released": ["H14"],
    "immediate_release": ["H14"], "arrived": ["H15A"], "housed": ["H15A"], "found_safe": ["H15A"],
    "first_contact.made": ["H15W"], "found": ["H15W"], "risk.cleared": ["H22R"],
    "appointment.attended": SEEN, "contact.made": SEEN,
}


class Feed:
    """Lines with the moment at which each arrives; written in that order."""

    def __init__(self, rng, staff, ends=END):
        self.rng, self.staff, self.ends = rng, staff, ends
        self.staff_horizon = ends + timedelta(days=14)
        self.last = datetime.combine(ends, datetime.min.time())
        self.lines = []            # (arrival, number, text)
        self.counts = {}

    def add(self, arrival, line):
        if arrival < self.last:
            self.lines.append((arrival, len(self.lines), json.dumps(line, separators=(",", ":"))))

    def text(self):
        return "".join(text + "\n" for _, _, text in sorted(self.lines))

    # --- one person's events -----------------------------------------------------------------

    def next_id(self, person):
        self.counts[person.noms] = self.counts.get(person.noms, 0) + 1
        return "%s-%03d" % (person.noms, self.counts[person.noms])

    def own(self, person, moment, arrival=None, number=None, **members):
        line = {"source": SOURCE, "id": number or self.next_id(person), "at": utc_text(moment),
                "person": person.identity}
        line.update({key: value for key, value in members.items() if value})
        self.add(arrival or moment, line)

    def domain(self, person, moment, kind, details, envelope=False):
        message = {"version": 1, "eventType": kind, "occurredAt": offset_text(moment),
                   "publishedAt": utc_text(moment + timedelta(seconds=40)),
                   "personReference": {"identifiers": [{"type": "NOMS", "value": person.noms}]},
                   "additionalInformation": {"nomsNumber": person.noms, **details}}
        if envelope:
            message = {"Type": "Notification", "MessageId": "m-" + self.next_id(person),
                       "Message": json.dumps(message, separators=(",", ":")),
                       "MessageAttributes": {"eventType": {"Type": "String", "Value": kind}}}
        self.add(moment, message)


class Story:
    """Writes one person's events; nothing happens to them after `end`."""

    def __init__(self, feed, person):
        self.feed, self.person = feed, person
        self.rng, self.staff = feed.rng, feed.staff
        self.end = feed.last
        self.officers = [(at(person.admission), person.ro)]   # (from, staff id or None)
        self.ro_from = at(person.admission) if person.ro else None
        self.prisons = [(at(person.admission), person.prison)]
        self.teams = [(at(person.admission), person.team)]
        self.risk_known = None
        self.acts = []             # on handoffs: (moment, handoff, id of the line, the rest of it)
        self.done = {}             # handoff -> when an event did its work

    @staticmethod
    def _last(pairs, moment):
        known = [value for start, value in pairs if start <= moment]
        return known[-1] if known else pairs[0][1]

    def ro_at(self, moment):
        return self._last(self.officers, moment)

    def place_of(self, role, moment):
        community = role in ("acc_worker", "ete_worker", "women_worker", "hpt",
                             "duty_officer", "spo")
        return self._last(self.teams if community else self.prisons, moment)

    def actor(self, role, moment):
        """(who acts, for whom) in that role, or None: nobody can."""
        if role in ("ro", "pom"):
            holder = self.ro_at(moment) if role == "ro" else self.person.pom
            if holder is None:
                return None
            member = self.staff.find(holder)
            if not member.is_absent(moment.date()):
                return holder, None
            return (member.deputy, holder) if member.deputy else None
        present = self.staff.holding(role, self.place_of(role, moment), moment.date())
        return (present[self.person.number % len(present)].id, None) if present else None

    def tell(self, moment, event, role, fields=None, reason=None, work_of=None):
        """The event by somebody who holds the role; left out when nobody does."""
        who = self.actor(role, moment)
        if who is None or moment >= self.end:
            return None
        self.feed.own(self.person, moment, event=event, fields=fields, actor=who[0],
                      onBehalfOf=who[1], reason=reason)
        self.does(moment, event, work_of)
        return moment

    def does(self, moment, event, work_of=None):
        for handoff in work_of or WORK_OF.get(event, []):
            self.done[handoff] = min(moment, self.done.get(handoff, moment))

    def system(self, moment, event, fields=None, assignments=None, arrival=None, reason=None):
        if moment < self.end:
            self.feed.own(self.person, moment, arrival, event=event, fields=fields,
                          assignments=assignments, reason=reason)
            self.does(moment, event)

    def act(self, moment, handoff, action, role, evidence=None, reason=None):
        who = self.actor(role, moment)
        if who is None or moment >= self.end:
            return None
        self.acts.append((moment, handoff, self.feed.next_id(self.person), {
            "action": action, "actor": who[0], "onBehalfOf": who[1], "evidence": evidence,
            "reason": reason}))
        return moment

    def finish(self):
        """Writes what people did with handoffs, as far as no event had done the work before."""
        for moment, handoff, number, members in self.acts:
            if moment < self.done.get(handoff, self.feed.last):
                self.feed.own(self.person, moment, number=number, handoff=handoff, **members)

    # --- how people answer handoffs: most in time, some late, some never ---------------------

    def acknowledge(self, raised, handoff, role, days, never=0.12, late=0.16):
        """When it was acknowledged, or None. `days`: working days allowed."""
        chance = self.rng.random()
        if chance < never:
            return None
        if chance < never + late:
            day = add_working(raised.date(), days + self.rng.randint(1, 4))
            return self.act(in_hours(self.rng, day), handoff, "acknowledge", role)
        moment = self.soon(raised, max(1, days))
        return self.act(moment, handoff, "acknowledge", role)

    def acknowledge_in_hours(self, raised, handoff, role, minutes, never=0.1, late=0.2):
        chance = self.rng.random()
        if chance < never:
            return None
        first, last = (minutes + 5, minutes * 3) if chance < never + late else (8, minutes - 10)
        moment = raised + timedelta(minutes=self.rng.randint(first, last))
        return self.act(moment, handoff, "acknowledge", role)

    def complete(self, acknowledged, handoff, role, first, last, never=0.1, evidence=None):
        if acknowledged is None or self.rng.random() < never:
            return None
        day = add_working(acknowledged.date(), self.rng.randint(first, last)) if last else (
            acknowledged.date())
        moment = max(in_hours(self.rng, day), acknowledged + timedelta(minutes=20))
        return self.act(moment, handoff, "complete", role, evidence)

    def soon(self, moment, days):
        """Later the same day or within `days` working days, in working hours."""
        day = working_on_or_after(moment.date())
        day = add_working(day, self.rng.randint(0, days)) if days else day
        later = in_hours(self.rng, day)
        return later if later > moment else in_hours(self.rng, add_working(day, 1))
