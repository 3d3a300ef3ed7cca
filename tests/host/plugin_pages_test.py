#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: the page of each plug-in says what its settings are, all of them and no others.

Method: `throughgate -o json plugins` against the table under "Settings" of each README.
"""
import json
import pathlib
import re
import tempfile
import unittest

from programs import SOURCE, Program


def kind_of(setting):
    if setting["kind"] == "truth":
        return "true or false"
    if setting["kind"] == "number":
        return setting["allowed"]
    if setting["kind"] == "choice":
        return setting["allowed"].replace("|", ", ")
    return setting["kind"]


def default_of(setting):
    if setting["required"]:
        return "required"
    return f"`{setting['default']}`" if setting["default"] else "none"


def table_of(page):
    section = page.split("\n## Settings\n", 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) \| (.+) \|$", section, re.M)
    return [(name, kind, default) for name, kind, default, _ in rows]


class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            ended = Program(pathlib.Path(folder) / "none.db").must("-o", "json", "plugins")
        cls.plugins = {each["name"]: each for each in json.loads(ended.out)}

    def test_every_plug_in_has_a_page_with_its_settings(self):
        for name, plugin in self.plugins.items():
            with self.subTest(name):
                page = SOURCE / "plugins" / name / "README.md"
                told = [(each["name"], kind_of(each), default_of(each))
                        for each in plugin["settings"]]
                self.assertEqual(table_of(page.read_text(encoding="utf-8")), told)

    def test_every_folder_with_a_plug_in_is_listed(self):
        folders = {path.parent.name for path in (SOURCE / "plugins").glob("*/plugin.cpp")}
        self.assertEqual(set(self.plugins), folders)
        overview = (SOURCE / "plugins" / "README.md").read_text(encoding="utf-8")
        for name in folders:
            self.assertIn(f"[{name}]({name}/README.md)", overview)

    def test_no_secret_has_a_default(self):
        for plugin in self.plugins.values():
            for setting in plugin["settings"]:
                if setting["kind"] == "secret":
                    self.assertEqual(setting.get("default", ""), "", setting)


if __name__ == "__main__":
    unittest.main(verbosity=2)
