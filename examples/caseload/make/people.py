# SPDX-License-Identifier: MIT
"""The 240 rows of the demo: invented people, their dates, officers, and what is wrong with them."""
from datetime import timedelta

from .days import START, at

COUNT = 240
WOMEN = 30
BANK_HOLIDAY_FRIDAYS = {36: "2026-12-25", 77: "2026-12-25", 118: "2027-03-26"}
SAME_AS = {58: 11, 149: 102, 203: 160}    # rows that repeat an earlier person
WITHOUT_IDENTITY = {91: ("null", None), 177: ("", "12345")}
UNALLOCATED = {9, 23, 41, 60, 88, 104, 121, 137, 152, 169, 187, 205, 219, 233}
STAY_UNALLOCATED = {41, 121}
NO_RELEASE = {14, 67, 129, 190, 226}
ONLY_2099 = {29, 145}
ALSO_2099 = {52, 111, 197, 221}
BEFORE_SENTENCE = {33, 84, 159, 213}
IMPOSSIBLE = {47, 181}
NULL_WORDS = {6, 39, 72, 95, 133, 164, 199, 228}
ODD_GENDER = {115}
IN_TRANSFER = {171}

FATES = {  # what happens after release, or instead of it
    12: "recalled", 46: "recalled", 73: "recalled", 98: "recalled", 130: "recalled",
    154: "recalled", 178: "recalled", 210: "recalled", 24: "recalled",
    105: "died", 62: "hospital", 188: "hospital", 53: "at_large", 26: "immediate",
    138: "immediate", 200: "immediate", 82: "cancelled", 166: "supervision_ended",
}


class Person:
    """What the story needs to know; `record` holds what the extract says."""

    is_demo = True                     # else of a larger profile (crowd.py)

    def __init__(self, number):
        self.number = number
        self.slot = (number - 1) % COUNT + 1     # larger caseloads repeat what is special
        self.opened = START                      # the day on which the case opens
        self.noms = "A9%03dZZ" % number if number < 1000 else prison_number(number)
        self.crn = "X%06d" % (900000 + number)
        self.female = False
        self.prison = self.team = ""
        self.ro = self.pom = None      # staff ids; None: nobody allocated
        self.start = self.admission = self.release = None
        self.supervised = True
        self.rosh = self.mappa = None
        self.moves = []                # (day told, new release date, cause)
        self.fate = None
        self.fate_day = None
        self.handover = None
        self.supervised_for = 40           # days, for those whose supervision ends
        self.on_licence = False            # already, when the caseload is taken over
        self.leaves_prison_after = None    # days: moved to another prison, in larger caseloads

    @property
    def identity(self):
        return {"nomsNumber": self.noms}

    def release_on(self, day):
        """The release date in force on that day, as far as the date moves have told."""
        known = self.release
        for told, new, _ in self.moves:
            if told <= day:
                known = new
        return known

    def reached(self, days):
        """The first day that lies within `days` of the release date in force on that day."""
        dates = [(None, self.release)] + [(told + timedelta(days=1), new)
                                          for told, new, _ in self.moves]
        for place, (told, release) in enumerate(dates):
            opens = release - timedelta(days=days)
            day = opens if told is None else max(told, opens)
            if place + 1 == len(dates) or day < dates[place + 1][0]:
                return day

    @property
    def last_release(self):
        return self.moves[-1][1] if self.moves else self.release


def prison_number(number):
    """Numbers of larger caseloads: B0001ZZ to B9999ZZ, then B0000ZY and on."""
    block, rest = divmod(number, 10000)
    return "B%04dZ%s" % (rest, chr(ord("Z") - block))


def is_row_of_person(number):
    return number not in SAME_AS and number not in WITHOUT_IDENTITY


def women_numbers():
    return set(range(8, 8 * (WOMEN + 1), 8))


def release_after(rng, number):
    """Days from the start of the demo to release; two in five of them within the half year."""
    if number * 5 % 11 < 9 and number not in FATES and number % 16:
        return rng.randint(197, 420)
    if number % 4 == 0:
        return rng.randint(16, 80)
    if number % 4 in (1, 2):
        return rng.randint(90, 150)
    return rng.randint(120, 176)


def make_people(rng, staff):
    women = women_numbers()
    people = []
    for number in range(1, COUNT + 1):
        person = Person(number)
        person.female = number in women
        place(person, rng, staff)
        dates(person, rng)
        risk(person, rng)
        people.append(person)
    return people


def place(person, rng, staff):
    men = staff.prisons_of_men
    person.prison = staff.women_at if person.female else men[(person.number * 7) % len(men)]
    person.team = staff.teams[person.number % len(staff.teams)]
    officers = staff.holding("ro", person.team)
    heavy = rng.random() < 0.12
    person.ro = officers[0 if heavy else (person.number // len(staff.teams)) % len(officers)].id
    if person.slot in UNALLOCATED:
        person.ro = None
    managers = staff.holding("pom", person.prison)
    person.pom = managers[(person.number // 4) % len(managers)].id


def dates(person, rng):
    after = release_after(rng, person.number)
    person.release = START + timedelta(days=after)
    if person.number in BANK_HOLIDAY_FRIDAYS:
        person.release = type(START).fromisoformat(BANK_HOLIDAY_FRIDAYS[person.number])
    elif person.release.weekday() >= 5:
        person.release -= timedelta(days=person.release.weekday() - 4)
    new = person.number % 5 == 2      # came in only days ago
    served = rng.randint(1, 6) if new else rng.randint(20, 500)
    person.start = START - timedelta(days=served)
    person.admission = person.start
    person.supervised = rng.random() > 0.04
    if person.number % 7 == 3 and after > 100:
        person.handover = START + timedelta(days=rng.randint(60, 110))
    if person.number in NO_RELEASE | ONLY_2099 | BEFORE_SENTENCE | IMPOSSIBLE:
        person.release = None


def risk(person, rng):
    person.rosh = rng.choices([None, "low", "medium", "high", "very_high"], [8, 22, 46, 20, 4])[0]
    person.mappa = rng.choices([None, 0, 1, 2, 3], [20, 58, 14, 7, 1])[0]


def opening(person):
    """The demo opens every case on the first morning; larger caseloads on Mondays."""
    return at(person.opened, 9)
