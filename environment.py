"""What the environment says: variables with our prefix, files that they name, and kept secrets."""

import difflib
import os
from pathlib import Path

from pydantic import SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import PydanticBaseSettingsSource

PREFIX, FILE = "TELECOMMUTE_", "_FILE"
SAMPLES = ("change", "example", "sample", "secret", "password", "telecommute", "12345", "abcde")
VARIETY = 10
"""Different characters that a secret has at least."""


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


def refuse_unknown(names: frozenset[str]) -> None:
    """Refuse every variable with our prefix that names no setting, and say which was meant."""
    known = [f"{PREFIX}{name.upper()}{end}" for name in sorted(names) for end in ("", FILE)]
    unknown = [name for name in os.environ if name.startswith(PREFIX) and name not in known]
    if unknown:
        raise SettingsProblem(*(_unknown(name, known) for name in sorted(unknown)))


def kept(data: Path, name: str) -> SecretStr:
    """A secret in the data folder, where `telecommute up` has made one; empty otherwise."""
    path = data / name
    return SecretStr(path.read_text().strip() if path.is_file() else "")


def looks_like_a_sample(secret: str) -> bool:
    """Whether nobody can have drawn this secret at random: a word of ours in it, or few letters."""
    return len(set(secret)) < VARIETY or any(word in secret.lower() for word in SAMPLES)


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


def _unknown(name: str, known: list[str]) -> str:
    near = "".join(difflib.get_close_matches(name, known, n=1))
    return f"{name} is not a setting." + (f" Did you mean {near}?" if near else "")


def _content(name: str, path: Path) -> str:
    try:
        return path.read_text().removesuffix("\n")
    except OSError as error:
        problem = f"{name}: {path} cannot be read: {error.strerror}."
        raise SettingsProblem(problem) from None
