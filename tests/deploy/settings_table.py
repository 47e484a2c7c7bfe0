"""The table of settings that docs/operating.md must show, from the model."""

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from environment import PREFIX
from settings import Settings


def rows() -> list[str]:
    """Head, rule and one line for each setting, in the model's order."""
    listed = [_row(name, field) for name, field in Settings.model_fields.items()]
    return ["| Setting | Default | What it is |", "|---|---|---|", *listed]


def _row(name: str, field: FieldInfo) -> str:
    return f"| `{PREFIX}{name.upper()}` | {_default(field)} | {field.description} |"


def _default(field: FieldInfo) -> str:
    """The default in words where it depends on other settings."""
    extra = field.json_schema_extra
    if isinstance(extra, dict):
        return str(extra["shown"])
    shown = {True: "on", False: "off", "": "none"}
    value = (
        field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
    )
    if isinstance(value, bool | str) and value in shown:
        return shown[value]
    return f"`{value}`"
