#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: what an officer prints is right and can be read by everybody: facts with their source, open
needs, the release sheet, the lists by wing, the contact for the probation record.

Method: the shipped workflows in a store at a fixed virtual time; two invented people, one of them
with appointments that clash. What is printed is compared with tests/golden/host; HTML is read by a
parser that keeps to its rules. TG_UPDATE=1 rewrites the files.
"""
import html.parser
import json
import unittest

from programs import SOURCE, Program, newest_build
from transcript import Case

START = "2026-11-02T09:00:00Z"
PROGRAM = newest_build() / "throughgate"
EMPTY = {"meta", "link", "br", "hr", "img", "input"}

PEOPLE = [
    {"prisonerNumber": "A9001ZZ", "crn": "X900001", "gender": "Male", "prisonId": "ZZA",
     "cellLocation": "B-2-014", "confirmedReleaseDate": "2026-11-27", "receptionDate": "2026-11-01",
     "sentenceStartDate": "2026-10-30", "sentenceExpiryDate": "2027-05-01",
     "communityTeam": "N03A", "communityManager": {"code": "S01", "unallocated": False},
     "prisonManager": {"code": "S04"}},
    {"prisonerNumber": "A9002ZZ", "crn": "X900002", "gender": "Female", "prisonId": "ZZA",
     "cellLocation": "A-1-002", "confirmedReleaseDate": "2026-11-28", "receptionDate": "2026-09-01",
     "sentenceStartDate": "2026-09-01", "sentenceExpiryDate": "2027-05-01",
     "communityTeam": "N03A", "communityManager": {"code": "S02", "unallocated": False}},
]


class Outline(html.parser.HTMLParser):
    """Keeps what a screen reader goes by, and every breach of the rules of nesting."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.open, self.faults, self.tags, self.ids, self.labels = [], [], [], [], []
        self.language, self.headings, self.headers, self.text = None, [], [], ""
        self.feed(page)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self.open]

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags.append(tag)
        if tag == "html":
            self.language = given.get("lang")
        if tag == "th":
            self.headers.append(given.get("scope"))
        if "id" in given:
            self.ids.append(given["id"])
        if "aria-labelledby" in given:
            self.labels.append(given["aria-labelledby"])
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data):
        self.text += data
        if self.open and self.open[-1] in ("h1", "h2"):
            self.headings.append((self.open[-1], data.strip()))


