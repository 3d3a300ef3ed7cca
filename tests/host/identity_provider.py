# SPDX-License-Identifier: MIT
"""oauth2-mock-server as a child, told what to do by lines of JSON: see npm/identity.mjs."""
import json
import os
import pathlib
import shutil
import subprocess

from programs import BUILD, SOURCE

INSTALLED = pathlib.Path(os.environ.get("TG_NPM", BUILD.parent / "npm"))
SCRIPT = SOURCE / "tests" / "host" / "npm" / "identity.mjs"


class Missing(AssertionError):
    pass


class Provider:
    """An identity provider with one RSA key, `one`; ended by `end`."""

    def __init__(self, folder):
        installed = INSTALLED / "node_modules" / "oauth2-mock-server"
        if shutil.which("node") is None or not installed.exists():
            raise Missing(f"node or the npm tool oauth2-mock-server is not installed; `./dev test` "
                          f"installs it into {INSTALLED}")
        place = pathlib.Path(folder) / "identity"
        place.mkdir()
        (place / "node_modules").symlink_to(INSTALLED / "node_modules")
        shutil.copy(SCRIPT, place)
        self.process = subprocess.Popen(["node", place / SCRIPT.name], text=True, cwd=place,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.port = 0
        self.start()

    def __call__(self, what, **more):
        self.process.stdin.write(json.dumps({"do": what, **more}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert "fault" not in answer, answer
        return answer

    def start(self, kid="one"):
        """On the port it had; with keys of its own."""
        told = self("start", port=self.port)
        self.url, self.port = told["url"], told["port"]
        self("generate", alg="RS256", kid=kid)

    def stop(self):
        self("stop")

    def rotate(self, kid):
        self.stop()
        self.start(kid)

    def end(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()
