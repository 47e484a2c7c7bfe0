"""Whatever is done to one key of a file, it is refused as a ProgramError or is a sound program."""

import copy
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from policy.program import Program
from policy.reading.agencies import load_agency
from policy.reading.catalog import Programs
from policy.reading.layout import read
from policy.reading.loading import load_programs
from policy.reading.soundness import program_problems
from policy.reading.tables import ProgramError, Source, Table, read_table
from tests.policy.samples import FOLDER

SAMPLES = Path(__file__).parents[1] / "programs"
FILES = (FOLDER / "sacramento.toml", SAMPLES / "harbor.toml")
NAMED_FREELY = ("texts",)

Content = dict[str, object]
Place = tuple[str | int, ...]
Change = Callable[[Content, str], None]


@cache
def content_of(path: Path) -> Content:
    return dict(read_table(path, path.read_bytes()).content)


def places(value: object, place: Place = ()) -> Iterator[Place]:
    """Where each key of a file stands, tables and lists of tables too."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*place, key)
            yield from places(inner, (*place, key))
    if isinstance(value, list):
        for at, inner in enumerate(value):
            yield from places(inner, (*place, at))


def inside(value: object, step: str | int) -> object:
    """What a key of a table or a place in a list leads to."""
    if isinstance(step, int):
        assert isinstance(value, list)
        return list[object](value)[step]
    assert isinstance(value, dict)
    return dict[str, object](value)[step]


def changed(path: Path, place: Place, change: Change) -> Content:
    """The file's content after the key at that place was changed."""
    content = copy.deepcopy(content_of(path))
    holder: object = content
    for step in place[:-1]:
        holder = inside(holder, step)
    assert isinstance(holder, dict)
    change(holder, str(place[-1]))
    return content


def refusal(path: Path, content: Content) -> ProgramError | None:
    """Why that content is refused, if it is."""
    source = Source(path, {})
    try:
        program = read(Program, Table(source, content), digest="0" * 64)
    except ProgramError as error:
        return error
    return next(program_problems(program, source), None)


def loaded(file: Path, programs: Programs) -> str:
    """The agency's ID, or why its file is refused."""
    try:
        return load_agency(file, programs).id
    except ProgramError as error:
        return str(error)


def remove(holder: Content, key: str) -> None:
    del holder[key]


def misspell(holder: Content, key: str) -> None:
    holder[f"{key}x"] = holder.pop(key)


def mistype(holder: Content, key: str) -> None:
    holder[key] = datetime(2026, 1, 1, 8, 0)  # noqa: DTZ001 - no key of any file is a moment


def empty(holder: Content, key: str) -> None:
    holder[key] = type(holder[key])() if isinstance(holder[key], str | list | dict) else -1


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("change", [remove, empty])
def test_a_key_left_out_or_left_empty_is_refused_or_may_be_so(path: Path, change: Change) -> None:
    outcomes = [refusal(path, changed(path, place, change)) for place in places(content_of(path))]
    assert len(outcomes) > 200
    assert sum(outcome is not None for outcome in outcomes) > 100


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_key_of_another_type_is_refused_by_its_name(path: Path) -> None:
    for place in places(content_of(path)):
        error = refusal(path, changed(path, place, mistype))
        assert error is not None, place
        assert error.key.rpartition(".")[2] == place[-1]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_misspelled_key_is_refused(path: Path) -> None:
    for place in places(content_of(path)):
        if place[0] not in NAMED_FREELY or len(place) == 1:
            assert refusal(path, changed(path, place, misspell)) is not None, place


def test_an_agencys_file_without_one_of_its_lines_is_refused_or_sound(tmp_path: Path) -> None:
    file, programs = tmp_path / "court.toml", load_programs(SAMPLES)
    lines = (SAMPLES / "agencies" / "court.toml").read_text(encoding="utf-8").splitlines()
    for line in range(len(lines)):
        file.write_text("\n".join(lines[:line] + lines[line + 1 :]), encoding="utf-8")
        outcome = loaded(file, programs)
        assert outcome == "court" or outcome.startswith(str(file)), lines[line]
