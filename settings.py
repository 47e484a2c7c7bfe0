"""Every setting, from the environment (`TELECOMMUTE_…`) or from a file named by `…_FILE`."""

from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import (
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from environment import PREFIX, Files, SettingsProblem, in_words, kept, looks_like_a_sample

Port = Annotated[int, Field(ge=1, le=65535)]
SECRETS = ("secret", "payload_keys")
"""What `telecommute up` makes once, each a file in the data folder."""

SECRET_LENGTH = 32


class Settings(BaseSettings):
    """What an installation may set. Temporal's address and TLS come from its own `TEMPORAL_*`.

    Raises pydantic's ValidationError or SettingsProblem; `load_settings` puts both into words.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="forbid")

    production: bool = Field(
        default=False, description="Refuse to start with anything that is fit only for trying out."
    )
    data: Path = Field(
        default=Path("var"), description="The folder that keeps all state of the embedded default."
    )
    host: str = Field(default="127.0.0.1", description="Where the web application listens.")
    port: Port = Field(default=8000, description="Port of the web application.")
    temporal_port: Port = Field(default=7233, description="Port of the embedded Temporal server.")
    temporal_ui_port: Port = Field(default=8233, description="Port of the embedded Temporal UI.")
    base_url: str = Field(
        default_factory=lambda values: f"http://127.0.0.1:{values.get('port', 8000)}",
        description="How people reach the pages; links in mail begin with it. No slash at the end.",
        json_schema_extra={"shown": "`http://127.0.0.1:` and the port"},
    )
    temporal_ui_url: str = Field(
        default_factory=lambda values: f"http://127.0.0.1:{values.get('temporal_ui_port', 8233)}",
        description="How operators reach the Temporal UI.",
        json_schema_extra={"shown": "`http://127.0.0.1:` and the UI port"},
    )
    trusted_proxies: str = Field(
        default="",
        description="Networks of proxies whose `X-Forwarded-For` is believed, with commas.",
    )
    database_url: str = Field(
        default_factory=lambda values: f"sqlite:///{values.get('data', 'var')}/telecommute.db",
        description="The records: `postgresql+psycopg://…` or `sqlite:///…`.",
        json_schema_extra={"shown": "a SQLite file in the data folder"},
        repr=False,
    )
    documents: Path = Field(
        default_factory=lambda values: Path(values.get("data", "var"), "documents"),
        description="The folder of the document store.",
        json_schema_extra={"shown": "`documents` in the data folder"},
    )
    agencies: Path = Field(
        default=Path("policy/programs/agencies"), description="The folder of the agencies' files."
    )
    people: Path = Field(
        default=Path("examples/people.csv"),
        description="Imported by `telecommute up` when the directory is empty.",
    )
    smtp_host: str = Field(default="127.0.0.1", description="The mail relay.")
    smtp_port: Port = Field(default=1025, description="Its port; the embedded mailbox has it.")
    smtp_user: str = Field(default="", description="The name to sign in with at the relay, if any.")
    smtp_password: SecretStr = Field(default=SecretStr(""), description="The password for it.")
    smtp_starttls: bool = Field(
        default=False, description="Encrypt the connection to the relay; no fallback."
    )
    mail_from: str = Field(default="telecommute@localhost", description="The sender of all mail.")
    secret: SecretStr = Field(
        default_factory=lambda values: kept(Path(values.get("data", "var")), "secret"),
        description="32 characters or more, random; every link derives from it. Keep a copy.",
        json_schema_extra={"shown": "the file `secret` in the data folder, made by `up`"},
    )
    payload_keys: SecretStr = Field(
        default_factory=lambda values: kept(Path(values.get("data", "var")), "payload_keys"),
        description=(
            "32 characters or more, random: what Temporal stores of arrangements is encrypted with "
            "it. Several with commas, the newest first, while older ones are still needed. Keep a "
            "copy: without it no arrangement goes on."
        ),
        json_schema_extra={"shown": "the file `payload_keys` in the data folder, made by `up`"},
    )
    oidc_issuer: str = Field(
        default="",
        description="Single sign-on: the employer's OpenID Connect provider, by its issuer.",
    )
    oidc_client_id: str = Field(default="", description="As what the provider knows us.")
    oidc_client_secret: SecretStr = Field(
        default=SecretStr(""), description="The secret that goes with it."
    )
    oidc_claim: str = Field(
        default="employee_number",
        description="Where the provider writes the employee number that the directory has.",
    )
    sign_in_by_mail: bool = Field(
        default_factory=lambda values: not values.get("oidc_issuer"),
        description="Let people sign in by a link in mail.",
        json_schema_extra={"shown": "on, but off with single sign-on"},
    )
    mailbox: bool = Field(
        default=False, description="Show received mail at `/mailbox`. `telecommute up` sets it."
    )
    clamav_host: str = Field(default="", description="Where ClamAV listens, to scan uploads.")
    clamav_port: Port = Field(default=3310, description="Its port.")
    acts_per_minute: int = Field(
        default=120, ge=1, description="Forms and API acts that one person may send in a minute."
    )
    web_processes: int = Field(
        default=2, ge=1, description="Processes of the web application; they share its port."
    )
    retention_days: int = Field(
        default=3650, ge=1, description="Days that Temporal keeps the history of what has ended."
    )

    @field_validator("base_url", "temporal_ui_url")
    @classmethod
    def check_url(cls, value: str) -> str:
        """An absolute http or https URL, given back without a slash at its end."""
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            problem = "must begin with http:// or https:// and name a host"
            raise ValueError(problem)
        return value.rstrip("/")

    @field_validator(*SECRETS)
    @classmethod
    def check_secret(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        """Empty (not yet made), or long enough; each of several keys is."""
        several = info.field_name == "payload_keys"
        each = listed(value) if several else (value.get_secret_value(),)
        if value and min((len(one.encode()) for one in each), default=0) < SECRET_LENGTH:
            problem = f"must have {SECRET_LENGTH} characters or more"
            raise ValueError(problem)
        return value

    @model_validator(mode="after")
    def check_sign_in(self) -> Self:
        """There has to be a way in, and single sign-on has to be whole."""
        if found := sign_in_troubles(self):
            raise SettingsProblem(*found)
        return self

    @model_validator(mode="after")
    def check_production(self) -> Self:
        """Refuse, in production, what is fit only for trying out."""
        if self.production and (found := unfit_for_production(self)):
            raise SettingsProblem(*found)
        return self

    @property
    def keys(self) -> tuple[str, ...]:
        """What payloads are encrypted with, the newest first."""
        return listed(self.payload_keys)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is handed in, then the environment, then files."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, Files(settings_cls)


def load_settings() -> Settings:
    """The settings of this installation; SettingsProblem names everything wrong with them."""
    try:
        settings = Settings()
    except ValidationError as error:
        raise SettingsProblem(*in_words(error)) from None
    if missing := [name for name in SECRETS if not getattr(settings, name)]:
        raise SettingsProblem(
            *(
                f"{PREFIX}{name.upper()} is not set, and there is no file {settings.data / name}."
                for name in missing
            )
        )
    return settings


def listed(keys: SecretStr) -> tuple[str, ...]:
    """Each of several keys."""
    return tuple(key.strip() for key in keys.get_secret_value().split(",") if key.strip())


def sign_in_troubles(settings: Settings) -> tuple[str, ...]:
    """Why nobody could sign in with these settings; empty when people can."""
    issuer = urlsplit(settings.oidc_issuer)
    whole = settings.oidc_client_id and settings.oidc_client_secret
    checks = {
        f"SIGN_IN_BY_MAIL is off and {PREFIX}OIDC_ISSUER not set: nobody could sign in.": (
            not (settings.sign_in_by_mail or settings.oidc_issuer)
        ),
        f"OIDC_CLIENT_ID and {PREFIX}OIDC_CLIENT_SECRET go with an issuer: set both.": (
            bool(settings.oidc_issuer) and not whole
        ),
        "OIDC_ISSUER must begin with https://.": (
            bool(settings.oidc_issuer)
            and issuer.scheme != "https"
            and issuer.hostname not in {"127.0.0.1", "localhost"}
        ),
    }
    return tuple(PREFIX + problem for problem, wrong in checks.items() if wrong)


def unfit_for_production(settings: Settings) -> tuple[str, ...]:
    """Why these settings may not serve real people; empty when they may."""
    checks = {
        "SECRET is missing, or looks like a sample: make one with `openssl rand -base64 48`.": (
            looks_like_a_sample(settings.secret.get_secret_value())
        ),
        "PAYLOAD_KEYS is missing, or looks like a sample: make one as SECRET, and keep a copy.": (
            not settings.keys or any(map(looks_like_a_sample, settings.keys))
        ),
        "BASE_URL must begin with https://.": not settings.base_url.startswith("https://"),
        "BASE_URL must name a host alone: the pages lie at its top.": (
            settings.base_url.count("/") > len("//")
        ),
        "MAILBOX must be off: it shows everybody's mail.": settings.mailbox,
        "DATABASE_URL must name a PostgreSQL database.": settings.database_url.startswith("sqlite"),
        "SMTP_STARTTLS must be on where SMTP_PASSWORD is set.": (
            bool(settings.smtp_password) and not settings.smtp_starttls
        ),
        "MAIL_FROM must be one that people can answer.": settings.mail_from.endswith("@localhost"),
    }
    return tuple(PREFIX + problem for problem, wrong in checks.items() if wrong)
