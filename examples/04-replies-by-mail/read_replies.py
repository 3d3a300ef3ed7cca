#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Acknowledges handoffs from replies by mail: reads a maildir once, oldest first.

    read_replies.py MAILDIR URL TOKEN_FILE [--authenticated-by NAME]

A reply counts when its first line of the sender's own begins with ACK, it quotes the link of the
notice, it was not made by a program, and it came from the address that the staff directory has for
the person to whom the notice went (the server looks at that). With --authenticated-by, the mail
server of that name must also have written that DMARC passed: without it anybody could write any
address. Mails that were dealt with are marked as seen; what was done with each is printed, without
addresses. Ends with 1 when the server could not be reached: nothing is lost, run it again.
"""
import argparse
import email.parser
import email.policy
import email.utils
import json
import mailbox
import pathlib
import re
import sys
import urllib.error
import urllib.request

LINK = re.compile(r"/a/([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)")


def text_of(message):
    part = message.get_body(("plain",))
    return part.get_content() if part else ""


def own_first_line(text):
    """What the sender wrote above the quotation."""
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith(">"):
            return line.strip()
    return ""


def by_a_program(message):
    made = message.get("Auto-Submitted", "no").lower() != "no"
    return made or message.get("Precedence", "").lower() in ("bulk", "auto_reply", "junk", "list")


def authenticated(message, name):
    """Only the topmost result counts, which our own server wrote."""
    result = (message.get_all("Authentication-Results") or [""])[0]
    return result.split(";")[0].strip() == name and re.search(r"\bdmarc=pass\b", result) is not None


def why_not(message, link, options):
    if by_a_program(message):
        return "made by a program"
    if not own_first_line(text_of(message)).upper().startswith("ACK"):
        return "does not begin with ACK"
    if link is None:
        return "quotes no link"
    if options.authenticated_by and not authenticated(message, options.authenticated_by):
        return "its sender is not authenticated"
    return None


def ask(options, token, sender):
    """The server's answer, and whether it is final."""
    request = urllib.request.Request(
        options.url.rstrip("/") + "/api/v1/replies",
        json.dumps({"token": token, "from": sender}).encode(),
        {"Content-Type": "application/json",
         "Authorization": "Bearer " + options.token_file.read_text().strip()})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)["outcome"], True
    except urllib.error.HTTPError as refused:
        return json.load(refused)["detail"], refused.code < 500 and refused.code != 429
    except OSError:
        return "the server could not be reached", False


def deal_with(message, options):
    link = LINK.search(text_of(message).replace("=\n", ""))
    refused = why_not(message, link, options)
    if refused:
        return refused, True
    sender = email.utils.parseaddr(str(message["From"]))[1]
    return ask(options, link.group(1), sender)


def main():
    wanted = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    wanted.add_argument("maildir", type=pathlib.Path)
    wanted.add_argument("url")
    wanted.add_argument("token_file", type=pathlib.Path)
    wanted.add_argument("--authenticated-by", default="")
    options = wanted.parse_args()
    box = mailbox.Maildir(options.maildir, create=False)
    parser = email.parser.BytesParser(policy=email.policy.default)
    code = 0
    for key in sorted(box.keys()):
        kept = box[key]
        if "S" in kept.get_flags():
            continue
        done, final = deal_with(parser.parsebytes(kept.as_bytes()), options)
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
