# SPDX-License-Identifier: MIT
"""The release itself: allocation, risk, date moves, the gate, and what goes wrong after it."""
from datetime import timedelta

from .days import add_working, at, in_hours, utc_text, working_on_or_after
from .people import FATES, IN_TRANSFER, STAY_UNALLOCATED, opening

TRANSFERS = {10: "ZZE", 31: "ZZB", 55: "ZZD", 79: "ZZA", 113: "ZZE", 141: "ZZB", 174: "ZZD",
             207: "ZZA", 230: "ZZB"}
REGION_MOVES = {20, 94, 156, 218}
CAUSES = ["recalculated", "days added", "days restored", "earlier day agreed", "appeal"]


def plan_moves(person, rng, ends):
    """Date moves are decided first, since everything else hangs on the date."""
    if person.release is None or person.release >= ends + timedelta(days=60):
        return
    if person.slot in (36, 118) and person.is_demo:  # the day before is followed by a holiday too
        told = add_working(person.release, -25)
        person.moves.append((told, add_working(person.release, -2), "earlier day agreed"))
    elif person.number % 6 == 3:
        days = rng.choice([-9, -7, -6, 5, 7, 8, 12, 14, 20, 28])
        latest = min(person.release + timedelta(days=min(days, 0)), ends) - timedelta(days=12)
        span = (latest - person.opened).days
        if span > 12:
            told = add_working(person.opened + timedelta(days=rng.randint(6, span)), 1)
            new = working_on_or_after(person.release + timedelta(days=days))
            person.moves.append((told, new, rng.choice(CAUSES[:3])))


def release_story(story):
    """Everything of the spine; answers the moment of release, or None."""
    person, rng = story.person, story.rng
    person.fate = person.fate or FATES.get(person.slot)
    allocation(story)
    risk(story)
    reception(story)
    moves(story)
    transfer(story)
    if person.fate in ("died", "cancelled", "immediate"):
        special = {"died": died, "cancelled": cancelled, "immediate": immediate}[person.fate]
        return special(story)
    return release(story)


def allocation(story):
    person, rng = story.person, story.rng
    opened = opening(person)
    if person.number % 9 == 0:
        allocate_pom(story, in_hours(rng, add_working(person.opened, rng.randint(1, 6))))
    day = person.opened if person.ro else add_working(person.opened, rng.randint(6, 30))
    if person.slot in STAY_UNALLOCATED:
        return
    moment = in_hours(rng, add_working(day, rng.randint(0, 2)), 10, 12)
    number = person.ro or rng.choice(story.staff.holding("ro", person.team)).id
    allocate(story, moment, number)
    if person.slot in REGION_MOVES:
        move_region(story, opened + timedelta(days=rng.randint(30, 70)))
    elif person.number % 23 == 4:          # the officer hands the case to a colleague
        moment = in_hours(rng, person.opened + timedelta(days=rng.randint(25, 80)))
        other = rng.choice([one.id for one in story.staff.holding("ro", person.team)
                            if one.id != number])
        allocate(story, moment, other)


def allocate(story, moment, number):
    """The officer accepts within days, most of the time."""
    rng = story.rng
    story.officers.append((moment, number))
    story.ro_from = min(story.ro_from or moment, moment)
    domain = rng.random() < 0.4
    if number == story.person.ro and len(story.officers) == 2:
        pass                               # named in the record: the case was opened with them
    elif domain:
        story.feed.domain(story.person, moment, "person.community.manager.allocated",
                          {"crn": story.person.crn, "communityManager": {"code": number}},
                          envelope=rng.random() < 0.5)
    else:
        story.system(moment, "ro.allocated", assignments={"ro": number})
    if rng.random() < 0.9:
        story.tell(story.soon(moment, rng.choice([1, 1, 2, 2, 4])), "allocation.accepted", "ro")


def allocate_pom(story, moment):
    if moment < story.end:
        story.feed.domain(story.person, moment, "offender-management.allocation.changed",
                          {"staffCode": story.person.pom, "prisonId": story.person.prison})


def move_region(story, moment):
    person, rng = story.person, story.rng
    moment = in_hours(rng, moment.date())
    team = rng.choice([team for team in story.staff.teams if team != person.team])
    story.system(moment, "moved_region", {"ro_team": team})
    story.teams.append((moment, team))
    later = story.soon(moment + timedelta(hours=1), 2)
    allocate(story, later, rng.choice(story.staff.holding("ro", team)).id)


