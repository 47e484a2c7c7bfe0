"""Every setting, from the environment (`TELECOMMUTE_…`) or a file named by `…_FILE`."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an installation may set. Temporal's own address, namespace and TLS come from `TEMPORAL_*`."""

    model_config = SettingsConfigDict(env_prefix="TELECOMMUTE_", extra="forbid")

    database_url: str = "sqlite:///var/telecommute.db"
    documents: Path = Path("var/documents")
    agencies: Path = Path("policy/programs/agencies")
    base_url: str = "http://127.0.0.1:8000"
    temporal_ui_url: str = "http://127.0.0.1:8233"
    smtp_host: str = "127.0.0.1"
    smtp_port: int = 1025
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_starttls: bool = False
    mail_from: str = "telecommute@localhost"
    secret: SecretStr = Field(default=SecretStr(""), description="32 bytes or more; links derive from it")
    mailbox: bool = False
