# SPDX-License-Identifier: MIT
"""The staff of invented prisons and community teams: five and six in the demo."""
from datetime import date, timedelta

from .days import START

PRISONS = {
    "ZZA": "Example Alder (HMP)",
    "ZZB": "Example Briar (HMP)",
    "ZZC": "Example Clover (HMP)",
    "ZZD": "Example Damson (HMP & YOI)",
    "ZZE": "Example Elder (HMP)",
}
TEAMS = ["N03SWM%d" % number for number in range(1, 7)]

WORDS = (
    "Aspen Birch Cedar Dogwood Elm Fir Gorse Hazel Ivy Juniper Larch Maple Nutmeg Oak Pine Quince "
    "Rowan Spruce Teasel Umber Vetch Willow Yarrow Almond Bracken Clover Daisy Foxglove Gentian "
    "Heather Iris Jasmine Lavender Marigold Nettle Orchid Poppy Rosemary Sorrel Thistle Violet "
    "Wren Robin Finch Heron Kestrel Linnet Magpie Osprey Plover Redwing Starling Swift Thrush "
    "Avocet Bittern Curlew Dunlin Egret Fulmar Gannet Harrier Jackdaw Kittiwake Lapwing Merlin "
    "Nightjar Petrel Siskin Tern Agate Basalt Chalk Flint Granite Jasper Marble Onyx Pebble Slate"
).split()

PRISON_ROLES = [  # role ids, how many, title
    ("gov_resettlement", 1, "Governor"), ("head_omu", 1, "Manager"), ("pom", 4, "Officer"),
    ("omu_admin", 2, "Administrator"), ("resettlement", 2, "Worker"), ("reception", 2, "Officer"),
    ("pel", 1, "Adviser"), ("id_bank", 1, "Administrator"), ("ciag", 1, "Adviser"),
    ("pwc", 1, "Coach"), ("key_worker", 1, "Officer"),
]
TEAM_ROLES = [
    ("spo", 1, "Manager"), ("ro", 8, "Officer"), ("acc_worker", 2, "Worker"),
    ("ete_worker", 2, "Worker"), ("women_worker", 2, "Worker"), ("hpt ap_team", 1, "Worker"),
    ("vlo mappa", 1, "Officer"),
]
WITHOUT_EMAIL = {"P106", "P307", "S103", "S205", "S409", "S511"}
DEMO = {"prisons": PRISONS, "women_at": "ZZC", "teams": TEAMS, "officers": 8, "managers": 4}
ABSENT = ["S104", "S108", "S206", "S303", "S307", "S405", "S502", "S604", "S608", "P103", "P108",
          "P204", "P305", "P404", "P503", "S201", "S110"]
COLUMNS = ["id", "name", "email", "login", "roles", "team", "deputy", "manager", "absent_from",
           "absent_until", "kind"]


class Member:
    """One row of the directory."""

    def __init__(self, number, name, roles, team, kind="person"):
        self.id, self.name, self.roles, self.team, self.kind = number, name, roles, team, kind
        self.email = "" if number in WITHOUT_EMAIL else number.lower() + "@staff.example"
        self.login = self.deputy = self.manager = ""
        self.absent_from = self.absent_until = None

    def is_absent(self, day):
        return self.absent_from is not None and self.absent_from <= day <= self.absent_until

    def row(self):
        dates = [day.isoformat() if day else "" for day in (self.absent_from, self.absent_until)]
        return [self.id, self.name, self.email, self.login, self.roles, self.team, self.deputy,
                self.manager, *dates, self.kind]


