#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: an editor that holds a file against `throughgate schema` says what `throughgate check`
says, as far as a schema can: npm `ajv` takes every shipped definition, example and file of tests,
and refuses what `check` refuses for its shape.

Method: every file as it is, then mutations of the small definitions line by line, given to both.
Refusals that are no matter of shape (a name nobody declares, a date that no calendar has) are left
to `check`.
"""
import json
import os
import random
import re
import subprocess
import tempfile
import pathlib
import unittest

from programs import BUILD, SMALL, SOURCE

INSTALLED = pathlib.Path(os.environ.get("TG_NPM", BUILD.parent / "npm"))
SCHEMAS = {"definition": SOURCE / "workflows" / "schema" / "definition.schema.json",
           "test": SOURCE / "workflows" / "schema" / "test.schema.json"}
# Of these a schema knows: unknown key, missing key, wrong kind, no such choice, unusable id.
SHAPE = {"TG0110", "TG0111", "TG0112", "TG0113", "TG0115", "TG0117", "TG0238", "TG0502"}
MUTATIONS = 240


def verdicts(documents):
    """What ajv says of (schema, text) each; None: nothing against it."""
    if not (INSTALLED / "node_modules" / "ajv").is_dir():
        raise AssertionError("the npm tool ajv is not installed; `./dev test` installs it into "
                             f"{INSTALLED}")
    asked = json.dumps({"schemas": {name: str(path) for name, path in SCHEMAS.items()},
                        "documents": [{"schema": schema, "text": text}
                                      for schema, text in documents]})
    ended = subprocess.run(["node", SOURCE / "tests" / "host" / "npm" / "schema.mjs", INSTALLED],
                           input=asked, capture_output=True, text=True, timeout=300, check=False)
    if ended.returncode != 0:
        raise AssertionError(ended.stderr)
    return json.loads(ended.stdout)


def codes_of(text, name="accommodation/pathway.yaml"):
    """What `check` finds in a file that lies alone in its folder."""
    with tempfile.TemporaryDirectory(prefix="throughgate-schema-") as folder:
        path = pathlib.Path(folder) / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        ended = subprocess.run([BUILD / "throughgate", "-o", "json", "check", folder],
                               capture_output=True, text=True, timeout=120, check=False)
    return {each["code"] for each in json.loads(ended.stdout)["diagnostics"]
            if each["severity"] == "error"}


def mutated(text, chance):
    """One line made otherwise: a key or value misspelt, taken away, or of another kind."""
    lines = text.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    line = lines[at]
    way = chance.randrange(6)
    if way == 0:
        lines[at] = re.sub(r"(\w)(\w+):", r"\1z\2:", line, count=1)
    elif way == 1 and not line.rstrip().endswith(":"):
        lines[at] = ""
    elif way == 2:
        lines[at] = re.sub(r": (\w[^{\[#\n]*)$", ": [a, {b: c}]", line, count=1)
    elif way == 3:
        lines[at] = re.sub(r"\[[^\[\]]*\]", "{a: b}", line, count=1)
    elif way == 4:
        lines[at] = re.sub(r"(stage|class|until): \w+", r"\1: nonsense", line, count=1)
    else:
        lines[at] = re.sub(r"(true|\b\d+\b)(?=[,}\n])", "maybe", line, count=1)
    return "".join(lines)


class Schemas(unittest.TestCase):
    def agree(self, documents, texts_codes):
        for (schema, text), said, codes in zip(documents, verdicts(documents), texts_codes):
            if said is not None and said.startswith("unreadable"):
                continue
            with self.subTest(said=said, codes=sorted(codes)):
                if codes & SHAPE:
                    self.assertIsNotNone(said, f"check says {codes}:\n{text}")
                elif said is not None:
                    self.assertTrue(codes, f"ajv says {said}, check says nothing:\n{text}")

    def test_the_schema_takes_all_that_is_shipped(self):
        found = []
        for folder in ("workflows", "examples", "tests/support/definitions"):
            for path in sorted((SOURCE / folder).rglob("*.yaml")):
                kind = "test" if path.name.endswith(".test.yaml") else "definition"
                found.append((path, kind, path.read_text(encoding="utf-8")))
        self.assertGreater(len(found), 80)
        said = verdicts([(kind, text) for _, kind, text in found])
        self.assertEqual([], [f"{path}: {each}" for (path, _, _), each in zip(found, said) if each])

    def test_schema_and_check_agree_over_mutations(self):
        chance = random.Random(8)
        sources = [(SMALL / "accommodation" / "pathway.yaml").read_text(encoding="utf-8"),
                   (SMALL / "spine" / "pathway.yaml").read_text(encoding="utf-8"),
                   (SMALL / "common" / "ladders.yaml").read_text(encoding="utf-8")]
        texts = []
        while len(texts) < MUTATIONS:
            source = chance.choice(sources)
            text = mutated(source, chance)
            if text != source:
                texts.append(text)
        codes = [codes_of(text) for text in texts]
        refused = sum(1 for each in codes if each & SHAPE)
        self.assertGreater(refused, MUTATIONS // 5, "hardly any mutation is a matter of shape")
        self.agree([("definition", text) for text in texts], codes)

    def test_a_file_that_extends_needs_only_what_it_changes(self):
        change = ("format: 1\npathway: accommodation\nextends: accommodation/pathway.yaml\n"
                  "handoffs: {H06: {complete: 5 working days after raised}}\n")
        wrong = change.replace("complete:", "complet:")
        said = verdicts([("definition", change), ("definition", wrong)])
        self.assertIsNone(said[0])
        self.assertIsNotNone(said[1])

    def test_the_program_prints_the_files(self):
        for kind, path in SCHEMAS.items():
            ended = subprocess.run([BUILD / "throughgate", "schema", kind], capture_output=True,
                                   text=True, timeout=60, check=True)
            self.assertEqual(ended.stdout, path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