def risk(story):
    """Asked early; a high answer may be managed, blocked for a while, or change later."""
    person, rng = story.person, story.rng
    known_from = max(person.opened, story.ro_from.date()) if story.ro_from else person.opened
    asked = in_hours(rng, add_working(known_from, rng.randint(2, 6)))
    if story.ro_from is None:
        return
    if rng.random() < 0.4:
        story.tell(asked, "risk.requested", "ro")
    back = story.soon(asked, 4)
    if rng.random() < 0.25:
        story.tell(back, "risk.part_replied", "ro")
        back = story.soon(back, 6)
    level = person.rosh or rng.choice(["low", "medium", "medium", "high"])
    person.rosh = level
    mappa = ["none", "one", "two", "three"][person.mappa or 0]
    story.tell(back, "risk.replied", "ro", {"risk.rosh": level, "mappa.level": mappa,
                                            "victim_contact": person.number % 11 == 0})
    story.risk_known = back
    decided = story.soon(back, 4)
    if level == "very_high" or rng.random() < 0.05:
        blocked(story, decided)
    elif rng.random() < 0.9:
        story.tell(decided, "risk.cleared", "ro")
    if person.number % 29 == 7:
        later = in_hours(rng, person.opened + timedelta(days=rng.randint(40, 120)))
        risk_changed(story, later)


def blocked(story, moment):
    if story.tell(moment, "risk.blocked", "ro", {"risk.reason": "demo text"}) is None:
        return
    seen = story.acknowledge(moment, "H22R", "spo", 1)
    story.complete(seen, "H22R", "spo", 1, 3)
    story.tell(story.soon(moment + timedelta(days=4), 5), "risk.cleared", "spo")


def risk_changed(story, moment):
    level = "very_high" if story.person.rosh == "high" else "high"
    story.person.rosh = level
    story.system(moment, "risk.changed", {"risk.rosh": level})
    back = story.soon(moment, 3)
    story.tell(back, "risk.replied", "ro", {"risk.rosh": level, "mappa.level": "one",
                                            "victim_contact": story.person.number % 11 == 0})
    story.tell(story.soon(back, 2), "risk.cleared", "ro")


def reception(story):
    """Only who is not yet within twelve weeks of release is seen at reception."""
    person, rng = story.person, story.rng
    release = person.release
    if release is not None and release - timedelta(days=84) <= person.opened + timedelta(days=7):
        return
    screened = in_hours(rng, add_working(person.opened, rng.randint(1, 4)))
    story.tell(screened, "screen.done", "resettlement", {"needs.summary": "demo text"})
    raised = screened
    if story.ro_from and story.ro_from > raised:
        raised = story.ro_from + timedelta(minutes=30)
    story.acknowledge(raised, "H02", "ro", 2)          # to be known: acknowledging is all of it
    if person.handover and (release is None or person.handover < release - timedelta(days=90)):
        planned = max(at(person.handover - timedelta(days=56)), screened)
        seen = story.acknowledge(planned, "H03", "ro", 10)
        story.complete(seen, "H03", "ro", 10, 25, never=0.2)


def moves(story):
    person, rng = story.person, story.rng
    for told, new, cause in person.moves:
        moment = in_hours(rng, told, 9, 14)
        story.system(moment, "release_date.changed",
                     {"release": new.isoformat(), "release.cause": cause})
        story.acknowledge(moment, "H09", "ro", 1)
        if person.number % 4 == 3:         # an older message comes in after the newer one
            older = moment - timedelta(days=3)
            story.system(older, "release_date.changed",
                         {"release": person.release.isoformat(), "release.cause": "recalculated"},
                         arrival=moment + timedelta(days=2, hours=1))


def transfer(story):
    person, rng = story.person, story.rng
    prison = story.staff.neighbour(person, TRANSFERS.get(person.slot))
    leaves = person.leaves_prison_after
    moment = in_hours(rng, person.opened + timedelta(days=rng.randint(9, 40)), 10, 15)
    if leaves is not None:
        prison = story.staff.neighbour(person, "another")
        moment = in_hours(rng, person.opened + timedelta(days=leaves), 10, 15)
    if person.slot in IN_TRANSFER and person.is_demo:       # the extract caught them on the way
        prison, moment = person.prison, at(person.opened, 10, 5)
    if prison is None:
        return
    story.feed.domain(person, moment, "prison-offender-events.prisoner.received",
                      {"reason": "TRANSFERRED", "details": "ACTIVE IN:ADM-INT", "prisonId": prison,
                       "currentLocation": "IN_PRISON"}, envelope=person.number % 2 == 0)
    story.prisons.append((moment, prison))
    story.person.pom = rng.choice(story.staff.holding("pom", prison)).id
    allocate_pom(story, story.soon(moment, 2))


def died(story):
    person, rng = story.person, story.rng
    moment = at(person.opened + timedelta(days=75), 4, 20)
    story.feed.domain(person, moment, "prison-offender-events.prisoner.released",
                      {"reason": "RELEASED", "nomisMovementReasonCode": "DEC",
                       "prisonId": person.prison})
    story.end = moment
    return None


def cancelled(story):
    """Put off a few days before: no new date is known until the end of the demo."""
    person = story.person
    release = person.last_release
    if release is None or release > story.feed.ends:
        return None
    moment = in_hours(story.rng, add_working(release, -6))
    story.system(moment, "release.cancelled", {"release.cause": "new charge"})
    story.end = moment + timedelta(days=1)
    return None


