# SPDX-License-Identifier: MIT
"""The people of a larger caseload, one after the other in the order in which their cases open."""
from datetime import timedelta

from .days import START, is_working
from .people import FATES, Person, place, risk

THURSDAYS = [12, 12, 13, 55, 8]    # Monday to Friday, in a hundred: the Friday rule makes Thursdays
TAKE_ON = 4                        # Mondays on which people who are on licence are taken over


def plan_of(profile, rng):
    """(opened, release, kind) of everybody, sorted; kind: licence, prison or moved_on."""
    rows = list(people_of_prisons(profile, rng)) + list(people_moved_on(profile, rng))
    for number in range(profile.people - len(rows)):
        opened = START + timedelta(weeks=number % TAKE_ON)
        rows.append((opened, opened + timedelta(days=60), "licence"))
    return sorted(rows)


def people_of_prisons(profile, rng):
    """So many releases a week, before the feed ends and after it, as far as cases open before."""
    ends = START + timedelta(days=profile.days)
    for week in range(profile.weeks + profile.longest_inside // 7 + 1):
        for _ in range(profile.releases_a_week):
            release = release_in(START + timedelta(weeks=week), rng)
            inside = 84 if profile.window_only else days_inside(profile, rng)
            opened = max(START, monday(release - timedelta(days=inside)))
            if opened < ends and opened < release - timedelta(days=3):
                yield opened, release, "prison"


def people_moved_on(profile, rng):
    for week in range(profile.weeks):
        opened = START + timedelta(weeks=week)
        for _ in range(profile.moved_on_a_week):
            later = opened + timedelta(days=rng.randint(380, 600))
            yield opened, release_in(later, rng), "moved_on"


def days_inside(profile, rng):
    """Two in five serve weeks only: such people are screened and released within one window."""
    if rng.random() < 0.4:
        return rng.randint(14, 84)
    return rng.randint(85, profile.longest_inside)


def release_in(week, rng):
    day = monday(week) + timedelta(days=rng.choices(range(5), THURSDAYS)[0])
    while not is_working(day):
        day -= timedelta(days=1)
    return day


def monday(day):
    return day - timedelta(days=day.weekday())


def make_person(number, row, profile, rng, staff):
    """One person, the same whoever comes before."""
    person = Person(number)
    person.is_demo = False
    person.opened, person.release, kind = row
    person.female = rng.random() < profile.women
    place(person, rng, staff)
    if profile.everybody_held_at:
        person.prison = list(staff.prisons)[number % profile.everybody_held_at]
    person.start = person.opened - timedelta(days=rng.randint(1, 6) if kind != "licence" else 200)
    person.admission = person.start
    person.supervised = kind == "licence" or rng.random() > 0.04
    if kind == "licence" and person.ro is None:
        person.ro = staff.holding("ro", person.team)[0].id
    risk(person, rng)
    person.supervised_for = rng.randint(90, 700)
    person.fate = fate_of(person, kind, rng)
    person.on_licence = kind == "licence"
    if kind == "moved_on":
        person.leaves_prison_after = rng.randint(14, 56)
    return person


def fate_of(person, kind, rng):
    """One in twenty of those on licence is recalled, one in eight of the others."""
    early = (person.release - person.opened).days < 90
    drawn = rng.random() < (0.05 if kind == "licence" else 0.12)
    if kind == "licence":
        return "recalled" if drawn else "supervision_ended"
    if early and not drawn:
        return "supervision_ended"
    return "recalled" if drawn else FATES.get(person.slot, "supervision_ended")
