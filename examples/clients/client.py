# SPDX-License-Identifier: MIT
"""The HTTP API with Python's standard library."""
import json
import os
import urllib.error
import urllib.request

URL, TOKEN = os.environ["TG_URL"], os.environ["TG_TOKEN"]


def call(method, path, body=None, **headers):
    """The JSON of the answer, a problem included, and its ETag."""
    request = urllib.request.Request(URL + path, method=method)
    request.add_header("Authorization", f"Bearer {TOKEN}")
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


start = call("GET", "/api/v1/changes?after=now")[0]["next"]
print("acts as", call("GET", "/api/v1/me")[0]["person"])

case = {"person": {"noms": "A9001ZZ"}, "assignments": {"ro": "S01", "pom": "S04"},
        "facts": {"prison": "ZZA", "nation": "england", "release": "2026-12-07"}}
opened, _ = call("POST", "/api/v1/cases", case, Idempotency_Key="booking-1200001")
print(f"opened {opened['case']}: {opened['outcome']}")

# After a time-out you would do just this.
again, _ = call("POST", "/api/v1/cases", case, Idempotency_Key="booking-1200001")
print("sent again:", again["outcome"])

path = f"/api/v1/cases/{opened['case']}"
_, tag = call("GET", path)
sent, _ = call("POST", path + "/events", {"event": "recalled"}, Idempotency_Key="recall-1",
               If_Match=tag)
print("recalled on the version that was read:", sent["outcome"])

stale, _ = call("POST", path + "/events", {"event": "returned"}, Idempotency_Key="return-1",
                If_Match=tag)
print("returned on a version that is past:", stale["code"])

changes, _ = call("GET", f"/api/v1/changes?after={start}")
print("changed since the start:", *sorted({row["case"] for row in changes["items"]}))
