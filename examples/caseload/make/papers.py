# SPDX-License-Identifier: MIT
"""Papers and reviews: licence, identity papers, moves between prisons, the officer's reviews."""
from datetime import timedelta

from .days import add_working, at, in_hours
from .people import opening


def papers_story(story, left):
    """What prison and officer write beside the pathways; drawn last, so that nothing else moves."""
    first_days(story)
    moved(story)
    day = story.person.last_release
    if day is not None and day > story.person.opened:
        identity(story, day)
        if story.person.supervised:
            licence(story, day)
    if left is not None and story.person.supervised:
        reviews(story, left)


def first_days(story):
    opened = story.person.opened
    if opened - timedelta(days=12) <= story.person.admission:
        asked = in_hours(story.rng, add_working(opened, 1))
        story.tell(asked, "basics.recorded", "reception")
        story.act(asked + timedelta(minutes=25), "H01", "acknowledge", "resettlement")


def moved(story):
    """The team of the new prison takes over what was open."""
    for moment, _ in story.prisons[1:]:
        seen = story.acknowledge(moment, "H17", "omu_admin", 1)
        story.complete(seen, "H17", "omu_admin", 1, 4)


def identity(story, day):
    raised = max(at(story.person.reached(56), 9, 30), opening(story.person))
    if raised.date() < story.person.opened + timedelta(days=5):  # near release: done before
        return
    seen = story.acknowledge(raised, "H12", "resettlement", 2)
    if seen is not None and add_working(seen.date(), 20) < day:
        story.complete(seen, "H12", "resettlement", 3, 18)


def licence(story, day):
    """From the Monday list to the paper in the person's hand; one in ten is left too late."""
    rng, person = story.rng, story.person
    known = story.risk_known
    begun = in_hours(rng, add_working(day, -rng.randint(9, 18)))
    if known is None or begun <= max(known, opening(person)) or rng.random() < 0.1:
        return
    if person.number % 29 == 7:            # a change of risk comes in between
        return
    story.tell(begun, "licence.started", "ro")
    cleared = in_hours(rng, add_working(begun.date(), 1), 10, 12)
    story.tell(cleared - timedelta(minutes=50), "reporting_place.agreed", "spo")
    fields = {"licence.conditions": "none_needed", "licence.monitored": False}
    if person.number % 11 == 0 and story.tell(cleared - timedelta(minutes=30), "victim.answered",
                                              "ro", {"victim.consulted": "consulted"}) is None:
        return
    story.tell(cleared, "submission.clear", "ro", fields, reason="a place to report is agreed")
    submitted = story.tell(cleared + timedelta(minutes=20), "licence.submitted", "ro")
    if submitted is None:
        return
    approve(story, submitted, day)
    story.tell(in_hours(rng, add_working(day, -7)), "needs.looked_through", "ro")


def approve(story, submitted, day):
    rng = story.rng
    seen = story.act(story.soon(submitted, 1), "H08", "acknowledge", "omu_admin")
    if seen is None:
        return
    approved = story.soon(seen, 1)
    story.tell(approved, "licence.approved", "omu_admin")
    issued = in_hours(rng, add_working(day, -2))
    if issued > approved:
        story.tell(issued, "licence.issued", "omu_admin")


def reviews(story, left):
    for days, done in ((28, 0.85), (84, 0.7)):
        if story.rng.random() < done:
            opened = left + timedelta(days=days, hours=1)
            story.tell(story.soon(opened, 4), "supervision.reviewed", "ro",
                       {"supervision.asked": "demo text", "supervision.changed": "demo text"})
    if not story.person.is_demo:
        later_reviews(story, left)


def later_reviews(story, left):
    """From half a year on every four weeks, as long as supervision and feed last."""
    for days in range(183, 400, 28):
        if story.rng.random() < 0.8:
            story.tell(story.soon(left + timedelta(days=days, hours=1), 4), "supervision.reviewed",
                       "ro", {"supervision.asked": "demo text", "supervision.changed": "demo text"})
