# SPDX-License-Identifier: MIT
"""Need trackers: money, health, family, thinking. Half of the people were asked about them."""
import random
from datetime import timedelta

from .days import add_working, at, in_hours

HANDOFFS = {"finance": "H23F", "health": "H23H", "families": "H23C", "attitudes": "H23A"}


def needs_story(story, left):
    """From a stream of chance of its own, so that it moves nothing that the others draw."""
    if story.person.number % 2:
        return
    others, story.rng = story.rng, random.Random("needs %d" % story.person.number)
    ask(story, story.rng, left)
    story.rng = others


def ask(story, rng, left):
    asked = in_hours(rng, add_working(story.person.opened, rng.randint(1, 5)))
    for need in HANDOFFS:
        answer = rng.choices(["wanted", "not_needed", "declined"], [45, 38, 17])[0]
        if story.tell(asked, need + ".asked", "resettlement", {need + ".need": answer}) is None:
            return
        asked += timedelta(minutes=rng.randint(4, 9))
        if answer == "wanted":
            met = inside(story, rng, need, asked)
            if left is not None and not met:
                outside(story, rng, need, left)


def inside(story, rng, need, asked):
    """Whether the need was met before release."""
    day = story.person.last_release
    if day is None or day > story.feed.staff_horizon:
        return False
    begun = max(story.soon(asked, 6), at(day - timedelta(days=80), 11))
    if rng.random() < 0.15 or begun.date() >= day:
        return False
    plan = {need + ".plan": "demo text"}
    moment = story.tell(begun, need + ".started", "resettlement", plan)
    while moment is not None:
        moment = story.soon(moment + timedelta(days=rng.randint(18, 26)), 2)
        if moment.date() >= day:
            return False
        if rng.random() < 0.4:
            return story.tell(moment, need + ".met", "resettlement",
                              {need + ".result": "demo text"}) is not None
        moment = story.tell(moment, need + ".reviewed", "resettlement", plan)
    return False


def outside(story, rng, need, left):
    """An open need goes through the gate to a named officer."""
    seen = story.acknowledge(left, HANDOFFS[need], "ro", 1)
    story.complete(seen, HANDOFFS[need], "ro", 0, 2)
    moment = story.soon(left + timedelta(days=rng.randint(20, 26)), 2)
    if rng.random() < 0.5:
        story.tell(moment, need + ".met", "ro", {need + ".result": "demo text"})
    else:
        story.tell(moment, need + ".reviewed", "ro", {need + ".plan": "demo text"})