class Sheets(Case):
    prepared = None

    def setUp(self):
        """Every test has a copy of one store: publishing the workflows takes its time."""
        super().setUp()
        self.program = Program(self.folder / "store.db", START, PROGRAM)
        self.say.program = self.program
        if Sheets.prepared is None:
            self.prepare()
            Sheets.prepared = (self.folder / "store.db").read_bytes()
        (self.folder / "store.db").write_bytes(Sheets.prepared)

    def prepare(self):
        self.publish(definitions=SOURCE / "workflows")
        records = self.folder / "people.json"
        records.write_text(json.dumps({"content": PEOPLE}), encoding="utf-8")
        self.program.must("import", "prisoners", records)
        self.send("TG-000001", "screen.done", "needs.summary=somewhere to live", as_="S04")

    def send(self, case, event, *fields, as_="S01"):
        settings = [part for field in fields for part in ("--set", field)]
        return self.program.must("case", "send", case, event, *settings, "--as", as_)

    def set_first(self, when="2026-11-27T10:00:00Z", travel=45):
        self.send("TG-000001", "appointment.set", f"appointment.at={when}",
                  "appointment.place=Probation office <1> & Co", f"appointment.travel={travel}")

    def json(self, *arguments):
        return json.loads(self.program.must("-o", "json", *arguments).out)

    def kinds(self):
        return [each["kind"] for each in self.json("case", "sheet", "TG-000001")["clashes"]]

    def test_pages_as_text(self):
        self.set_first()
        self.say(0, "case", "facts", "TG-000001")
        self.say(0, "case", "needs", "TG-000001")
        self.say(0, "case", "sheet", "A9001ZZ")
        self.say(0, "report", "out", "--from", "2026-11-27", "--to", "2026-11-28")
        self.say(0, "report", "out", "--on", "2026-11-27", "--establishment", "ZZA", "--wing", "A")
        self.say(0, "report", "in")
        self.say(0, "handoff", "text", "TG-000001", "H02")
        self.say.check("sheets")

    def test_what_is_refused(self):
        self.say(3, "case", "sheet", "TG-000009")
        self.say(3, "case", "needs", "TG-000001", "--language", "fr")
        self.say(3, "handoff", "text", "TG-000001", "H99")
        self.say(2, "report", "out", "--on", "friday")
        self.say(2, "report", "out", "--on", "2026-11-27", "--from", "2026-11-27")
        self.say(2, "report", "out", "--from", "2026-11-27", "--to", "2026-11-26")
        self.say(3, "report", "out", "--from", "2026-11-27", "--after", "TG-000009")
        self.say.check("sheets_refused")

    def test_a_fact_says_which_system_it_came_from(self):
        facts = {each["name"]: each for each in self.json("case", "facts", "TG-000001")["facts"]}
        self.assertEqual(facts["prison"]["source"], "prisoner-record")
        self.assertEqual(facts["location"]["value"], "B-2-014")
        self.assertEqual((facts["needs.summary"]["source"], facts["needs.summary"]["by"]),
                         ("here", "S04"))
        self.assertEqual(facts["whereabouts"]["source"], "workflow")
        feed = self.folder / "feed.jsonl"
        feed.write_text(json.dumps({
            "source": "ndelius", "id": "1", "at": "2026-11-02T07:30:00Z", "actor": "S01",
            "person": {"nomsNumber": "A9001ZZ"}, "event": "appointment.set",
            "fields": {"appointment.at": "2026-11-27T14:00:00Z"}}) + "\n", encoding="utf-8")
        self.program.must("import", "events", feed)
        later = Program(self.folder / "store.db", "2026-11-02T15:00:00Z", PROGRAM)
        facts = {each["name"]: each
                 for each in json.loads(later.must("-o", "json", "case", "facts",
                                                   "TG-000001").out)["facts"]}
        self.assertEqual(facts["appointment.at"]["age"], "from nDelius, 6 h ago")
        self.assertEqual(facts["appointment.at"]["effective"], "2026-11-02T07:30:00Z")

    def test_a_clash_is_on_the_sheet_the_list_and_the_worklist_until_it_is_mended(self):
        self.assertEqual(self.kinds(), [])
        self.set_first()
        self.assertEqual(self.kinds(), ["gate"])  # 60 minutes after the gate; 90 are wanted
        listed = self.json("report", "out", "--on", "2026-11-27")["cases"]
        self.assertEqual([each["kind"] for each in listed[0]["clashes"]], ["gate"])
        work = self.program.must("worklist", "S01").out
        self.assertIn("cannot be kept as planned", work)
        self.assertNotIn("cannot be kept as planned", self.program.must("worklist", "S02").out)
        self.set_first("2026-11-27T10:30:00Z")
        self.assertEqual(self.kinds(), [])
        self.assertNotIn("cannot be kept as planned", self.program.must("worklist", "S01").out)
        self.set_first("2026-11-26T10:30:00Z")
        self.assertEqual(self.kinds(), ["release"])  # the day before the release

    def test_lists_are_by_wing_and_go_on_where_a_page_ended(self):
        both = ["report", "out", "--from", "2026-11-27", "--to", "2026-11-28"]
        rows = self.json(*both)["cases"]
        self.assertEqual([(each["wing"], each["case"]) for each in rows],
                         [("A", "TG-000002"), ("B", "TG-000001")])
        first = self.json(*both, "--limit", "1")
        self.assertEqual((first["total"], first["next"]), (2, "TG-000002"))
        second = self.json(*both, "--limit", "1", "--after", first["next"])
        self.assertEqual(([each["case"] for each in second["cases"]], second["next"]),
                         (["TG-000001"], ""))
        came = self.json("report", "in")  # yesterday, by the store's own clock
        self.assertEqual([(each["case"], each["how"]) for each in came["cases"]],
                         [("TG-000001", "new")])

    def test_services_are_offered_to_whom_they_are_for(self):
        def offered(case):
            return {service["id"] for need in self.json("case", "needs", case)["needs"]
                    for service in need["services"]}
        self.assertIn("crs_ete", offered("TG-000001"))
        self.assertNotIn("crs_ete", offered("TG-000002"))
        self.assertIn("womens_services", offered("TG-000002"))

    def test_welsh_labels_are_shown_and_the_rest_stays_english(self):
        page = self.program.must("case", "sheet", "TG-000001", "--language", "cy").out
        self.assertIn("Dydd Gwener 27 Tachwedd 2026", page)
        self.assertIn("Llety", page)
        self.assertIn("Release sheet", page)
        html_page = self.program.must("case", "sheet", "TG-000001", "--language", "cy",
                                      "--format", "html").out
        self.assertEqual(Outline(html_page).language, "cy")

    def test_the_contact_tells_nothing_of_the_person_but_the_reference(self):
        text = self.program.must("handoff", "text", "TG-000001", "H02").out
        self.assertIn("TG-000001", text)
        for personal in ("A9001ZZ", "X900001", "somewhere to live"):
            self.assertNotIn(personal, text)

    def test_protected_facts_stay_out_of_what_is_printed(self):
        for command in (["case", "sheet", "TG-000001"], ["case", "needs", "TG-000001"],
                        ["report", "out", "--on", "2026-11-27"]):
            self.assertNotIn("somewhere to live", self.program.must(*command).out)

    def test_html_is_well_formed_and_made_for_screen_readers_and_printers(self):
        self.set_first()
        for command in (["case", "needs", "TG-000001"], ["case", "sheet", "TG-000001"],
                        ["report", "out", "--on", "2026-11-27"], ["report", "in"]):
            with self.subTest(command=command):
                page = self.program.must(*command, "--format", "html").out
                outline = Outline(page)
                self.assertEqual(outline.faults, [])
                self.assertEqual(outline.language, "en")
                self.assertTrue(page.startswith("<!DOCTYPE html>"))
                self.assertEqual([tag for tag, _ in outline.headings].count("h1"), 1)
                self.assertEqual(outline.headings[0][0], "h1")
                for landmark in ("header", "main", "footer", "title"):
                    self.assertEqual(outline.tags.count(landmark), 1, landmark)
                self.assertNotIn(None, outline.headers)  # each says whether row or column
                self.assertEqual(len(outline.ids), len(set(outline.ids)))
                self.assertEqual(set(outline.labels) - set(outline.ids), set())
                self.assertNotIn("script", outline.tags)
                self.assertIn("@media print", page)
        sheet = self.program.must("case", "sheet", "TG-000001", "--format", "html").out
        self.assertIn("Probation office &lt;1&gt; &amp; Co", sheet)


if __name__ == "__main__":
    unittest.main()