class Staff:
    """All members, and who can act in a role for a prison or team on a day."""

    def __init__(self, rng, plan=None):
        self.plan = plan or DEMO
        self.is_demo = plan is None
        self.prisons, self.teams = self.plan["prisons"], self.plan["teams"]
        self.women_at = self.plan["women_at"]
        self.prisons_of_men = [one for one in self.prisons if one != self.women_at or
                               len(self.prisons) == 1]
        self.members = {}
        self._groups = None            # by role and place, once all are there
        self._named = {}
        self._prisons()
        self._teams()
        self._absences(rng)
        self._groups = {}
        for member in self.members.values():
            for role in member.roles.split() if member.kind == "person" else ():
                self._groups.setdefault((role, member.team), []).append(member)

    def find(self, number):
        return self.members[number]

    def holding(self, role, place, day=None):
        """Persons of the place in that role, those absent on `day` left out."""
        if self._groups is not None:
            group = self._groups.get((role, place), [])
            return [member for member in group if not (day and member.is_absent(day))]
        return [member for member in self.members.values()
                if member.team == place and role in member.roles.split()
                and member.kind == "person" and not (day and member.is_absent(day))]

    def neighbour(self, person, prison):
        """Where somebody is moved who goes to `prison` in the demo; None: they stay."""
        if prison is None or self.is_demo:
            return prison
        others = [one for one in self.prisons_of_men if one != person.prison]
        return others[person.number % len(others)] if others and not person.female else None

    def _name(self, title):
        count = self._named.get(title, 0)
        self._named[title] = count + 1
        word = WORDS[(count * 7 + len(title)) % len(WORDS)]
        again = count // len(WORDS)
        return title + " " + word + ("-" + roman(again) if again else "")

    def _add(self, number, title, roles, team):
        member = Member(number, self._name(title), roles, team)
        self.members[number] = member
        return member

    def _group(self, prefix, first, place, roles):
        """Adds the roles of one place; everybody's manager is the first manager before them."""
        number = first
        wanted = {"ro": self.plan["officers"], "pom": self.plan["managers"]}
        for role, count, title in roles:
            for _ in range(wanted.get(role, count)):
                self._add("%s%03d" % (prefix, number), title, role, place)
                number += 1
        return number

    def _box(self, place, email=True):
        box = Member("BOX-" + place, "Mailbox " + place, "", place, "box")
        box.email = place.lower() + ".box@staff.example" if email else ""
        self.members[box.id] = box

    def _ring(self, role, place):
        group = self.holding(role, place)
        for index, member in enumerate(group):
            if len(group) > 1:
                member.deputy = group[(index + 1) % len(group)].id

    def _prisons(self):
        for index, prison in enumerate(self.prisons):
            first = 100 * (index + 1) + 1
            number = self._group("P", first, prison, PRISON_ROLES)
            if prison == self.women_at:
                self._add("P%03d" % number, "Officer", "mbu", prison)
                self._add("P%03d" % (number + 1), "Officer", "duty_women_lead", prison)
            self._box(prison)
            governor, head = "P%03d" % first, "P%03d" % (first + 1)
            for member in self._people_of(prison):
                member.manager = governor if member.id == head else head
            self.find(governor).manager = ""
            self.find(head).deputy = "P%03d" % (first + 2)
            for role in ("pom", "omu_admin", "resettlement", "reception"):
                self._ring(role, prison)

    def _teams(self):
        for index, team in enumerate(self.teams):
            first = 100 * (index + 1) + 1
            self._group("S", first, team, TEAM_ROLES)
            self._box(team, email=not self.is_demo or team != "N03SWM6")
            manager = "S%03d" % first
            for member in self._people_of(team):
                member.manager = manager
            for number in (first + 1, first + 2):
                self.find("S%03d" % number).roles = "ro duty_officer"
            self.find("S%03d" % (first + 1)).login = "demo" if index == 0 else ""
            for role in ("ro", "acc_worker", "ete_worker", "women_worker"):
                self._ring(role, team)
        self._heads()

    def _heads(self):
        """Two teams share a head, and each of the two managers stands in for the other."""
        for index in range(0, len(self.teams), 2):
            pair = self.teams[index:index + 2]
            number = ("S9%02d" if self.is_demo else "H%03d") % (index // 2 + 1)
            head = self._add(number, "Manager", "head_pdu", pair[0])
            managers = [self.holding("spo", team)[0] for team in pair]
            for manager, other in zip(managers, reversed(managers)):
                manager.manager = head.id
                manager.deputy = other.id if other is not manager else head.id

    def _people_of(self, place):
        return [member for member in self.members.values()
                if member.team == place and member.kind == "person"]

    def _absences(self, rng):
        numbers = ABSENT if self.is_demo else sorted(self.members)[::12]
        for number in numbers:
            member = self.find(number)
            member.absent_from = START + timedelta(days=rng.randint(7, 150))
            member.absent_until = member.absent_from + timedelta(days=rng.randint(4, 20))
        if not self.is_demo:
            return
        christmas = self.find("S602")
        christmas.absent_from, christmas.absent_until = date(2026, 12, 21), date(2027, 1, 8)


def roman(number):
    """Tells members of the same name apart; the demo needs three."""
    return "IJK"[number - 1] if number <= 3 else "N%d" % number


def directory_csv(staff):
    lines = [",".join(COLUMNS)]
    for number in sorted(staff.members):
        lines.append(",".join(staff.members[number].row()))
    return "\n".join(lines) + "\n"
