# SPDX-License-Identifier: MIT
"""The HTTP API with Python's standard library."""
import json
import os
import pathlib
import urllib.error
import urllib.request

URL, TOKEN = os.environ["TG_URL"], os.environ["TG_TOKEN"]
MIRROR = pathlib.Path(os.environ.get("TG_MIRROR", "mirror"))


def call(method, path, person=None, body=None, **headers):
    """The JSON of the answer, a problem included, and its ETag. `person` is your own user."""
    request = urllib.request.Request(URL + path, method=method)
    request.add_header("Authorization", f"Bearer {TOKEN}")
    if person is not None:
        request.add_header("Throughgate-Person", person)
    for name, value in headers.items():
        request.add_header(name.replace("_", "-"), value)
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer), answer.headers["ETag"]
    except urllib.error.HTTPError as refused:
        with refused:
            return json.load(refused), None


def mirror():
    """Brings the folder up to date: a file a case, and the cursor, which is written after them.
    Names no person: this is every case. Cases that were read anew."""
    MIRROR.mkdir(exist_ok=True)
    kept = MIRROR / "cursor"
    read, more = set(), True
    while more:
        after = "&after=" + kept.read_text() if kept.exists() else ""
        page, _ = call("GET", f"/api/v1/changes?limit=3{after}")  # 3: to see several pages
        if page.get("code") == "cursor-gone":  # the store was restored from a backup
            kept.unlink()
            continue
        for reference in {row["case"] for row in page["items"] if row["kind"] == "case"}:
            case, _ = call("GET", f"/api/v1/cases/{reference}")
            (MIRROR / f"{case['case']}.json").write_text(json.dumps(case))
            read.add(reference)
        kept.write_text(page["next"])
        more = page["more"]
    return " ".join(f"{name} {json.loads((MIRROR / f'{name}.json').read_text())['state']}"
                    for name in sorted(read))


print("asks as", call("GET", "/api/v1/me", "S04")[0]["person"])

# A case from its beginning.
case = {"person": {"noms": "A9001ZZ"}, "assignments": {"ro": "S01", "pom": "S04"},
        "facts": {"prison": "ZZA", "nation": "england", "release": "2026-12-07"}}
opened, _ = call("POST", "/api/v1/cases", "S04", case, Idempotency_Key="booking-1200001")
print(f"opened {opened['case']}: {opened['outcome']}")

# After a time-out you would do just this.
again, _ = call("POST", "/api/v1/cases", "S04", case, Idempotency_Key="booking-1200001")
print("sent again:", again["outcome"])

# Somebody who is under way elsewhere, where they really stand.
live = {"person": {"noms": "A9002ZZ"}, "assignments": {"ro": "S01", "pom": "S04"},
        "facts": {"prison": "ZZA", "nation": "england", "release": "2026-11-16"},
        "states": [{"pathway": "spine", "state": "phase.pre_release",
                    "since": "2026-09-07T08:00:00Z"},
                   {"pathway": "spine", "state": "allocation.allocated",
                    "since": "2026-09-01T08:00:00Z"}],
        "handoffs": [{"pathway": "spine", "name": "H01", "raised": "2026-09-25T08:00:00Z"}],
        "reason": "taken over from the old system"}
placed, _ = call("POST", "/api/v1/cases/place", "S04", live, Idempotency_Key="place-1200002")
print(f"placed {placed['case']}: {placed['outcome']}")

# What waits for S01 in that case; S01, who holds the receiving role, takes it.
waiting, _ = call("GET", f"/api/v1/handoffs?case={placed['case']}&person=S01", "S01")
[handoff] = waiting["items"]
print(f"waits for S01: {handoff['name']} {handoff['state']}")
path = f"/api/v1/cases/{placed['case']}/handoffs/{handoff['number']}"
_, tag = call("GET", path, "S01")
taken, _ = call("POST", path + "/acknowledge", "S01", {}, Idempotency_Key="ack-1200002-1",
                If_Match=tag)
print("acknowledged on the version that was read:", taken["outcome"])
handoff, _ = call("GET", path, "S01")
print(f"now {handoff['name']} is {handoff['state']} by {handoff['acknowledged_by']}")

# An event, on a version and on one that is past.
path = f"/api/v1/cases/{opened['case']}"
_, tag = call("GET", path, "S04")
sent, _ = call("POST", path + "/events", "S04", {"event": "recalled"},
               Idempotency_Key="recall-1", If_Match=tag)
print("recalled on the version that was read:", sent["outcome"])
print("mirrored from the beginning:", mirror())

stale, _ = call("POST", path + "/events", "S04", {"event": "returned"},
                Idempotency_Key="return-1", If_Match=tag)
print("returned on a version that is past:", stale["code"])
_, tag = call("GET", path, "S04")
sent, _ = call("POST", path + "/events", "S04", {"event": "returned"},
               Idempotency_Key="return-1", If_Match=tag)
print("read again, decided again:", sent["outcome"])
print("mirrored from the cursor on:", mirror())
