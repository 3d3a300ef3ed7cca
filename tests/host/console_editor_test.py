#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: an operator changes definitions in a browser that runs no scripts: what is not touched
stays byte for byte, what is saved survives, nobody's text is overwritten or lost, and nothing is
published by it.

Method: the real program on a store and a workflows folder of its own, asked as a browser asks; a
form's text arrives as browsers send it, every line end as CR LF.
"""
import html
import re
import shutil
import unittest

from console_site import clerk_of, open_case, signed_in
from editor_site import PATHWAY, Site, address, text_of


class Keeping(Site):
    def test_the_way_there_leads_from_the_definitions_page(self):
        self.assertIn('href="/definitions/edit"', self.iris.get("/definitions").text)
        page = self.iris.get("/definitions/edit")
        self.assertIn("spine/pathway.yaml", page.words)

    def test_a_text_that_nobody_touched_stays_as_it_is_byte_for_byte(self):
        odd = ["format: 1\r\npathway: x\r\n", "a: 1\nb: 2\r\nc: 3\n", "\n\nformat: 1", "a: 1\rb: 2",
               "# &amp; <b> \u00e9 \u2028 \"'\n", "no line end", "\ufeffformat: 1\n"]
        for number, text in enumerate(odd):
            path = f"accommodation/odd{number}.yaml"
            (self.workflows / path).write_bytes(text.encode("utf-8"))
            page = self.open(path)
            answer = self.keep(page, text_of(page))
            self.assertEqual(answer.status, 303)
            self.assertIn("Nothing was changed", self.iris.get(answer.headers["Location"]).words)
            self.assertEqual(self.kept(path), text)

    def test_a_changed_line_changes_that_line_alone(self):
        text = "# who\r\nformat: 1\r\nnobody_knows: this\nlast: 1\r\n"
        self.file.write_bytes(text.encode("utf-8"))
        page = self.open()
        self.keep(page, text.replace("format: 1\r\n", "format: 1\r\nnew: 2\r\n"))
        self.assertEqual(self.kept(), text.replace("format: 1\r\n", "format: 1\r\nnew: 2\r\n"))

    def test_a_draft_survives_a_restart_and_the_folder_stays_as_it_is(self):
        before = self.file.read_bytes()
        answer = self.change("Finding somewhere to live", "Finding a home")
        self.assertIn("Your draft is saved", self.iris.get(answer.headers["Location"]).words)
        self.server.__exit__()
        self.start()
        page = self.open()
        self.assertIn("Finding a home", text_of(page))
        self.assertIn("Changed", page.words)
        self.assertEqual(self.file.read_bytes(), before)
        drafts = self.program.store.parent / (self.program.store.name + ".drafts")
        self.assertEqual(drafts.stat().st_mode & 0o777, 0o700)
        for each in drafts.iterdir():
            self.assertEqual(each.stat().st_mode & 0o777, 0o600)

    def test_what_was_changed_can_be_taken_back_and_the_draft_discarded(self):
        before = self.kept()
        for way in ("drop", "discard"):
            self.change("Finding somewhere to live", "Finding a home")
            page = self.open()
            answer = self.iris.send(page, f"/definitions/edit/{way}", draft="iris", file=PATHWAY)
            self.assertEqual(answer.status, 303)
            self.assertEqual(self.kept(), before)

    def test_a_new_file_is_begun_and_a_name_that_leads_elsewhere_is_refused(self):
        page = self.open()
        for name in ("../x.yaml", "/etc/x.yaml", "a/../../x.yaml", "x.yaml", "a/x.txt", "a/.b.yaml",
                     PATHWAY, ""):
            answer = self.iris.send(page, "/definitions/edit/new", name=name, draft="iris",
                                    file=PATHWAY)
            self.assertEqual(answer.status, 422, name)
        answer = self.iris.send(page, "/definitions/edit/new", name="moving/pathway.yaml",
                                draft="iris", file=PATHWAY)
        self.assertEqual(answer.status, 303, answer)
        self.assertEqual(text_of(self.iris.get(answer.headers["Location"])), "format: 1\n")
        self.assertFalse((self.workflows / "moving").exists())

    def test_files_outside_the_folder_are_not_given(self):
        for path in ("../live.db", "/etc/passwd", "../../etc/passwd", "common/none.yaml"):
            self.assertEqual(self.iris.get(address(path)).status, 404, path)

    def test_a_text_that_is_too_long_or_no_text_is_refused_and_said(self):
        (self.workflows / "accommodation" / "bytes.yaml").write_bytes(b"a: \xff\n")
        page = self.iris.get(address("accommodation/bytes.yaml"))
        self.assertIn("not UTF-8", page.words)
        self.assertNotIn("<textarea", page.text)
        answer = self.keep(self.open(), "#" * (513 * 1024))
        self.assertEqual(answer.status, 422)
        self.assertIn("longer than 512 KiB", answer.words)
        page = self.open()
        self.assertNotIn("Changed", page.words)

    def test_without_a_workflows_folder_it_says_what_to_do(self):
        shutil.rmtree(self.workflows)
        page = self.iris.get("/definitions/edit")
        self.assertEqual(page.status, 404)
        self.assertIn("--workflows", page.words)


class Together(Site):
    def setUp(self):
        super().setUp()
        self.hazel = signed_in(self.server, "hazel")

    def test_two_who_change_one_text_lose_nothing(self):
        self.change("title: Accommodation", "title: Homes")
        mine, theirs = self.open(), self.open(draft="iris", browser=self.hazel)
        self.assertIn("This is the draft of iris", theirs.words)
        self.keep(theirs, text_of(theirs).replace("Homes", "Dwellings"), browser=self.hazel)
        refused = self.keep(mine, text_of(mine).replace("Homes", "Houses"))
        self.assertEqual(refused.status, 409)
        self.assertIn("was changed by hazel since you opened it", refused.words)
        self.assertIn("title: Houses", text_of(refused))
        self.assertIn("title: Dwellings", text_of(refused, "theirs"))
        self.assertIn("title: Dwellings", self.kept())
        answer = self.keep(refused, text_of(refused))
        self.assertEqual(answer.status, 303)
        self.assertIn("title: Houses", self.kept())

    def test_drafts_are_apart_and_somebody_elses_can_be_looked_at(self):
        self.change("title: Accommodation", "title: Homes")
        page = self.open(browser=self.hazel)
        self.assertIn("title: Accommodation", text_of(page))
        self.assertIn("The draft of iris", page.words)
        self.assertEqual(self.hazel.get(address(PATHWAY, "nobody")).status, 404)

    def test_the_last_change_of_somebody_elses_draft_is_taken_back_and_ones_own_is_shown(self):
        self.change("title: Accommodation", "title: Homes")
        theirs = self.open(draft="iris", browser=self.hazel)
        answer = self.hazel.send(theirs, "/definitions/edit/drop", draft="iris", file=PATHWAY)
        after = self.hazel.get(answer.headers["Location"])
        self.assertEqual(after.status, 200, after)
        self.assertIn("as in the workflows folder again", after.words)
        self.assertEqual(after.hidden("draft"), "hazel")

    def test_a_newer_publication_and_a_changed_folder_are_warned_of(self):
        self.change("title: Accommodation", "title: Homes")
        self.assertNotIn("newer version", self.open().words)
        text = self.file.read_text(encoding="utf-8").replace("Finding somewhere", "Looking for")
        self.file.write_text(text, encoding="utf-8")
        files = [{"path": str(each.relative_to(self.workflows)),
                  "text": each.read_text(encoding="utf-8")}
                 for each in sorted(self.workflows.rglob("*.yaml"))
                 if not each.name.endswith(".test.yaml")]
        token = self.program.must("token", "create", "--actor", "S06", "--role",
                                  "operator").out.strip()
        caller = self.server.caller(token)
        answer = None
        for _ in range(200):
            answer = caller("POST", "/api/v1/definitions", {"files": files},
                            Idempotency_Key="newer")
            if answer.status == 200:
                break
        self.assertEqual(answer.status, 200, answer)
        page = self.open()
        self.assertIn("A newer version was published since this draft was begun: accommodation",
                      page.words)
        self.assertIn("has changed in the workflows folder", page.words)
        answer = self.iris.send(page, "/definitions/edit/go-on", draft="iris", file=PATHWAY)
        self.assertEqual(answer.status, 303)
        self.assertNotIn("newer version", self.open().words)


class Reports(Site):
    def test_check_names_every_fault_with_its_place_and_a_way_there(self):
        page = self.report(self.change("to: address_check", "to: adress_check", "check"))
        self.assertIn("adress_check", page.words)
        found = re.search(r'href="(/definitions/edit\?[^"]*line=\d+)"', page.text)
        self.assertTrue(found, page)
        self.assertEqual(self.iris.get(html.unescape(found[1])).status, 200)
        self.assertRegex(page.words, r"Problems of each file .*accommodation/pathway.yaml 1 0")
        rule = re.search(r'href="(/definitions/edit/codes/(TG\d+))"', page.text)
        meaning = self.iris.get(rule[1])
        self.assertIn(rule[2] + ":", meaning.words)
        self.assertIn("Repair:", meaning.words)
        self.assertEqual(self.iris.get("/definitions/edit/codes/TG9999").status, 404)

    def test_tests_are_run_with_the_draft(self):
        page = self.open("spine/small.test.yaml")
        answer = self.keep(page, text_of(page), "tests")
        report = self.report(answer)
        self.assertRegex(report.words, r"Passed 1 Failed 1")
        self.assertIn("What the tests reached", report.words)
        other = self.open(PATHWAY)
        none = self.report(self.keep(other, text_of(other), "tests"))
        self.assertIn("No test lies in this folder", none.words)
        everything = html.unescape(re.search(r'href="([^"]*all=yes)"', none.text)[1])
        self.assertRegex(self.iris.get(everything).words, r"Passed 1 Failed 1")
        page = self.open("spine/small.test.yaml")
        text = text_of(page).replace("at_gate", "in_custody")
        self.assertRegex(self.report(self.keep(page, text, "tests")).words, r"Passed 2 Failed 0")

    def test_the_diagram_stands_there_as_tables(self):
        page = self.open()
        words = self.report(self.keep(page, text_of(page), "table")).words
        self.assertIn("Every way between the states of Accommodation", words)
        self.assertIn("place.sourcing", words)

    def test_what_changes_is_said_and_put_to_a_second_person(self):
        page = self.report(self.change("due: 14 days before release", "due: 20 days before release",
                                       "changes"))
        self.assertIn("accommodation", page.words)
        self.assertIn("Make this plan and ask for approval", page.words)
        action = html.unescape(re.search(r'action="(/definitions/edit/plan[^"]*)"', page.text)[1])
        answer = self.iris.send(page, action)
        self.assertEqual(answer.status, 303, answer.words)
        plan = self.iris.get(answer.headers["Location"])
        self.assertIn("In review", plan.words)
        self.assertIn("waits for approval", plan.words)

    def test_a_state_that_is_gone_is_mapped_by_one_button(self):
        clerk = clerk_of(self.program)
        for _ in range(200):
            if self.server.caller(clerk)("GET", "/api/v1/cases").status == 200:
                break
        open_case(self.server, clerk, {"supervised": True})
        page = self.open()
        text = text_of(page)
        changed = re.sub(r"\bscreen\b(?!\.)", "asking", text)
        report = self.report(self.keep(page, changed, "changes"))
        self.assertIn("place.screen", report.words)
        self.assertIn("Cases in place.screen now stand in", report.words)
        action = html.unescape(re.search(r'action="(/definitions/edit/map[^"]*)"', report.text)[1])
        refused = self.iris.send(report, action, **{"now-1": "no id"})
        self.assertEqual(refused.status, 422)
        self.assertIn("is no id of a state", refused.words)
        answer = self.iris.send(report, action, **{"now-1": "place.asking"})
        self.assertEqual(answer.status, 303, answer)
        self.assertIn("migrate:\n  states:\n    place.screen: place.asking\n", self.kept())
        after = self.iris.get(answer.headers["Location"])
        self.assertNotIn("Cases in place.screen", after.words)
        self.assertIn("Make this plan", after.words)

    def test_a_faulty_draft_cannot_be_put_forward(self):
        page = self.report(self.change("to: address_check", "to: adress_check", "changes"))
        self.assertIn("With errors in the draft there is no plan", page.words)
        answer = self.iris.send(self.open(), "/definitions/edit/plan", draft="iris", file=PATHWAY)
        self.assertEqual(answer.status, 422)
        self.assertIn("nothing that could be put forward", answer.words)


class Doors(Site):
    def test_a_script_may_run_and_styles_of_this_one_page_and_nothing_else(self):
        policies = {self.open().headers["Content-Security-Policy"] for _ in range(2)}
        self.assertEqual(len(policies), 2, "a nonce is of one page")
        for policy in policies:
            self.assertNotIn("unsafe", policy)
            self.assertIn("default-src 'none'", policy)

    def test_questions_of_a_script_are_answered_as_json(self):
        page = self.open()

        def ask(what, **fields):
            return self.iris.send(page, f"/definitions/edit/ask/{what}",
                                  **{"draft": "iris", "file": PATHWAY, **fields})
        text = text_of(page)
        answer = ask("check", text=text.replace("to: address_check", "to: adress_check"))
        self.assertEqual(answer.headers["Content-Type"], "application/json")
        self.assertIn('"fix"', answer.text)
        self.assertIn('"place.sourcing"', ask("diagram", text=text).text)
        script = '{"events": [{"event": {"name": "screen.done", "data": {"supervised": true}}}]}'
        answer = ask("simulate", text=text, script=script)
        self.assertEqual(answer.status, 200, answer)
        self.assertIn('"configuration":["place.screen"', answer.text)
        self.assertEqual(ask("simulate", text=text, script="{").status, 400)
        self.assertEqual(ask("nothing", text=text).status, 404)
        self.assertEqual(ask("keep", text="a: 1\n", seen="0").status, 409)
        offset = len(text[:text.index("stage: needed")].encode("utf-8")) + 1
        self.assertIn('"kind":"key"', ask("describe", text=text, offset=offset).text)
        self.assertIn('"text":"needed"', ask("complete", text=text, offset=offset + 8).text)
        untidy = text.replace("stage: needed", "stage:    needed", 1)
        self.assertIn('"edits":[{', ask("format", text=untidy).text)
        self.assertIn('"faults":[{', ask("format", text=text + "a: [1\n").text)
        mapped = ask("map", text=text, pathway="accommodation", was="place.gone",
                     now="place.screen")
        self.assertIn("place.gone: place.screen", mapped.text)
        self.assertEqual(ask("map", text=text, pathway="x", was="a", now="b").status, 404)
        self.assertIn(f'"files":{{"{PATHWAY}"', ask("check", text=text + "what: 1\n").text)

    def test_a_simulation_becomes_a_test_that_passes(self):
        page = self.open()
        fields = {"draft": "iris", "file": PATHWAY, "text": text_of(page),
                  "script": '{"events": [{"event": {"name": "screen.done", '
                            '"data": {"address.kind": "own"}}}, {"after": 86400000}]}'}

        def record(name):
            return self.iris.send(page, "/definitions/edit/ask/record", name=name, **fields)
        self.assertEqual(record("").status, 400)
        answer = record("It is asked where they will live")
        self.assertEqual(answer.status, 200, answer)
        made = "accommodation/it_is_asked_where_they_will_live.test.yaml"
        self.assertIn(made, answer.text)
        self.assertIn("send: screen.done", self.kept(made))
        report = self.report(self.keep(self.open(made), self.kept(made), "tests"))
        self.assertRegex(report.words, r"Passed 1 Failed 0")
        self.assertEqual(record("It is asked where they will live").status, 400)

    def test_a_recorded_test_is_of_the_pathway_that_is_open(self):
        answer = self.iris.send(
            self.open(), "/definitions/edit/ask/record", draft="iris", file="spine/pathway.yaml",
            text=self.kept("spine/pathway.yaml"), name="Away",
            script='{"events": [{"event": {"name": "elsewhere"}}]}')
        self.assertEqual(answer.status, 200, answer)
        made = self.kept("spine/away.test.yaml")
        self.assertIn("\ndefinitions: [spine]\n", made)
        self.assertIn("only_states: {spine: [phase.outside_prison,", made)

    def test_a_file_of_tests_has_no_diagram_and_no_simulation(self):
        path = "spine/small.test.yaml"
        for what in ("diagram", "simulate", "record"):
            answer = self.iris.send(self.open(), f"/definitions/edit/ask/{what}", draft="iris",
                                    file=path, text=self.kept(path), name="x",
                                    script='{"events": []}')
            self.assertEqual(answer.status, 400, what)
            self.assertIn(f"{path} holds tests and no states", answer.text)
        table = self.iris.get(f"/definitions/edit/report?what=table&file={path}")
        self.assertIn("holds tests and no states", table.words)

    def test_a_recorded_test_lies_beside_its_definition_however_deep_that_lies(self):
        deep = self.workflows / "sites" / "leeds"
        deep.mkdir(parents=True)
        (self.workflows / "spine" / "pathway.yaml").rename(deep / "spine.yaml")
        text = self.kept("sites/leeds/spine.yaml")
        fields = {"draft": "iris", "name": "Away",
                  "script": '{"events": [{"event": {"name": "elsewhere"}}]}'}
        answer = self.iris.send(self.open(), "/definitions/edit/ask/record", text=text,
                                file="sites/leeds/spine.yaml", **fields)
        self.assertIn('"sites/leeds/away.test.yaml"', answer.text)
        (deep / "spine.yaml").rename(self.workflows / "spine.yaml")
        answer = self.iris.send(self.open(), "/definitions/edit/ask/record", text=text,
                                file="spine.yaml", **fields)
        self.assertEqual(answer.status, 400)
        self.assertIn("spine.yaml lies in no folder", answer.text)

    def test_whoever_is_no_operator_is_refused(self):
        for user in ("birch", "aspen"):
            browser = signed_in(self.server, user)
            self.assertEqual(browser.get("/definitions/edit").status, 403)
            self.assertNotIn("/definitions", browser.get("/work").text)


if __name__ == "__main__":
    unittest.main(verbosity=2)
