#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A real SMTP server on the loopback interface, for tests.

Prints `port N` when it listens, then `message PATH` for each message it took. Each message is a
file PATH (as it came) and PATH.json (envelope, whether by TLS, who signed in). Ends on SIGTERM or
when its standard input is closed.
"""
import argparse
import asyncio
import json
import logging
import os
import signal
import ssl
import subprocess
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Answer:
    """`STAGE[:ADDRESS]=CODE[xTIMES]`: what to answer at `mail`, `rcpt` or `data`."""

    def __init__(self, text):
        where, _, what = text.partition("=")
        self.stage, _, self.address = where.partition(":")
        self.code, _, times = what.partition("x")
        self.left = int(times) if times else None

    def take(self, stage, address):
        if self.stage != stage or self.left == 0 or self.address not in ("", address):
            return None
        if self.left is not None:
            self.left -= 1
        return f"{self.code} <{address}>: the test wants it so for {address.split('@')[0]}"


class Handler:
    def __init__(self, options):
        self.options = options
        self.count = 0

    def answer(self, stage, address):
        found = (a.take(stage, address) for a in self.options.answer)
        return next((text for text in found if text), None)

    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        refused = self.answer("mail", address)
        if refused:
            return refused
        envelope.mail_from = address
        envelope.mail_options.extend(mail_options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        refused = self.answer("rcpt", address)
        if refused:
            return refused
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        refused = self.answer("data", envelope.rcpt_tos[0])
        if refused:
            return refused
        self.keep(session, envelope)
        if self.options.hang_up_after_data:
            server.transport.abort()
        return "250 taken"

    def keep(self, session, envelope):
        self.count += 1
        path = os.path.join(self.options.directory, f"{self.count:06d}.eml")
        facts = {"from": envelope.mail_from, "to": envelope.rcpt_tos,
                 "tls": session.ssl is not None, "authenticated": bool(session.authenticated)}
        with open(path + ".json", "w", encoding="utf-8") as file:
            json.dump(facts, file)
        with open(path, "wb") as file:
            file.write(envelope.original_content)
        print("message", path, flush=True)


def make_context(directory):
    certificate, key = (os.path.join(directory, name) for name in ("cert.pem", "key.pem"))
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
         "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    return context


def authenticator_for(user_and_password):
    def check(server, session, envelope, mechanism, data):
        given = f"{data.login.decode()}:{data.password.decode()}"
        return AuthResult(success=given == user_and_password, handled=False)

    return check


def smtp_options(options, context):
    chosen = {"hostname": "test.invalid", "enable_SMTPUTF8": False}
    if context and not options.smtps:
        chosen["tls_context"] = context
        chosen["require_starttls"] = options.require_starttls
    if options.auth:
        chosen.update(authenticator=authenticator_for(options.auth), auth_required=True,
                      auth_require_tls=not options.smtps)
    return chosen


async def serve(options):
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    loop.add_reader(sys.stdin.fileno(), stop.set)
    context = make_context(options.directory) if options.tls or options.smtps else None
    handler, chosen = Handler(options), smtp_options(options, context)
    make = asyncio.Protocol if options.silent else lambda: SMTP(handler, loop=loop, **chosen)
    server = await loop.create_server(make, "127.0.0.1", options.port,
                                      ssl=context if options.smtps else None)
    print("port", server.sockets[0].getsockname()[1], flush=True)
    await stop.wait()
    server.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", help="where messages (and the certificate) are written")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--answer", type=Answer, action="append", default=[])
    parser.add_argument("--tls", action="store_true", help="offer STARTTLS (cert.pem)")
    parser.add_argument("--require-starttls", action="store_true")
    parser.add_argument("--smtps", action="store_true", help="TLS from the first byte")
    parser.add_argument("--auth", help="NAME:PASSWORD that must be given, over TLS")
    parser.add_argument("--silent", action="store_true", help="take connections, say nothing")
    parser.add_argument("--hang-up-after-data", action="store_true")
    logging.disable(logging.CRITICAL)
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
