# SPDX-License-Identifier: MIT
"""A running console over a workflows folder of its own, and an operator who edits in a browser that
runs no scripts: a form's text arrives as browsers send it, every line end as CR LF."""
import html
import pathlib
import re
import shutil
import tempfile
import unittest
import urllib.parse

from console_site import HALF_RIGHT, serve_live, signed_in, with_users
from programs import SMALL

PATHWAY = "accommodation/pathway.yaml"


def text_of(page, name="text"):
    """As a browser has it: the first line end is not part of it."""
    shown = re.search(rf'<textarea[^>]*id="{name}"[^>]*>(.*?)</textarea>', page.text, re.S)[1]
    return html.unescape(shown.removeprefix("\n"))


def as_sent(text):
    return re.sub(r"\r\n|\r|\n", "\r\n", text)


def address(path, draft=""):
    query = {"file": path, **({"draft": draft} if draft else {})}
    return "/definitions/edit?" + urllib.parse.urlencode(query)


class Site(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="throughgate-editor-")
        self.addCleanup(folder.cleanup)
        self.workflows = pathlib.Path(folder.name) / "workflows"
        shutil.copytree(SMALL, self.workflows)
        shutil.rmtree(self.workflows / "charts")
        self.file = self.workflows / PATHWAY
        self.file.write_bytes(self.file.read_bytes() + b"# kept\n")
        (self.workflows / "spine" / "small.test.yaml").write_text(HALF_RIGHT, encoding="utf-8")
        self.program = with_users(folder.name)
        self.program.must("user", "add", "hazel", "--actor", "S06", "--role", "operator",
                          "--password-from", self.program.store.parent / "password")
        self.start()

    def start(self):
        self.server = serve_live(self.program, "--workflows", str(self.workflows))
        self.addCleanup(self.server.__exit__)
        self.iris = signed_in(self.server, "iris")

    def open(self, path=PATHWAY, draft="", browser=None):
        page = (browser or self.iris).get(address(path, draft))
        self.assertEqual(page.status, 200, page)
        return page

    def keep(self, page, text, act="keep", browser=None):
        fields = {name: page.hidden(name) for name in ("draft", "file", "seen")}
        return (browser or self.iris).send(page, "/definitions/edit/keep", text=as_sent(text),
                                           act=act, **fields)

    def kept(self, path=PATHWAY, draft="iris"):
        answer = self.iris.get("/definitions/edit/file?" +
                               urllib.parse.urlencode({"file": path, "draft": draft}))
        self.assertEqual(answer.status, 200)
        return answer.text

    def change(self, old, new, act="keep"):
        page = self.open()
        text = text_of(page)
        self.assertIn(old, text)
        return self.keep(page, text.replace(old, new, 1), act)

    def report(self, answer):
        self.assertEqual(answer.status, 303, answer)
        self.assertTrue(answer.headers["Location"].startswith("/definitions/edit/report?"))
        page = self.iris.get(answer.headers["Location"])
        self.assertEqual(page.status, 200, page)
        return page


__all__ = ["PATHWAY", "Site", "address", "text_of"]
