#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Acknowledges handoffs from replies by mail: reads a maildir once, oldest first.

    read_replies.py MAILDIR URL TOKEN_FILE [--authenticated-by NAME]

A reply counts when the first line of the sender's own says ACK and no more than thanks, it quotes
the link of one notice, it was not made by a program, it has one sender, and that is the address
that the staff directory has for the person to whom the notice went (the server looks at that).
With --authenticated-by, the mail server of that name must also have written, in the topmost
Authentication-Results, that DMARC passed for the sender's domain: without it anybody could write
any address. Mails that were dealt with are marked as seen; what was done with each is printed,
without addresses. Ends with 1 when some have to be read again: nothing is lost, run it again.
"""
import argparse
import email.parser
import email.policy
import html.parser
import json
import mailbox
import pathlib
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

TOKEN = re.compile(r"/a/([A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{22})(?![A-Za-z0-9_-])")
ACK = re.compile(r"ack(nowledged)?[\s.,!]*(thanks|thank you|cheers)?[\s.!]*", re.IGNORECASE)
MARKS_OF_PROGRAMS = ("X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress", "List-Id")
FINAL = ("not-found", "refused", "forbidden", "conflict", "invalid")


class Words(html.parser.HTMLParser):
    """The text of a page, and where its links lead."""

    def __init__(self, page):
        super().__init__()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag in ("p", "div", "br", "blockquote", "tr"):
            self.text += "\n> " if tag == "blockquote" else "\n"
        self.text += "".join(f" {value} " for name, value in attributes if name == "href" and value)

    def handle_data(self, data):
        self.text += data


def text_of(message):
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    text = part.get_content()
    return Words(text).text if part.get_content_type() == "text/html" else text


def own_first_line(text):
    """What the sender wrote, above or below the quotation."""
    lines = [line.strip() for line in text.splitlines()]
    own = [line for line in lines
           if line and not line.startswith(">") and not line.endswith("wrote:")]
    return own[0] if own else ""


def tokens_in(text):
    """As quoted; else with broken lines joined; else out of a rewritten link."""
    for form in (text, re.sub(r"=?\r?\n[>\s]*", "", text), urllib.parse.unquote(text)):
        found = set(TOKEN.findall(form))
        if found:
            return found
    return set()


def by_a_program(message):
    return (str(message.get("Auto-Submitted", "no")).strip().lower() != "no"
            or str(message.get("Precedence", "")).strip().lower() in ("bulk", "auto_reply", "junk")
            or str(message.get("Return-Path", "")).strip() == "<>"
            or any(name in message for name in MARKS_OF_PROGRAMS))


def sender_of(message):
    """Nothing unless there is exactly one, written as the standard says."""
    headers = message.get_all("From") or []
    clear = len(headers) == 1 and not headers[0].defects
    addresses = headers[0].addresses if clear else ()
    return addresses[0].addr_spec if len(addresses) == 1 else ""


def authenticated(message, name, sender):
    """By the topmost result, which our own server wrote; comments and quotations say nothing."""
    result = str((message.get_all("Authentication-Results") or [""])[0])
    while (plain := re.sub(r'\([^()]*\)|"[^"]*"', " ", result)) != result:
        result = plain
    server, *methods = [part.split() for part in result.split(";")]
    domain = sender.rpartition("@")[2].lower()
    return server[:1] == [name] and any(
        words[:1] == ["dmarc=pass"] and f"header.from={domain}" in map(str.lower, words)
        for words in methods)


def why_not(message, text, tokens, options):
    if by_a_program(message):
        return "made by a program"
    if not ACK.fullmatch(own_first_line(text)):
        return "says something else than ACK"
    if len(tokens) != 1:
        return "quotes several links" if tokens else "quotes no link"
    if not sender_of(message):
        return "has not exactly one sender"
    name = options.authenticated_by
    if name and not authenticated(message, name, sender_of(message)):
        return "its sender is not authenticated"
    return None


def detail_of(refused):
    try:
        problem = json.load(refused)
        return problem["detail"], problem["code"] in FINAL
    except (OSError, ValueError, KeyError, TypeError):
        return f"the server answered {refused.code}", False


def ask(options, token, sender):
    """What the server says, and whether that is its last word."""
    request = urllib.request.Request(
        options.url.rstrip("/") + "/api/v1/replies",
        json.dumps({"token": token, "from": sender}).encode(),
        {"Content-Type": "application/json",
         "Authorization": "Bearer " + options.token_file.read_text().strip()})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)["outcome"], True
    except urllib.error.HTTPError as refused:
        return detail_of(refused)
    except (OSError, ValueError, KeyError, TypeError):
        return "the server could not be reached, or something else answers there", False


def deal_with(raw, options):
    try:
        message = email.parser.BytesParser(policy=email.policy.default).parsebytes(raw)
        text = text_of(message)
        tokens = tokens_in(text)
        refused = why_not(message, text, tokens, options)
        sender = sender_of(message)
    except Exception as fault:  # whatever a stranger can send must not stop the others
        return f"cannot be read ({type(fault).__name__})", True
    return (refused, True) if refused else ask(options, tokens.pop(), sender)


def main():
    wanted = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    wanted.add_argument("maildir", type=pathlib.Path)
    wanted.add_argument("url")
    wanted.add_argument("token_file", type=pathlib.Path)
    wanted.add_argument("--authenticated-by", default="", metavar="NAME")
    options = wanted.parse_args()
    box = mailbox.Maildir(options.maildir, create=False)
    code = 0
    for key in sorted(box.keys()):
        kept = box.get_message(key)
        if "S" in kept.get_flags():
            continue
        done, final = deal_with(box.get_bytes(key), options)
        print(f"{key}: {done}")
        if not final:
            code = 1
            continue
        kept.set_subdir("cur")
        kept.add_flag("S")
        box[key] = kept
    return code


if __name__ == "__main__":
    sys.exit(main())
