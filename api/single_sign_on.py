"""Single sign-on by OpenID Connect: the employer's provider says who is at the browser.

By the authorization code flow with state, nonce and PKCE (RFC 9700). Whom the provider names counts
as the employee number of the directory: a mail address may change hands.
"""

import hmac
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
from authlib.integrations.starlette_client import (
    OAuthError,
    StarletteIntegration,
    StarletteOAuth2App,
)
from httpx2 import HTTPError
from joserfc.errors import JoseError
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.types import ASGIApp

BEGIN = "/sign-in/account"
BACK = f"{BEGIN}/back"
BEGUN_WITHIN = timedelta(minutes=10)
"""How long a sign-in may take at the provider."""

SIGNED_BY = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""How an identity may be signed: by a key that the provider alone has."""

log = structlog.get_logger()


class SignInLost(Exception):
    """No sign-in was begun in this browser that this would finish, or too long ago."""


class SignInDeclined(Exception):
    """The provider has let nobody in."""


class NotProven(Exception):
    """What the provider has sent does not say for sure who it is."""


class ProviderAway(Exception):
    """The provider does not answer."""


@dataclass(frozen=True)
class Provider:
    """The employer's provider, and as what it knows this installation.

    `claim` is where it writes the employee number.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    claim: str


@dataclass(frozen=True)
class Named:
    """Whom the provider has named by their employee number, and where they were going."""

    number: str
    next_path: str


class SingleSignOn:
    """Sends a browser to the provider, and hears who has come back."""

    def __init__(self, provider: Provider, base_url: str) -> None:
        """The provider is asked what it can do when the first sign-in begins."""
        self._provider = provider
        self._back = base_url + BACK
        self._client = StarletteOAuth2App(
            StarletteIntegration("account"),
            "account",
            client_id=provider.client_id,
            client_secret=provider.client_secret,
            server_metadata_url=f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={"scope": "openid", "code_challenge_method": "S256"},
        )

    async def begin(self, request: Request, next_path: str) -> str:
        """Where to send the browser, which keeps what it began; ProviderAway, NotProven."""
        with _answering():
            await self._discover()
            begun = await self._client.create_authorization_url(self._back)
        await self._client.save_authorize_data(
            request, redirect_uri=self._back, next_path=next_path, **begun
        )
        return begun["url"]

    async def finish(self, request: Request) -> Named:
        """Whom the provider names; SignInLost, SignInDeclined, NotProven, ProviderAway."""
        state = request.query_params.get("state", "")
        begun = await self._client.framework.get_state_data(request.session, state)
        if begun is None:
            raise SignInLost
        with _answering():
            await self._discover()
            token = await self._client.authorize_access_token(
                request,
                claims_options={
                    "iss": {"essential": True, "value": self._provider.issuer},
                    "aud": {"essential": True, "value": self._provider.client_id},
                },
            )
            return Named(self._number_in(token.get("userinfo", {})), begun["next_path"])

    def _number_in(self, claims: Mapping[str, object]) -> str:
        number = claims.get(self._provider.claim)
        if not number or not isinstance(number, str | int):
            why = f"there is no {self._provider.claim} in what it says"
            raise NotProven(why)
        return str(number)

    async def _discover(self) -> None:
        """Ask once what the provider can do; of how it signs, only what is sound is taken."""
        told = await self._client.load_server_metadata()
        if told.get("issuer") != self._provider.issuer:
            why = "the provider calls itself by another name"
            raise NotProven(why)
        offered = told.get("id_token_signing_alg_values_supported")
        sound = [each for each in SIGNED_BY if isinstance(offered, list) and each in offered]
        told["id_token_signing_alg_values_supported"] = sound or ["RS256"]


class KeptMeanwhile(SessionMiddleware):
    """The cookie in which a browser keeps what it began: signed, and sent to that page alone."""

    def __init__(self, app: ASGIApp, secret: bytes, *, secure: bool) -> None:
        """`secret` is the installation's; `secure`: over https alone."""
        super().__init__(
            app,
            secret_key=hmac.digest(secret, b"single sign-on", "sha256").hex(),
            session_cookie="telecommute-account",
            max_age=int(BEGUN_WITHIN.total_seconds()),
            path=BEGIN,
            same_site="lax",
            https_only=secure,
        )


@contextmanager
def _answering() -> Iterator[None]:
    """What can go wrong with a provider, as facts of ours; operators find out why in the log."""
    try:
        yield
    except OAuthError as error:
        log.warning("single sign-on", declined=error.error)
        raise SignInDeclined from error
    except (JoseError, NotProven) as error:
        log.warning("single sign-on", unproven=str(error))
        raise NotProven from error
    except (HTTPError, ValueError) as error:
        log.warning("single sign-on", away=type(error).__name__)
        raise ProviderAway from error
