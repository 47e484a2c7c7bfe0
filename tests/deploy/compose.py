"""The compose file as values."""

from pathlib import Path
from typing import TypeAlias

import yaml

ROOT = Path(__file__).parents[2]
Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"
Service = dict[str, Value]


def compose() -> dict[str, Value]:
    """The whole file, with its anchors resolved."""
    content: dict[str, Value] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return content


def services() -> dict[str, Service]:
    """Every service by name."""
    found = compose()["services"]
    assert isinstance(found, dict)
    return {name: table(service) for name, service in found.items()}


def table(value: Value) -> dict[str, Value]:
    """A mapping; empty when the key is absent."""
    if value is None:
        return {}
    assert isinstance(value, dict)
    return value


def words(value: Value) -> list[str]:
    """A list of strings; empty when the key is absent."""
    if value is None:
        return []
    assert isinstance(value, list)
    return [str(item) for item in value]


def is_job(service: Service) -> bool:
    """Whether it runs once and ends."""
    return str(service.get("restart", "")).startswith("on-failure")
