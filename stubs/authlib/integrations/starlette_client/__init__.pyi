"""A client of an OpenID Connect provider, in a Starlette application."""

from collections.abc import Mapping

from authlib.integrations.base_client import OAuthError as OAuthError
from starlette.requests import Request

class StarletteIntegration:
    def __init__(self, name: str) -> None: ...
    async def get_state_data(
        self, session: Mapping[str, object], state: str
    ) -> Mapping[str, str] | None: ...

class StarletteOAuth2App:
    framework: StarletteIntegration
    def __init__(
        self,
        framework: StarletteIntegration,
        name: str,
        *,
        client_id: str,
        client_secret: str,
        server_metadata_url: str,
        client_kwargs: Mapping[str, str],
    ) -> None: ...
    async def load_server_metadata(self) -> dict[str, object]: ...
    async def create_authorization_url(self, redirect_uri: str) -> dict[str, str]: ...
    async def save_authorize_data(self, request: Request, **kwargs: str) -> None: ...
    async def authorize_access_token(
        self, request: Request, *, claims_options: Mapping[str, Mapping[str, object]]
    ) -> Mapping[str, Mapping[str, object]]: ...
