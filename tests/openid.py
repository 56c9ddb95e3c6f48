"""A small service that speaks OpenID Connect, as a municipality's own does; people and tests sign in by it."""

import json
import time
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

SECRET_NAME = "KUNTA_SECRET"
SECRET = "hush"
NAME = "Esimerkkilän kunta"
_PAGE = """<!doctype html><html lang="fi"><title>Esimerkkilän kunta</title><h1>Esimerkkilän kunta</h1>
<p><a href="{yes}">Jatka Venlana</a></p><p><a href="{no}">Peruuta</a></p>"""


def told_to_raitti(port: int) -> dict[str, object]:
    """How `RAITTI_OIDC` names the service."""
    server = {"secret_name": SECRET_NAME, "server_url": f"http://127.0.0.1:{port}"}
    return {"id": "kunta", "name": NAME, "client_id": "raitti", **server}


class Service(BaseHTTPRequestHandler):
    """Tells of one person to whoever brings the right code and secret."""

    claims: dict[str, object] = {}
    # What it tells of how someone signed in there, if anything.
    signed: dict[str, object] | None = None

    def do_GET(self) -> None:
        base = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
        if self.path == "/.well-known/openid-configuration":
            names = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
            self._say({"issuer": base, **{name: f"{base}/{name}" for name in names}})
        elif self.path.startswith("/authorization_endpoint?"):
            self._ask()
        elif self.headers.get("Authorization") == "Bearer ticket":
            self._say(self.claims)
        else:
            self._say({}, status=401)

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        right = sent.get("code") == ["right"] and sent.get("client_secret") == [SECRET] and "code_verifier" in sent
        ticket = {"access_token": "ticket", "token_type": "Bearer"}
        if self.signed is not None:
            base = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
            about = {"iss": base, "aud": "raitti", "exp": time.time() + 60, "sub": self.claims["sub"]}
            ticket["id_token"] = jwt.encode(about | self.signed, "k" * 32)
        self._say(ticket if right else {"error": "invalid_grant"})

    def _ask(self) -> None:
        """The page on which people say yes or no."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        known = {"state": asked["state"]}
        yes, no = (urlencode(known | more) for more in ({"code": "right"}, {"error": "access_denied"}))
        back = asked["redirect_uri"]
        self._send(_PAGE.format(yes=f"{back}?{yes}", no=f"{back}?{no}"), "text/html; charset=utf-8")

    def _say(self, what: dict[str, object], *, status: int = 200) -> None:
        self._send(json.dumps(what), "application/json", status=status)

    def _send(self, body: str, kind: str, *, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep quiet."""