def immediate(story):
    """From court, long before anybody planned it."""
    person, rng = story.person, story.rng
    day = add_working(person.opened, rng.randint(20, 45))
    moment = at(day, 15, rng.randint(5, 55))
    story.system(moment, "immediate_release", {"gate_time": utc_text(moment)})
    seen = story.acknowledge_in_hours(moment, "H21", "duty_officer", 60)
    story.complete(seen, "H21", "duty_officer", 1, 1)
    if person.supervised:
        after_release(story, moment)
    return moment


def first_appointment(person, day):
    """Time, place and journey; now and then nobody wrote down the place."""
    fields = {"appointment.at": utc_text(at(day, 14, 0))}
    if person.number % 7:
        fields["appointment.place"] = f"Probation office {person.team}"
        fields["appointment.travel"] = 20 + person.number * 7 % 80
    return fields


def release(story):
    """The last days in prison and the gate."""
    person, rng = story.person, story.rng
    day = person.last_release
    if day is None or day >= story.feed.ends:
        return None
    if rng.random() < 0.85:
        story.tell(in_hours(rng, add_working(day, -rng.randint(4, 9))), "appointment.set",
                   "resettlement", first_appointment(person, day))
    sheet = at(add_working(day, -5))
    seen = story.acknowledge(max(sheet, opening(person)), "H20", "ro", 1)
    moment = at(day, rng.randint(8, 11), rng.randint(0, 59))
    leave(story, moment)
    story.complete(seen and moment, "H20", "ro", 1, 2)
    seen = story.acknowledge_in_hours(moment, "H15", "ro", 120) if person.supervised else None
    story.complete(seen, "H15", "ro", 0, 0)
    if person.supervised:
        after_release(story, moment)
    else:
        story.end = moment + timedelta(days=1)
    return moment


def leave(story, moment):
    person = story.person
    if moment >= story.end:
        return
    if person.number % 2:
        story.feed.domain(person, moment, "prison-offender-events.prisoner.released",
                          {"reason": "RELEASED", "details": "INACTIVE OUT:REL-CR",
                           "nomisMovementReasonCode": "CR", "prisonId": person.prison,
                           "currentLocation": "OUTSIDE_PRISON"}, envelope=person.number % 4 == 1)
    else:
        late = timedelta(hours=26) if person.number % 38 == 0 else timedelta()
        story.system(moment, "released", {"gate_time": utc_text(moment)}, arrival=moment + late)


def after_release(story, moment):
    person, rng = story.person, story.rng
    day = working_on_or_after(moment.date() + timedelta(days=rng.choice([0, 0, 1])))
    meeting = max(at(day, 14, rng.randint(0, 50)), moment + timedelta(hours=2))
    if rng.random() < 0.87:
        story.tell(meeting, "appointment.attended", "ro")
    else:
        story.tell(meeting, "appointment.missed", "ro")
        found = story.soon(meeting, 3)
        if rng.random() < 0.3:
            story.tell(found, "recall.not_sought", "ro", {"recall.reason": "demo text"})
            found = story.soon(found, 4)
        story.tell(found, "contact.made", "ro")
    fates = {"recalled": recalled, "hospital": hospital, "at_large": at_large,
             "supervision_ended": supervision_ended}
    if person.fate in fates:
        fates[person.fate](story, moment)


def recalled(story, released):
    """Recalled after some weeks; half are back in prison within days."""
    person, rng = story.person, story.rng
    moment = in_hours(rng, released.date() + timedelta(days=rng.randint(9, 24)))
    story.tell(moment, "recalled", "ro", reason="demo text")
    seen = story.acknowledge(moment, "H16", "pom", 1)
    back = in_hours(rng, moment.date() + timedelta(days=rng.randint(1, 12)), 10, 15)
    if person.number % 4 == 2:
        story.feed.domain(person, back, "prison-offender-events.prisoner.received",
                          {"reason": "ADMISSION", "nomisMovementReasonCode": "L",
                           "prisonId": person.prison, "currentLocation": "IN_PRISON"})
    else:
        story.system(back, "return_to_custody.confirmed", {"return.date": back.date().isoformat()})
    again = working_on_or_after(back.date() + timedelta(days=56))
    story.system(story.soon(back, 3), "release_date.changed",
                 {"release": again.isoformat(), "release.cause": "recalculated"})
    story.complete(seen and max(seen, back), "H16", "pom", 2, 5)
    gate = at(again, 9, 40)
    story.system(gate, "released", {"gate_time": utc_text(gate)})
    story.tell(story.soon(gate, 1), "appointment.attended", "ro")
    story.recall = moment


def hospital(story, released):
    moment = in_hours(story.rng, released.date() + timedelta(days=12))
    story.system(moment, "hospital")
    story.system(in_hours(story.rng, moment.date() + timedelta(days=20)), "returned")
    story.recall = moment


def at_large(story, released):
    moment = in_hours(story.rng, released.date() + timedelta(days=15))
    story.tell(moment, "recalled", "ro", reason="demo text")
    story.system(in_hours(story.rng, moment.date() + timedelta(days=6)), "unlawfully_at_large")
    story.recall = moment


def supervision_ended(story, released):
    moment = in_hours(story.rng, released.date() + timedelta(days=story.person.supervised_for))
    story.system(moment, "supervision.ended")
    story.end = moment
