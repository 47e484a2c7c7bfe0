"""How tests read and write payloads: as every client and worker does, by a key of their own."""

from pydantic import SecretStr

from payloads import converter_with
from settings import Settings

KEY = "of these tests alone: 0123456789 0123456789"
CONVERTER = converter_with((KEY,))


def settings_with(temporal_port: int = 7233) -> Settings:
    """Settings of a client that reads and writes by that key."""
    return Settings(temporal_port=temporal_port, payload_keys=SecretStr(KEY))
