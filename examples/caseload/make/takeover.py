# SPDX-License-Identifier: MIT
"""People who are on licence already when a caseload is taken over. Their cases open on a Monday,
and within that morning everything is recorded that is known: they are out, seen, housed and
supervised, and asked for no help in prison. What is left of them is supervision: reviews,
outcomes, and its end."""
from datetime import timedelta

from .days import at, in_hours, utc_text
from .papers import reviews
from .spine import recalled, supervision_ended


def taken_over(story):
    known(story, at(story.person.opened, 9))
    left = at(story.person.opened, 9, 30)
    story.system(left, "immediate_release", {"gate_time": utc_text(left)})
    out(story, left)
    if story.person.fate == "recalled":
        recalled(story, left)
        return
    outcomes(story, left)
    reviews(story, left)
    supervision_ended(story, left)


def known(story, moment):
    """A minute apart: who is responsible, the risk, and that no help is wanted."""
    person = story.person
    person.rosh = person.rosh or "medium"
    mappa = ["none", "one", "two", "three"][person.mappa or 0]
    lines = [("allocation.accepted", "ro", None),
             ("risk.replied", "ro", {"risk.rosh": person.rosh, "mappa.level": mappa,
                                     "victim_contact": person.number % 11 == 0}),
             ("risk.cleared", "ro", None),
             ("accommodation.declined", "resettlement", None),
             ("ete.declined", "resettlement", None)]
    if person.female:
        lines.append(("womens.screened", "resettlement",
                      {"womens.support": "declined", "needs.womens": "demo text"}))
    for minutes, (event, role, fields) in enumerate(lines):
        story.tell(moment + timedelta(minutes=minutes), event, role, fields)


def out(story, left):
    after = left + timedelta(minutes=15)
    seen = story.act(after, "H21", "acknowledge", "duty_officer")
    story.complete(seen, "H21", "duty_officer", 0, 0, never=0.02)
    story.tell(after + timedelta(minutes=5), "appointment.attended", "ro")
    story.tell(after + timedelta(minutes=6), "accommodation.agreed", "ro", {"living": "settled"})
    story.tell(after + timedelta(minutes=7), "claim.made", "ete_worker")
    story.tell(after + timedelta(minutes=8), "licence.fallback_issued", "omu_admin")
    story.tell(after + timedelta(minutes=9), "licence.reviewed", "ro")
    if not story.person.female:
        story.tell(after + timedelta(minutes=10), "crs.not_needed", "ro")


def outcomes(story, left):
    """What happened: the home after three months, work after six weeks and six months."""
    if story.rng.random() < 0.9:
        story.tell(in_hours(story.rng, left.date() + timedelta(days=93)), "outcome.recorded", "ro",
                   {"accommodation.outcome": "settled"})
    for days in (42, 182):
        if story.rng.random() < 0.9:
            due = in_hours(story.rng, left.date() + timedelta(days=days))
            story.tell(due, "work.recorded", "ete_worker",
                       {"employment.status": story.rng.choice(["in_work", "looking"])})
