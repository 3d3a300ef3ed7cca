#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: the page of each shipped pathway shows the pathway as it is.
Method: its tables of states and its diagram are made anew by the built program and compared, the
diagram by what is written in it, because Graphviz places things otherwise in each version. Then a
page and a diagram with planted faults have to be found out. TG_UPDATE=1 writes both anew."""
import os
import pathlib
import re
import shutil
import subprocess
import unittest
import xml.etree.ElementTree as xml

SOURCE = pathlib.Path(os.environ.get("TG_SOURCE_DIR", pathlib.Path(__file__).parents[3]))
BUILD = pathlib.Path(os.environ.get("TG_BUILD_DIR", SOURCE / "build" / "release"))
FOLDERS = sorted(path.parent for path in (SOURCE / "workflows").glob("*/pathway.yaml"))
SECTIONS = ["## What it is for", "## Dates", "## Handoffs", "## What to change, and what not",
            "## Tests", "## Every state and every way out of it"]
START, END = "<!-- made by workflow_pages_test.py -->", "<!-- end of what is made -->"
SVG = "{http://www.w3.org/2000/svg}"


def graph(folder, form):
    run = subprocess.run([BUILD / "throughgate", "graph", folder / "pathway.yaml",
                          "--format", form], capture_output=True, text=True, check=True)
    return run.stdout


def tables(folder):
    """The first table of the program, one for each strand, in the order of the file."""
    head, line, *rows = graph(folder, "table").split("\n\n")[0].splitlines()
    strands = {}
    for row in rows:
        strands.setdefault(re.match(r"\| `([^`.]+)", row).group(1), []).append(row)
    parts = [f"### {name}\n\n" + "\n".join([head, line, *rows]) for name, rows in strands.items()]
    return f"{START}\n\n" + "\n\n".join(parts) + f"\n\n{END}\n"


def written_in(svg):
    """What stands in each box and beside each arrow, without places and line breaks."""
    found = []
    for group in xml.fromstring(svg).iter(SVG + "g"):
        words = [text.text or "" for text in group.findall(SVG + "text")]
        words += [text.text or "" for text in group.findall(SVG + "a/" + SVG + "text")]
        if words:
            found.append(f"{group.get('class')}: {' '.join(words)}")
    return sorted(found)


def faults_of_page(page, made):
    faults = [f"there is no section '{one}'" for one in SECTIONS if f"\n{one}\n" not in page]
    if "](diagram.svg)" not in page:
        faults.append("the diagram is not shown")
    if made not in page:
        faults.append("the tables of states are old: run this test with TG_UPDATE=1")
    return faults


class WorkflowPages(unittest.TestCase):
    def setUp(self):
        self.assertGreater(len(FOLDERS), 7)
        if os.environ.get("TG_UPDATE") == "1":
            for folder in FOLDERS:
                page = folder / "README.md"
                text = page.read_text(encoding="utf-8").split(START)[0]
                page.write_text(text + tables(folder), encoding="utf-8")
                (folder / "diagram.svg").write_text(graph(folder, "svg"), encoding="utf-8")

    def test_each_page_has_its_sections_and_the_tables_of_today(self):
        for folder in FOLDERS:
            with self.subTest(folder.name):
                page = (folder / "README.md").read_text(encoding="utf-8")
                self.assertEqual([], faults_of_page(page, tables(folder)))

    def test_each_diagram_names_what_the_pathway_holds(self):
        if shutil.which("dot") is None:
            self.fail("Graphviz is missing: apt-get install graphviz")
        for folder in FOLDERS:
            with self.subTest(folder.name):
                kept = (folder / "diagram.svg").read_text(encoding="utf-8")
                self.assertEqual(written_in(graph(folder, "svg")), written_in(kept),
                                 "the diagram is old: run this test with TG_UPDATE=1")

    def test_an_old_page_and_an_old_diagram_are_found_out(self):
        folder = FOLDERS[0]
        page = (folder / "README.md").read_text(encoding="utf-8")
        for old, new, fault in [("## Dates\n", "## Days\n", "no section '## Dates'"),
                                ("](diagram.svg)", "](picture.svg)", "diagram is not shown"),
                                ("| stays |", "| goes |", "tables of states are old")]:
            self.assertIn(old, page)
            with self.subTest(old):
                self.assertIn(fault, "\n".join(faults_of_page(page.replace(old, new),
                                                              tables(folder))))
        kept = (folder / "diagram.svg").read_text(encoding="utf-8")
        self.assertIn("Finished", kept)
        self.assertNotEqual(written_in(kept), written_in(kept.replace("Finished", "Ended", 1)))


if __name__ == "__main__":
    unittest.main()
