"""An employer's provider of identities, which says what a test has it say."""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from time import time
from urllib.parse import parse_qs, urlsplit

from httpx2 import Client, Response
from joserfc import jwt
from joserfc.jwk import ECKey, Key
from sqlmodel import select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from records.visits import Visit
from tests.api.site import Desk
from tests.ports import free_port
from tests.served import served

CLIENT_ID, CLIENT_SECRET = "telecommute", "known to both of them"
KEY, OTHER_KEY = (ECKey.generate_key("P-256", {"kid": "of the employer"}) for _ in range(2))
UNSIGNED = urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")


@dataclass
class Employer:
    """Answers as OpenID Connect has it, but for what is changed in `told` and how it is signed."""

    issuer: str
    told: dict[str, object] = field(default_factory=dict)
    """What it says of who signs in; None leaves a claim out."""
    discovered: dict[str, object] = field(default_factory=dict)
    signs: tuple[str, Key] = ("ES256", KEY)
    unsigned: bool = False
    mute: bool = False
    """Whether it gives a token without an identity."""
    asked: dict[str, str] = field(default_factory=dict)
    """What the browser was sent to it with."""

    def discover(self, _: Request) -> JSONResponse:
        """What it can do."""
        usual = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["none", "HS256", "ES256"],
        }
        return JSONResponse(usual | self.discovered)

    def keys(self, _: Request) -> JSONResponse:
        """What its signatures are checked by."""
        return JSONResponse({"keys": [KEY.as_dict(private=False)]})

    async def token(self, request: Request) -> JSONResponse:
        """An identity for a code, for who can show what it was begun with."""
        sent = await request.form()
        shown = sha256(str(sent["code_verifier"]).encode()).digest()
        if urlsafe_b64encode(shown).decode().rstrip("=") != self.asked["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        answer = {"access_token": "unused", "token_type": "Bearer"}
        return JSONResponse(answer if self.mute else answer | {"id_token": self._identity()})

    def sends_back(self, begun: Response) -> str:
        """The path by which a browser comes back that was sent there."""
        address = urlsplit(begun.headers["location"])
        self.asked = {name: value for name, (value,) in parse_qs(address.query).items()}
        return f"{urlsplit(self.asked['redirect_uri']).path}?code=1&state={self.asked['state']}"

    def lets_in(self, client: Client, next_path: str = "/") -> Response:
        """A browser goes there and comes back."""
        begun = client.get(f"/sign-in/account?next={next_path}")
        return client.get(self.sends_back(begun))

    def _identity(self) -> str:
        now = int(time())
        usual: dict[str, object] = {
            "iss": self.issuer,
            "sub": "somebody",
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 60,
            "nonce": self.asked["nonce"],
        }
        claims = {name: told for name, told in (usual | self.told).items() if told is not None}
        algorithm, key = self.signs
        header = {"alg": algorithm, "kid": "of the employer"}
        written = jwt.encode(header, claims, key, algorithms=[algorithm])
        return f"{UNSIGNED}.{written.split('.')[1]}." if self.unsigned else written


@contextmanager
def an_employer() -> Iterator[Employer]:
    """Its provider on a free port."""
    port = free_port()
    employer = Employer(f"http://127.0.0.1:{port}")
    app = Starlette(
        routes=[
            Route("/.well-known/openid-configuration", employer.discover),
            Route("/keys", employer.keys),
            Route("/token", employer.token, methods=["POST"]),
        ]
    )
    with served(app, port):
        yield employer


def signed_in(desk: Desk) -> list[tuple[str, str]]:
    """Who is signed in, and how that is known."""
    with desk.session() as session:
        return [(visit.person, visit.known_by) for visit in session.exec(select(Visit)).all()]
