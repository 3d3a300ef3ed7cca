#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: what our components of the Ministry of Justice's design system are held against is what its
own Nunjucks makes, in the version that the console's style sheet is built from.

Method: npm's nunjucks renders the templates of the package in build/console; what comes out lies in
tests/golden/console/moj.json, against which console_fixtures_test compares ours. TG_UPDATE=1 writes
the file anew. Without the tools it fails and says which is missing.
"""
import os
import shutil
import subprocess
import unittest

from browser_tools import JOURNEYS, SOURCE, TOOLS

GOLDEN = SOURCE / "tests" / "golden" / "console" / "moj.json"
PACKAGE = SOURCE / "build/console/node_modules/@ministryofjustice/frontend/moj"


class Fixtures(unittest.TestCase):
    def test_they_are_what_the_templates_make(self):
        missing = [str(each) for each in (TOOLS / "node_modules" / "nunjucks", PACKAGE)
                   if not each.exists()]
        self.assertEqual(missing, [], "`./dev test` installs what is missing")
        shutil.copy(JOURNEYS / "moj_fixtures.mjs", TOOLS)
        made = subprocess.run(["node", "moj_fixtures.mjs", PACKAGE], cwd=TOOLS, text=True,
                              check=True, capture_output=True, timeout=60).stdout
        if os.environ.get("TG_UPDATE") == "1":
            GOLDEN.parent.mkdir(exist_ok=True)
            GOLDEN.write_text(made, encoding="utf-8")
        self.assertEqual(made, GOLDEN.read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
