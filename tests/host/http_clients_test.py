#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: the API can be called from other languages, by hand and through clients that outside tools
generate from its OpenAPI document; an outside linter finds nothing wrong with the document.

Method: the programs of examples/clients and a TypeScript client, each against a fresh
`throughgate serve --demo` with a token of nobody in particular; they all print
examples/clients/expected.txt, and the mirror that each program keeps is what the server has. A
language or a tool that is not installed is a failure that names it: `./dev test` installs them.
"""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from http_server import Caller, serve_demo
from programs import BUILD, SOURCE

CLIENTS = SOURCE / "examples" / "clients"
NPM = SOURCE / "tests" / "host" / "npm"
INSTALLED = pathlib.Path(os.environ.get("TG_NPM", BUILD.parent / "npm"))


def run(arguments, **options):
    return subprocess.run([str(each) for each in arguments], capture_output=True, text=True,
                          timeout=300, check=False, stdin=subprocess.DEVNULL, **options)


class Clients(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="throughgate-clients-")
        self.addCleanup(self.temporary.cleanup)
        self.folder = pathlib.Path(self.temporary.name)

    def needs(self, *programs):
        for program in programs:
            if shutil.which(program) is None:
                self.fail(f"{program} is not installed; `./dev test` installs it")

    def serve(self):
        server = serve_demo(self.folder, person=None)
        self.addCleanup(server.__exit__)
        return server

    def prints_what_is_expected(self, *command):
        mirror = self.folder / "mirror"
        expected = (CLIENTS / "expected.txt").read_text(encoding="utf-8")
        for store in ("the first", "another, which refuses the cursor that was kept"):
            server = self.serve()
            environment = dict(os.environ, TG_URL=server.url, TG_TOKEN=server.token,
                               TG_MIRROR=str(mirror))
            ended = run(command, env=environment, cwd=CLIENTS)
            with self.subTest(store):
                self.assertEqual((ended.stdout, ended.returncode), (expected, 0), ended.stderr)
                self.is_a_mirror_of(server, mirror)

    def is_a_mirror_of(self, server, mirror):
        call = server.caller()
        rows = call("GET", "/api/v1/cases").json["items"]
        self.assertEqual({path.name for path in mirror.iterdir()},
                         {"cursor", *(row["case"] + ".json" for row in rows)})
        for row in rows:
            kept = json.loads((mirror / f"{row['case']}.json").read_text(encoding="utf-8"))
            self.assertEqual(kept, call("GET", f"/api/v1/cases/{row['case']}").json)
        cursor = (mirror / "cursor").read_text(encoding="utf-8").strip()
        page = call("GET", f"/api/v1/changes?after={cursor}").json
        self.assertEqual((page["items"], page["more"]), ([], False))

    def test_curl(self):
        self.needs("curl", "jq")
        self.prints_what_is_expected("sh", "client.sh")

    def test_python(self):
        self.prints_what_is_expected("python3", "client.py")

    def test_node(self):
        self.needs("node")
        self.prints_what_is_expected("node", "client.mjs")

    def test_java(self):
        self.needs("java")
        self.prints_what_is_expected("java", "Client.java")

    # --- outside tools ---------------------------------------------------------------------------

    def tool(self, name):
        self.needs("node")
        path = INSTALLED / "node_modules" / ".bin" / name
        if not path.exists():
            self.fail(f"the npm tool {name} is not installed; `./dev test` installs it into "
                      f"{INSTALLED}")
        return path

    def documents(self):
        server = self.serve()
        for name in ("openapi.json", "openapi-3.0.json"):
            path = self.folder / name
            path.write_bytes(Caller(server.port)("GET", "/" + name).body)
            yield path, server

    def test_a_linter_finds_nothing_in_either_document(self):
        lint = self.tool("spectral")
        for path, _ in self.documents():
            ended = run([lint, "lint", path, "--ruleset", NPM / ".spectral.yaml",
                         "--fail-severity", "warn"])
            self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)

    def test_a_linter_finds_a_planted_fault(self):
        path, _ = next(self.documents())
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('"operationId":"showCase"', '"operationId":"listCases"'),
                        encoding="utf-8")
        ended = run([self.tool("spectral"), "lint", path, "--ruleset", NPM / ".spectral.yaml",
                     "--fail-severity", "warn"])
        self.assertNotEqual(ended.returncode, 0)
        self.assertIn("operationId", ended.stdout)

    def test_a_generated_client_calls_the_api(self):
        generate, compiler = self.tool("openapi-typescript"), self.tool("tsc")
        for path, server in self.documents():
            place = self.folder / path.stem
            shutil.copytree(NPM, place)
            (place / "node_modules").symlink_to(INSTALLED / "node_modules")
            for command in ([generate, path, "-o", place / "api.d.ts"], [compiler, "-p", place]):
                ended = run(command, cwd=place)
                self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
            fresh = self.serve()
            ended = run(["node", place / "client.js"], cwd=place,
                        env=dict(os.environ, TG_URL=fresh.url, TG_TOKEN=fresh.token))
            expected = (CLIENTS / "expected.txt").read_text(encoding="utf-8")
            self.assertEqual((ended.stdout, ended.returncode), (expected, 0), ended.stderr)


if __name__ == "__main__":
    unittest.main()
