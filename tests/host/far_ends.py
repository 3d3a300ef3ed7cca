# SPDX-License-Identifier: MIT
"""Far ends that others wrote (npm), as a child told what to do by lines of JSON: see
npm/far_ends.mjs. Also `play`: messages given to one plug-in in one process of it."""
import json
import os
import pathlib
import shutil
import subprocess

from programs import BUILD, SOURCE, Program

INSTALLED = pathlib.Path(os.environ.get("TG_NPM", BUILD.parent / "npm"))
SCRIPT = SOURCE / "tests" / "host" / "npm" / "far_ends.mjs"
TOOLS = ("cloudevents", "ical.js", "mailparser", "notifications-node-client", "smtp-server",
         "standardwebhooks")


class Missing(AssertionError):
    pass


class FarEnds:
    """Ended by `end`."""

    def __init__(self, folder):
        missing = [tool for tool in TOOLS if not (INSTALLED / "node_modules" / tool).exists()]
        if shutil.which("node") is None or missing:
            raise Missing(f"node or the npm tools {', '.join(missing)} are not installed; "
                          f"`./dev test` installs them into {INSTALLED}")
        place = pathlib.Path(folder) / "far_ends"
        place.mkdir()
        (place / "node_modules").symlink_to(INSTALLED / "node_modules")
        shutil.copy(SCRIPT, place)
        self.process = subprocess.Popen(["node", place / SCRIPT.name], text=True, cwd=place,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def __call__(self, what, **more):
        self.process.stdin.write(json.dumps({"do": what, **more}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert "fault" not in answer, answer
        return answer

    def end(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


def message(effect_id, **more):
    return {"effect_id": effect_id, "recipient": "officer.aspen@example.invalid",
            "subject": "TG-000007: acknowledge by Tue 3 Mar 2026",
            "body": "Somebody waits for you.\nOpen the record.\n", "reference": "TG-000007",
            "notice_class": "action", **more}


def play(folder, plugin, settings, messages):
    """The answers, and how the program ended."""
    path = pathlib.Path(folder) / "messages.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in messages), encoding="utf-8")
    given = [part for name, value in settings.items() for part in ("--set",
                                                                  f"{plugin}.{name}={value}")]
    ended = Program(pathlib.Path(folder) / "none.db")("-o", "json", "plugins", "try", plugin,
                                                      "--messages", path, *given)
    lines = [json.loads(line) for line in ended.out.splitlines()]
    return [line for line in lines if "outcome" in line], ended
