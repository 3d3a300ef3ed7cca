# SPDX-License-Identifier: MIT
"""How big caseloads are: a probation delivery unit, a local prison, one company, the country."""
from dataclasses import dataclass

WORDS = ("Alder Birch Cedar Dogwood Elm Fir Gorse Hazel Ivy Juniper Larch Maple Nutmeg Oak Pine "
         "Quince Rowan Spruce Teasel Umber Vetch Willow Yarrow Almond Bracken Clover").split()


@dataclass(frozen=True)
class Profile:
    """All the numbers of one; everything else is drawn from them and the seed."""

    people: int            # cases opened in all, whoever is on licence already among them
    releases_a_week: int   # of people who are in prison when their case opens
    days: int              # how long the feed goes on
    prisons: int           # the first one holds women, where there are women
    teams: int
    officers: int          # responsible officers in each team
    managers: int          # prison offender managers in each prison
    moved_on_a_week: int = 0    # received, and moved to another prison before any release
    women: float = 0.05
    longest_inside: int = 400   # days between the opening of a case and the release, at most
    window_only: bool = False   # every case opens twelve weeks before release
    everybody_held_at: int = 0  # 0: people are spread over the prisons; else: over the first ones

    @property
    def weeks(self):
        return (self.days + 6) // 7

    def staff_plan(self):
        codes = ["Z" + "ABCDEFGHJKLMNPQRSTUVWXYZ"[i // 24] + "ABCDEFGHJKLMNPQRSTUVWXYZ"[i % 24]
                 for i in range(self.prisons)]
        names = ["Example %s%s (HMP)" % (WORDS[i % len(WORDS)],
                                         " %d" % (i // len(WORDS) + 1) if i >= len(WORDS) else "")
                 for i in range(self.prisons)]
        return {"prisons": dict(zip(codes, names)),
                "women_at": codes[0] if self.women else None,
                "teams": ["N%02dSWM%d" % (3 + i // 9, i % 9 + 1) for i in range(self.teams)],
                "officers": self.officers, "managers": self.managers}


PROFILES = {
    "pdu": Profile(people=2300, releases_a_week=11, days=365, prisons=3, teams=5, officers=9,
                   managers=4),
    "prison": Profile(people=5300, releases_a_week=40, days=365, prisons=2, teams=6, officers=8,
                      managers=27, moved_on_a_week=40, women=0.0, everybody_held_at=1),
    "crc": Profile(people=13500, releases_a_week=65, days=365, prisons=9, teams=21, officers=10,
                   managers=6),
    "national": Profile(people=47500, releases_a_week=1130, days=28, prisons=92, teams=108,
                        officers=10, managers=4, women=0.08, window_only=True),
}
