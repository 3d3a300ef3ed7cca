# SPDX-License-Identifier: MIT
"""A stand-in for GOV.UK Notify on loopback: checks tokens, templates and addresses, keeps what it
took, and misbehaves when told to. notify_test.py proves it by the official client first.

What becomes of a mail is in its address, as with Notify's own simulators: perm-fail@, temp-fail@,
tech-fail@ and slow@; all others arrive.
"""
import base64
import datetime
import hashlib
import hmac
import http.server
import json
import re
import threading
import time
import urllib.parse
import uuid

SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"officers-{SERVICE}-{SECRET}"
TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"
CRITICAL = "0a2f1b0e-3a1c-4a56-9d0e-5b7f2e8c1d34"
TEMPLATES = {
    TEMPLATE: {"subject": "((subject))", "body": "((body))\n\nAbout ((reference))"},
    CRITICAL: {"subject": "URGENT: ((subject))", "body": "((body))"},
}
FATES = {"perm-fail": "permanent-failure", "temp-fail": "temporary-failure",
         "tech-fail": "technical-failure", "slow": "sending"}


def _bytes(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def fault_of_token(header):
    """None, or what Notify would say."""
    try:
        scheme, token = header.split(" ")
        head, claims, signature = token.split(".")
        kind, said = json.loads(_bytes(head)), json.loads(_bytes(claims))
    except (ValueError, AttributeError):
        return "Unauthorized: authentication token must be provided"
    if scheme != "Bearer" or kind != {"typ": "JWT", "alg": "HS256"}:
        return "Invalid token: algorithm used is not HS256"
    if said.get("iss") != SERVICE:
        return "Invalid token: service not found"
    expected = hmac.new(SECRET.encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
    if not hmac.compare_digest(expected, _bytes(signature)):
        return "Invalid token: API key not found"
    if abs(said.get("iat", 0) - time.time()) > 30:
        return "Error: Your system clock must be accurate to within 30 seconds"
    return None


class Refused(Exception):
    def __init__(self, status, error, message):
        super().__init__(message)
        self.status, self.error, self.message = status, error, message


class Notify:
    """Ended by `end`. `troubles`: what happens to the next POSTs instead, in order:
    "rate", "day", "broken" (500), "lost" (taken, and the connection ends), "late" (taken, and
    the answer comes when nobody waits any more), "forbidden"."""

    def __init__(self):
        self.mails, self.tokens, self.troubles, self.asked = [], [], [], []
        self.lock, self.given_up = threading.Lock(), threading.Event()
        notify = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_GET(self):
                notify.handle(self, lambda: notify.answer_get(self.path))

            def do_POST(self):
                text = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                notify.handle(self, lambda: notify.take(self, json.loads(text)))

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def end(self):
        self.given_up.set()
        self.server.shutdown()
        self.server.server_close()

    def handle(self, request, answer):
        token = request.headers.get("Authorization")
        try:
            fault = fault_of_token(token)
            if fault:
                raise Refused(403, "AuthError", fault)
            with self.lock:
                self.tokens.append(token)
                status, body = answer()
        except Refused as refused:
            status, body = refused.status, {
                "status_code": refused.status,
                "errors": [{"error": refused.error, "message": refused.message}]}
        if status == 0:
            if body == "late":
                self.given_up.wait(20)
            request.connection.close()
            request.close_connection = True
            return
        text = json.dumps(body).encode()
        request.send_response(status)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(text)))
        request.end_headers()
        request.wfile.write(text)

    def answer_get(self, path):
        parts = urllib.parse.urlsplit(path)
        query = dict(urllib.parse.parse_qsl(parts.query))
        if parts.path == "/v2/notifications":
            self.asked.append(query.get("reference"))
            found = [self.shown(mail) for mail in reversed(self.mails)
                     if query.get("reference") in (None, mail["reference"])]
            found = [each for each in found if query.get("status") in (None, each["status"])]
            return 200, {"notifications": found, "links": {"current": self.url + path}}
        name = parts.path.rsplit("/", 1)[-1]
        if parts.path.startswith("/v2/notifications/"):
            for mail in self.mails:
                if mail["id"] == name:
                    return 200, self.shown(mail)
            raise Refused(404, "NoResultFound", "No result found")
        if parts.path == f"/v2/template/{name}" and name in TEMPLATES:
            return 200, {"id": name, "type": "email", "version": 1, **TEMPLATES[name]}
        raise Refused(404, "NoResultFound", "No result found")

    def take(self, request, given):
        if request.path != "/v2/notifications/email":
            raise Refused(404, "NoResultFound", "No result found")
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble == "rate":
            raise Refused(429, "RateLimitError", "Exceeded rate limit for key type LIVE of 3000 "
                                                 "requests per 60 seconds")
        if trouble == "day":
            raise Refused(429, "TooManyRequestsError", "Exceeded send limits (250000) for today")
        if trouble == "broken":
            raise Refused(500, "Exception", "Internal server error")
        if trouble == "forbidden":
            raise Refused(403, "AuthError", "Invalid token: API key not found")
        mail = self.accept(given)
        return (0, trouble) if trouble in ("lost", "late") else (201, self.taken(mail))

    def accept(self, given):
        template = TEMPLATES.get(given.get("template_id"))
        if template is None:
            raise Refused(400, "BadRequestError", "Template not found")
        address = given.get("email_address")
        if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", address or ""):
            raise Refused(400, "ValidationError", "email_address Not a valid email address")
        values = given.get("personalisation", {})
        text = template["subject"] + template["body"]
        missing = sorted({key for key in re.findall(r"\(\((\w+)\)\)", text)} - set(values))
        if missing:
            raise Refused(400, "BadRequestError",
                          f"Missing personalisation: {', '.join(missing)}")
        filled = {part: re.sub(r"\(\((\w+)\)\)", lambda found: str(values[found.group(1)]),
                               template[part]) for part in ("subject", "body")}
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        mail = {"id": str(uuid.uuid4()), "reference": given.get("reference"),
                "email_address": address, "template": given["template_id"], "created_at": now,
                **filled}
        self.mails.append(mail)
        return mail

    def taken(self, mail):
        return {"id": mail["id"], "reference": mail["reference"], "scheduled_for": None,
                "content": {"subject": mail["subject"], "body": mail["body"],
                            "from_email": "officers@notify.example.invalid"},
                "uri": f"{self.url}/v2/notifications/{mail['id']}",
                "template": {"id": mail["template"], "version": 1,
                             "uri": f"{self.url}/v2/template/{mail['template']}"}}

    def shown(self, mail):
        fate = FATES.get(mail["email_address"].split("@")[0], "delivered")
        return {"id": mail["id"], "reference": mail["reference"], "type": "email",
                "status": fate, "email_address": mail["email_address"],
                "subject": mail["subject"], "body": mail["body"],
                "created_at": mail["created_at"],
                "template": {"id": mail["template"], "version": 1,
                             "uri": f"{self.url}/v2/template/{mail['template']}"}}
