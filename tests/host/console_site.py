# SPDX-License-Identifier: MIT
"""A running `throughgate serve` with users of its console, and a browser of few words."""
import html
import http.client
import re
import urllib.parse

from http_server import OPEN, live_store, make_token, serve_live

PASSWORD = "three words together"
# User name, staff id, role: prison staff, responsible officers, a manager, an operator.
USERS = [("dogwood", "S04", "caseworker"), ("aspen", "S01", "caseworker"),
         ("birch", "S02", "reader"), ("cedar", "S03", "caseworker"), ("iris", "S09", "operator")]
# A test file of the small definitions of which one test passes and one fails.
HALF_RIGHT = """format: 1
test: small
definitions: [spine]
defaults:
  starts: 2026-09-01 08:00
  open: {facts: {release: 2027-03-15, prison: ZZA, nation: england}}
tests:
  - name: It begins in custody
    steps:
      - {expect: {states: [in_custody]}}
  - name: It begins at the gate
    steps:
      - {expect: {states: [at_gate]}}
"""


def with_users(folder):
    """A live store with the small definitions, its staff, and these users."""
    program = live_store(folder)
    secret = program.store.parent / "password"
    secret.write_text(PASSWORD + "\n", encoding="utf-8")
    for name, person, role in USERS:
        program.must("user", "add", name, "--actor", person, "--role", role,
                     "--password-from", secret)
    return program


def clerk_of(program):
    """A token to open cases with; made before the server starts, which looks for new ones once a
    second."""
    return make_token(program, "--actor", "S05", "--role", "caseworker")


def open_case(server, token, facts=None, number=1):
    """The reference of a new case, with S01 and S04 on it."""
    body = {**OPEN, "person": {"noms": f"A9{int(number):03d}ZZ", "crn": f"X900{int(number):03d}"},
            "facts": {**OPEN["facts"], "ro_team": "N03A", **(facts or {})}}
    answer = server.caller(token)("POST", "/api/v1/cases", body, Idempotency_Key=f"open-{number}")
    assert answer.status == 201, answer
    return answer.json["case"]


class Page:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.text = body.decode("utf-8")

    @property
    def title(self):
        return html.unescape(re.search(r"<title>(.*?)</title>", self.text)[1])

    @property
    def words(self):
        """What is read on it."""
        body = re.sub(r"<(script|style)\b.*?</\1>", " ", self.text, flags=re.S)
        return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())

    def hidden(self, name):
        return html.unescape(re.search(rf'name="{name}" value="([^"]*)"', self.text)[1])

    def __repr__(self):
        return f"{self.status} {dict(self.headers)} {self.text[:400]!r}"


class Browser:
    """Keeps cookies and follows nothing by itself."""

    def __init__(self, port, source="127.0.0.1"):
        self.port = port
        self.source = source
        self.cookies = {}
        self.extra = {}

    def ask(self, method, path, form=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60,
                                                source_address=(self.source, 0))
        sent = {"Accept": "text/html", **self.extra,
                **{name.replace("_", "-"): value for name, value in headers.items()}}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if form is not None:
            body = urllib.parse.urlencode(form, doseq=True)
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
        connection.request(method, path, body, sent)
        response = connection.getresponse()
        page = Page(response.status, response.headers, response.read())
        connection.close()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
            if not value:
                del self.cookies[name]
        return page

    def get(self, path, **headers):
        return self.ask("GET", path, **headers)

    def send(self, page, path, **fields):
        """The form of that page."""
        form = {name: page.hidden(name) for name in ("csrf", "key", "back", "version")
                if f'name="{name}"' in page.text}
        return self.ask("POST", path, {**form, **fields})

    def sign_in(self, user, password=PASSWORD, **more):
        page = self.get("/sign-in")
        return self.send(page, "/sign-in", user=user, password=password, **more)


def signed_in(server, user):
    browser = Browser(server.port)
    answer = browser.sign_in(user)
    assert answer.status == 303, answer
    return browser


__all__ = ["Browser", "OPEN", "PASSWORD", "Page", "USERS", "clerk_of", "live_store", "make_token",
           "open_case", "serve_live", "signed_in", "with_users"]
