#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Goal: the API takes access tokens of an identity provider, whoever it names acts with the roles
that it gives, and nothing else that looks like a token is taken.

Method: `throughgate serve --oauth` on a live store; tokens made and forged by oauth2-mock-server
and its library, keys from its address, from a file, and from a server that counts.
"""
import base64
import http.server
import json
import pathlib
import tempfile
import threading
import time
import unittest

from http_server import OPEN, live_store, make_token, serve_live
from identity_provider import Provider
from programs import directory, wait_for

CLAIMS = {"aud": "throughgate", "client_id": "portal", "staff_id": "S05", "scope": "tg.write"}
ROLES = {"tg.read": "reader", "tg.write": "caseworker", "ROLE_TG_ADMIN": "operator"}


class OAuth(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="throughgate-oauth-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.program = live_store(self.folder)
        self.provider = Provider(self.folder)
        self.addCleanup(self.provider.end)

    def settings(self, **more):
        path = self.folder / "oauth.json"
        whole = {"issuer": self.provider.url, "audience": ["throughgate"],
                 "keys": self.provider.url + "/jwks", "roles": ROLES, "refresh_seconds": 1, **more}
        path.write_text(json.dumps({name: value for name, value in whole.items()
                                    if value is not None}), encoding="utf-8")
        return path

    def serve(self, **more):
        self.server = serve_live(self.program, "--oauth", self.settings(**more))
        self.addCleanup(self.server.__exit__)
        return self.server

    def me(self, token):
        return self.server.caller(token)("GET", "/api/v1/me")

    def token(self, kid="one", **claims):
        return self.provider("token", kid=kid, claims={**CLAIMS, **claims})["token"]

    def sign(self, kid="one", header=None, **claims):
        return self.provider("sign", kid=kid, header=header or {},
                             claims={**CLAIMS, **claims})["token"]

    def forge(self, how, **claims):
        return self.provider("forge", how=how, kid="one", header={},
                             claims={**CLAIMS, **claims})["token"]

    def refused(self, token, code="bad-token", says=""):
        answer = self.me(token)
        self.assertEqual((answer.status, answer.code), (401, code), answer)
        self.assertIn('error="invalid_token"', answer.headers["WWW-Authenticate"])
        self.assertIn(says, answer.json["detail"])

    # --- taken -----------------------------------------------------------------------------------

    def test_whoever_the_token_names_acts_with_the_roles_it_gives(self):
        self.serve()
        me = self.me(self.token()).json
        self.assertEqual((me["principal"], me["person"], me["roles"]),
                         ("oauth:portal", "S05", ["caseworker"]))
        call = self.server.caller(self.token())
        reference = call("POST", "/api/v1/cases", OPEN, Idempotency_Key="k").json["case"]
        first = call("GET", f"/api/v1/cases/{reference}/history").json["items"][0]
        self.assertEqual((first["actor"], first["asserted_by"]), ("S05", "oauth:portal"))

    def test_a_token_without_the_role_is_told_so_as_rfc_6750_has_it(self):
        self.serve()
        call = self.server.caller(self.token(scope="tg.read other"))
        self.assertEqual(call("GET", "/api/v1/cases").status, 200)
        answer = call("POST", "/api/v1/cases", OPEN, Idempotency_Key="k")
        self.assertEqual((answer.status, answer.code), (403, "not-allowed"))
        self.assertIn('error="insufficient_scope"', answer.headers["WWW-Authenticate"])
        nobody = self.server.caller(self.token(scope="tg.nothing"))
        self.assertEqual(nobody("GET", "/api/v1/cases").status, 403)

    def test_no_token_is_answered_without_an_error_code(self):
        answer = self.serve().caller()("GET", "/api/v1/me")
        self.assertEqual((answer.status, answer.headers["WWW-Authenticate"]),
                         (401, 'Bearer realm="throughgate"'))

    def test_roles_and_labels_of_a_claim_of_ones_own(self):
        self.serve(role_claims=["authorities"], labels={"ROLE_HEALTH": "health"})
        me = self.me(self.token(authorities=["ROLE_TG_ADMIN", "ROLE_HEALTH"])).json
        self.assertEqual((me["roles"], me["labels"]), (["operator"], ["health"]))

    def test_a_login_is_found_in_the_directory(self):
        staff = self.folder / "staff.csv"
        text = directory().replace("s02@example.invalid,,", "s02@example.invalid,BIRCH_GEN,")
        staff.write_text(text, encoding="utf-8")
        self.program.must("import", "staff", staff)
        self.serve(person_claim="user_name", person_is="login")
        self.assertEqual(self.me(self.token(user_name="BIRCH_GEN")).json["person"], "S02")
        self.refused(self.token(user_name="NOBODY_GEN"), says="staff directory")

    def test_algorithms_that_are_allowed(self):
        self.provider("generate", alg="ES256", kid="curve")
        self.provider("generate", alg="PS256", kid="pss")
        self.serve()
        for kid in ("one", "curve", "pss"):
            self.assertEqual(self.me(self.sign(kid)).status, 200, kid)

    def test_keys_from_a_file_and_our_own_tokens_beside_them(self):
        path = self.folder / "keys.json"
        path.write_text(json.dumps(self.provider("keys")), encoding="utf-8")
        ours = make_token(self.program, "--actor", "S01", "--role", "reader", "--name", "desk")
        self.serve(keys=str(path))
        self.assertEqual(self.me(self.token()).json["principal"], "oauth:portal")
        self.assertEqual(self.me(ours).json["principal"], "http:desk")

    # --- refused ---------------------------------------------------------------------------------

    def test_tokens_that_nobody_of_the_provider_signed(self):
        self.serve()
        self.refused(self.forge("stranger"), says="not signed")
        self.refused(self.forge("none"), says="not allowed")
        self.refused(self.forge("hmac"), says="not allowed")
        head, claims, signature = self.token().split(".")
        more = json.loads(base64.urlsafe_b64decode(claims + "=="))
        more["scope"] = "ROLE_TG_ADMIN"
        other = base64.urlsafe_b64encode(json.dumps(more).encode()).decode().rstrip("=")
        self.refused(f"{head}.{other}.{signature}", says="not signed")
        self.refused(f"{head}.{claims}.", says="not signed")
        self.refused(f"{head}.{claims}.{signature[:-4]}AAAA", says="not signed")
        self.assertEqual(self.me(self.token()).status, 200)

    def test_tokens_that_are_meant_otherwise(self):
        self.serve()
        now = int(time.time())
        self.refused(self.token(iss="https://elsewhere.example"), says="another issuer")
        self.refused(self.token(aud="another"), says="another audience")
        self.refused(self.token(aud=["another", "third"]), says="another audience")
        self.refused(self.sign(aud=None), says="another audience")
        self.refused(self.token(exp=now - 100), "expired-token", "expired")
        self.refused(self.sign(exp=None), says="when it ends")
        self.refused(self.token(nbf=now + 100), says="does not count yet")
        self.refused(self.sign(nbf="soon"), says="when it begins")
        self.refused(self.token(client_id="a b"), says="letters")
        self.assertEqual(self.me(self.token(exp=now - 30, nbf=now + 30)).status, 200, "leeway")
        self.assertEqual(self.me(self.token(aud=["another", "throughgate"])).status, 200)

    def test_heads_that_are_not_taken(self):
        self.provider("generate", alg="RS384", kid="longer")
        self.serve()
        self.refused(self.sign("longer"), says="not allowed")
        self.refused(self.sign(header={"typ": "logout+jwt"}), says="another type")
        self.refused(self.sign(header={"typ": None}), says="another type")
        self.refused(self.sign(header={"kid": None}), says="name the key")
        self.refused(self.sign(header={"kid": "two"}), says="not known here")
        self.refused(self.sign(header={"alg": "PS256"}), says="its key is not for")
        for nonsense in ("a.b.c", "...", "x" * 9000, "tg_0123456789ab_x.y.z", "%00.%00.%00"):
            self.refused(nonsense)

    def test_a_token_counts_until_it_expires_and_no_longer(self):
        self.serve(leeway_seconds=0)
        token = self.token(exp=int(time.time()) + 3)
        self.assertEqual(self.me(token).status, 200)
        wait_for("its end", lambda: self.me(token).status == 401, 20)
        self.refused(token, "expired-token")

    # --- keys ------------------------------------------------------------------------------------

    def test_rotated_keys_are_found_and_the_old_ones_are_gone(self):
        self.serve()
        old = self.token()
        self.assertEqual(self.me(old).status, 200)
        self.provider.rotate("two")
        fresh = self.token("two")
        wait_for("the new key", lambda: self.me(fresh).status == 200, 20)
        self.refused(old, says="not known here")

    def test_a_provider_that_is_away_locks_out_nobody_whose_key_is_known(self):
        self.serve()
        self.assertEqual(self.me(self.token()).status, 200)
        second = self.token(staff_id="S01")
        self.provider.stop()
        self.assertEqual(self.me(second).json["person"], "S01")
        self.provider.start()

    def test_a_provider_that_is_not_there_yet(self):
        token = self.token()
        keys = self.provider("keys")
        self.provider.stop()
        self.serve()
        answer = self.me(token)
        self.assertEqual((answer.status, answer.code), (503, "unavailable"), answer)
        self.assertIn("Retry-After", answer.headers)
        self.assertIn("oauth.no-keys", self.server.talk())
        self.assertEqual(self.server.caller()("GET", "/health").status, 200)
        counting = Counting(self, keys, self.provider.port)
        wait_for("the keys", lambda: self.me(token).status == 200, 20)
        self.assertGreaterEqual(counting.asked, 1)

    def test_unknown_keys_do_not_make_us_ask_again_and_again(self):
        counting = Counting(self, self.provider("keys"))
        self.serve(keys=counting.url, refresh_seconds=60)
        self.assertEqual(self.me(self.token()).status, 200)
        for number in range(30):
            self.refused(self.sign(header={"kid": f"unknown-{number}"}))
        self.assertEqual(self.me(self.token()).status, 200)
        self.assertEqual(counting.asked, 1)

    def test_what_is_no_key_set_or_has_no_key_for_us(self):
        symmetric = {"kty": "oct", "kid": "one", "k": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0"}
        for content in ({"keys": []}, {"keys": [symmetric]}, {"no": 1}, [], "x"):
            path = self.folder / "keys.json"
            path.write_text(json.dumps(content), encoding="utf-8")
            server = self.serve(keys=str(path))
            self.assertEqual(self.me(self.token()).status, 503, content)
            self.assertIn("oauth.no-keys", server.talk())
            server.terminate()

    # --- settings and log ------------------------------------------------------------------------

    def test_wrong_settings_are_all_told_before_anything_is_served(self):
        path = self.settings(audience=None, roles={"x": "king"}, algorithms=["HS256", "none"],
                             leeway_seconds=9999, colour="red")
        ended = self.program("serve", "--listen", "127.0.0.1:0", "--oauth", path)
        self.assertEqual(ended.code, 2, ended)
        for place in ("/audience", "/roles/x", "/algorithms/0", "/algorithms/1", "/leeway_seconds",
                      "/colour"):
            self.assertIn(place, ended.err)
        plain = self.settings(keys="http://keys.example/jwks")
        ended = self.program("serve", "--listen", "127.0.0.1:0", "--oauth", plain)
        self.assertEqual(ended.code, 2, ended)
        self.assertIn("must be https", ended.err)
        self.assertEqual(self.program("serve", "--oauth", self.folder / "none.json").code, 2)

    def test_nothing_of_a_token_is_in_the_log(self):
        self.serve()
        good, bad = self.token(), self.forge("stranger")
        self.me(good), self.me(bad)
        self.server.terminate()
        talk = self.server.talk()
        self.assertIn('"principal":"oauth:portal"', talk)
        for token in (good, bad):
            for part in token.split("."):
                self.assertNotIn(part, talk)


class Counting:
    """Serves a key set and counts how often it was asked for."""

    def __init__(self, test, content, port=0):
        self.asked = 0
        body = json.dumps(content).encode()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(handler):
                self.asked += 1
                handler.send_response(200)
                handler.send_header("Content-Length", str(len(body)))
                handler.end_headers()
                handler.wfile.write(body)

            def log_message(handler, *_):
                pass

        http.server.ThreadingHTTPServer.allow_reuse_address = True
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        test.addCleanup(thread.join)
        test.addCleanup(server.server_close)
        test.addCleanup(server.shutdown)
        self.url = f"http://127.0.0.1:{server.server_port}/jwks"


if __name__ == "__main__":
    unittest.main()
