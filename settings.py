"""Every setting, from the environment (`TELECOMMUTE_…`) or from a file named by `…_FILE`."""

import difflib
import os
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

PREFIX, FILE = "TELECOMMUTE_", "_FILE"
Port = Annotated[int, Field(ge=1, le=65535)]
SECRET_LENGTH, SECRET_VARIETY = 32, 10
SAMPLES = ("change", "example", "sample", "secret", "password", "telecommute", "12345", "abcde")


class SettingsProblem(ValueError):
    """The settings cannot be used; `problems` says why, one plain sentence each."""

    def __init__(self, *problems: str) -> None:
        """One sentence for each thing wrong."""
        super().__init__("\n".join(problems))
        self.problems = problems


class Files(PydanticBaseSettingsSource):
    """Reads a setting from the file that `TELECOMMUTE_<NAME>_FILE` names, less its last newline.

    Refuses variables with our prefix that name no setting: no misspelled one passes silently.
    """

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[object, str, bool]:
        """The content of the file for one setting, or None when no file is named."""
        del field
        name = f"{PREFIX}{field_name.upper()}"
        path = os.environ.get(name + FILE)
        if path is None:
            return None, field_name, False
        if name in os.environ:
            problem = f"{name} and {name}{FILE} are both set: set one of them."
            raise SettingsProblem(problem)
        return _content(name + FILE, Path(path)), field_name, False

    def __call__(self) -> dict[str, object]:
        """Every setting that comes from a file, by name."""
        refuse_unknown(frozenset(self.settings_cls.model_fields))
        found = {
            name: self.get_field_value(field, name)[0]
            for name, field in self.settings_cls.model_fields.items()
        }
        return {name: value for name, value in found.items() if value is not None}


class Settings(BaseSettings):
    """What an installation may set. Temporal's address and TLS come from its own `TEMPORAL_*`.

    Raises pydantic's ValidationError or SettingsProblem; `load_settings` puts both into words.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid")

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
        default_factory=lambda values: kept_secret(Path(values.get("data", "var"))),
        description="32 characters or more, random; every link derives from it. Keep a copy.",
        json_schema_extra={"shown": "the file `secret` in the data folder, made by `up`"},
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

    @field_validator("secret")
    @classmethod
    def check_secret(cls, value: SecretStr) -> SecretStr:
        """Empty (not yet made), or long enough."""
        if value and len(value.get_secret_value().encode()) < SECRET_LENGTH:
            problem = f"must have {SECRET_LENGTH} characters or more"
            raise ValueError(problem)
        return value

    @model_validator(mode="after")
    def check_production(self) -> Self:
        """Refuse, in production, what is fit only for trying out."""
        if self.production and (found := unfit_for_production(self)):
            raise SettingsProblem(*found)
        return self

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
    if not settings.secret:
        problem = f"{PREFIX}SECRET is not set, and there is no file {settings.data / 'secret'}."
        raise SettingsProblem(problem)
    return settings


def in_words(error: ValidationError) -> tuple[str, ...]:
    """What pydantic found, as sentences that name the variable to change."""
    found: list[str] = []
    for detail in error.errors():
        if detail["type"] == "default_factory_not_called":
            continue
        message = detail["msg"].removeprefix("Value error, ")
        if detail["loc"]:
            found.append(f"{PREFIX}{str(detail['loc'][0]).upper()}: {message}.")
        else:
            found.extend(message.splitlines())
    return tuple(found)


def unfit_for_production(settings: Settings) -> tuple[str, ...]:
    """Why these settings may not serve real people; empty when they may."""
    checks = {
        "SECRET is missing, or looks like a sample: make one with `openssl rand -base64 48`.": (
            looks_like_a_sample(settings.secret.get_secret_value())
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


def looks_like_a_sample(secret: str) -> bool:
    """Whether nobody can have drawn this secret at random: a word of ours in it, or few letters."""
    return len(set(secret)) < SECRET_VARIETY or any(word in secret.lower() for word in SAMPLES)


def refuse_unknown(names: frozenset[str]) -> None:
    """Refuse every variable with our prefix that names no setting, and say which was meant."""
    known = [f"{PREFIX}{name.upper()}{end}" for name in sorted(names) for end in ("", FILE)]
    unknown = [name for name in os.environ if name.startswith(PREFIX) and name not in known]
    if unknown:
        raise SettingsProblem(*(_unknown(name, known) for name in sorted(unknown)))


def kept_secret(data: Path) -> SecretStr:
    """The secret in the data folder, where `telecommute up` has made one; empty otherwise."""
    path = data / "secret"
    return SecretStr(path.read_text().strip() if path.is_file() else "")


def _unknown(name: str, known: list[str]) -> str:
    near = "".join(difflib.get_close_matches(name, known, n=1))
    return f"{name} is not a setting." + (f" Did you mean {near}?" if near else "")


def _content(name: str, path: Path) -> str:
    try:
        return path.read_text().removesuffix("\n")
    except OSError as error:
        problem = f"{name}: {path} cannot be read: {error.strerror}."
        raise SettingsProblem(problem) from None
