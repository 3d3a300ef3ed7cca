# SPDX-License-Identifier: MIT
"""`throughgate demo --serve` as a child: the demo's caseload in the console, with four logins."""
from http_server import Serving
from programs import BUILD, RELEASE, SOURCE

# Playing takes long with sanitizers; the pages are run with them by other tests.
PROGRAM = (RELEASE if (RELEASE / "throughgate").exists() else BUILD) / "throughgate"
LOGINS = ("prison", "officer", "manager", "operator")


class Played(Serving):
    """A running demo; `days` says how long it was played."""

    def __init__(self, folder, days, *more):
        # Its temporary folder lies in ours, so that a test sees what it leaves behind.
        super().__init__(["env", f"TMPDIR={folder}", PROGRAM, "-o", "json",
                          "demo", "--serve", "--listen", "127.0.0.1:0", "--days", days,
                          "--workflows", SOURCE / "workflows", "--caseload",
                          SOURCE / "examples/caseload", *more], True)
        self.logins = {each["user"]: each for each in self.told["logins"]}

    def password(self, user):
        return self.logins[user]["password"]

    def move_clock(self, instant):
        answer = self.caller()("PUT", "/api/v1/demo/clock", {"now": instant})
        assert answer.status == 200, answer
        return answer.json["now"]
