#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: what is due for a person stands in their calendar as other software reads it, moves and
ends there as it does here, and nobody finds it by guessing.

Method: `throughgate calendars` with the built plug-in on a store of handoffs; npm `ical.js` reads
the files. Then lists straight to the plug-in, for what is hard to bring about in a store.
"""
import json
import pathlib
import re
import tempfile
import unittest

from far_ends import FarEnds, play
from programs import START, Program, directory, handover_definitions, wait_for

SECRET = "sixteen letters and more"


class Calendars(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="throughgate-calendar-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.far = FarEnds(self.folder)
        self.addCleanup(self.far.end)
        self.served = self.folder / "served"
        (self.folder / "secret").write_text(SECRET + "\n", encoding="utf-8")
        self.settings = {"folder": self.served, "secret": f"file:{self.folder / 'secret'}"}

    def read(self, address):
        text = (self.served / address).read_bytes().decode("utf-8")
        self.assertNotIn("\n", text.replace("\r\n", ""), "a line ends without CRLF")
        return self.far("calendar", text=text)

    # --- from a store ----------------------------------------------------------------------------
    def publish(self, now=START):
        self.program = Program(self.folder / "store.db", now)
        self.program.must("apply", handover_definitions(
            self.folder / "workflows", "3 working days after raised", "4 days after raised"))
        staff = self.folder / "staff.csv"
        staff.write_text(directory("S01"), encoding="utf-8")
        self.program.must("import", "staff", staff)

    def open_case(self, noms, officer="S01"):
        opened = self.program.must("-o", "json", "case", "open", "--noms", noms, "prison=ZZA",
                                   "--assign", f"ro={officer}", "--assign", "pom=S04", "--as",
                                   "S05")
        return json.loads(opened.out)["case"]

    def given(self):
        return [part for name, value in self.settings.items()
                for part in ("--set", f"ical-feed.{name}={value}")]

    def write(self, *people, code=0):
        ended = self.program("calendars", *people, *self.given())
        self.assertEqual(ended.code, code, ended)
        self.assertNotIn(SECRET, ended.out + ended.err)
        return re.findall(r"^\w+ delivered: (\S+)$", ended.out, re.M)

    def test_a_handoff_stands_on_its_day_and_is_cancelled_when_it_is_acknowledged(self):
        self.publish()
        first, second = self.open_case("A9001ZZ"), self.open_case("A9002ZZ")
        (address,) = self.write("S01")
        self.assertRegex(address, r"^[0-9a-f]{40}\.ics$")
        calendar = self.read(address)
        self.assertEqual((calendar["method"], calendar["name"]), ("PUBLISH", "Handoffs"))
        self.assertEqual(
            [(each["uid"], each["title"]) for each in calendar["entries"]],
            [(f"{case}-1@throughgate", f"{case}: Handover to the responsible officer")
             for case in (first, second)])
        entry = calendar["entries"][0]
        self.assertEqual(
            {name: entry[name] for name in ("begins", "ends", "allDay", "sequence", "status")},
            {"begins": "2026-10-01", "ends": "2026-10-02", "allDay": True, "sequence": 0,
             "status": "CONFIRMED"})
        self.program.must("handoff", "ack", first, "H01", "--as", "S01")
        self.assertEqual(self.write("S01"), [address])
        now = {each["uid"]: each for each in self.read(address)["entries"]}
        ended = now[f"{first}-1@throughgate"]
        if ended["status"] == "CANCELLED":
            self.assertEqual(ended["sequence"], 1)
        else:  # the clock of the work itself runs on
            self.assertNotEqual(ended["begins"], "2026-10-01")
            self.assertEqual(ended["sequence"], 1)
        self.assertEqual(now[f"{second}-1@throughgate"]["sequence"], 0)

    def test_each_person_has_an_address_of_their_own_and_it_can_be_changed(self):
        self.publish()
        self.open_case("A9001ZZ")
        mine, theirs = self.write("S01", "S02")
        self.assertNotEqual(mine, theirs)
        self.assertEqual(self.read(theirs)["entries"], [])
        (other,) = self.write("S01=2")
        self.assertNotEqual(other, mine)
        self.assertFalse((self.served / mine).exists(), "the address that was given up is there")
        self.assertEqual(len(self.read(other)["entries"]), 1)

    def test_reading_for_a_calendar_is_logged(self):
        self.publish()
        case = self.open_case("A9001ZZ")
        self.write("S01")
        reads = json.loads(self.program.must("-o", "json", "audit", "reads").out)
        self.assertIn(("S01", case, "calendar"),
                      [(each["person"], each["case"], each["purpose"]) for each in reads])

    def test_of_somebody_who_has_left_no_address_stays(self):
        self.publish()
        self.open_case("A9001ZZ")
        self.write("S01=3", "S02")
        kept = self.program("calendars", "S01=0", "S88=0", *self.given())
        self.assertEqual((kept.code, kept.out), (0, "S01 delivered: removed 1 address\n"
                                                 "S88 delivered: removed 0 addresses\n"), kept)
        (address,) = self.write("S02")
        self.assertEqual({each.name for each in self.served.iterdir()},
                         {address, address.replace(".ics", ".json")})

    def test_a_running_engine_writes_calendars_too(self):
        self.publish(now=None)
        case = self.open_case("A9001ZZ")
        given = self.given()
        child = self.program.start("run", "--calendar", "S01", "--calendar", "S77", *given)
        self.addCleanup(child.__exit__)
        (written,) = wait_for("a calendar", lambda: list(self.served.glob("*.ics")))
        entries = self.read(written.name)["entries"]
        self.assertEqual([each["uid"] for each in entries], [f"{case}-1@throughgate"])
        wait_for("what is wrong with the other", lambda: "S77" in child.talk())
        self.assertEqual(child.terminate(), 0, child.talk())
        self.assertIn("the calendar of S77 was not written: no member of staff 'S77' is in the "
                      "directory; import the directory or correct the id; it has S01, S02, S03",
                      child.talk())
        (again,) = self.write("S01")
        self.assertEqual(again, written.name, "another address than the command's")
        self.assertEqual(self.program("run", "--calendar", "=2", *given).code, 2)

    def test_people_who_are_none_are_named_and_the_others_are_written(self):
        self.publish()
        ended = self.program("calendars", "S01=x", "=2", "--set",
                             f"ical-feed.folder={self.served}")
        self.assertEqual(ended.code, 2, ended)
        self.assertIn("'S01=x': write a staff id", ended.err)
        self.assertIn("'=2': write a staff id", ended.err)
        self.assertEqual(len(self.write("S77", "S01", code=3)), 1)

    # --- straight to the plug-in -----------------------------------------------------------------
    def play(self, *lists):
        messages = [{"effect_id": f"list-{i}", "notice_class": "calendar",
                     "body": json.dumps({"person": "S01", "items": items})}
                    for i, items in enumerate(lists)]
        answers, ended = play(self.folder, "ical-feed", self.settings, messages)
        self.assertEqual({each["outcome"] for each in answers}, {"delivered"}, ended)
        return self.read(answers[-1]["detail"])["entries"]

    def entry(self, ident="TG-000001-1", due="2026-03-20", **more):
        return {"id": ident, "title": "TG-000001: Handover", "due": due, **more}

    def test_a_moved_date_counts_on_and_what_comes_back_does_too(self):
        moved = self.play([self.entry()], [self.entry(due="2026-03-29")])
        self.assertEqual([(each["begins"], each["ends"], each["sequence"]) for each in moved],
                         [("2026-03-29", "2026-03-30", 1)])
        gone = self.play([])
        self.assertEqual([(each["status"], each["sequence"]) for each in gone], [("CANCELLED", 2)])
        back = self.play([self.entry()])
        self.assertEqual([(each["status"], each["sequence"]) for each in back], [("CONFIRMED", 3)])

    def test_texts_come_through_whatever_is_in_them(self):
        title = "Caf\u00e9; one, two \\ three " + "\u20ac" * 90
        text = "first line\nsecond, line; END:VEVENT\nlast"
        (shown,) = self.play([self.entry(title=title, text=text,
                                         link="https://tg.example/TG-000001?a=b,c")])
        self.assertEqual((shown["title"], shown["text"], shown["link"]),
                         (title, text, "https://tg.example/TG-000001?a=b,c"))

    def test_a_hundred_and_more_entries_keep_their_own_numbers(self):
        entries = [self.entry(f"TG-{i:06}-1") for i in range(300)]
        self.play(entries)
        entries[7]["due"] = "2026-04-01"
        shown = self.play(entries[:299])
        self.assertEqual({each["uid"]: each["sequence"] for each in shown if each["sequence"]},
                         {"TG-000007-1@throughgate": 1, "TG-000299-1@throughgate": 1})

    def test_a_notice_is_no_list(self):
        answers, _ = play(self.folder, "ical-feed", self.settings, [{"recipient": "S01"}])
        self.assertEqual(answers[0]["outcome"], "failed")
        self.assertIn("not notices", answers[0]["detail"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
