"""What the web application takes from the environment beside its own settings."""

from pathlib import Path

import pytest

from api.serving import parts_from
from api.templating import HERE, pages, prepare
from policy.reading.loading import PROGRAMS, load_programs
from settings import Settings


@pytest.mark.parametrize(("set_to", "namespace"), [("telework", "telework"), (None, "default")])
def test_links_to_the_engine_s_pages_name_its_namespace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, set_to: str | None, namespace: str
) -> None:
    monkeypatch.delenv("TEMPORAL_NAMESPACE", raising=False)
    if set_to is not None:
        monkeypatch.setenv("TEMPORAL_NAMESPACE", set_to)
    parts = parts_from(Settings(data=tmp_path, agencies=PROGRAMS / "agencies"))
    assert parts.site.namespace == namespace
    assert list(parts.programs) == list(load_programs(PROGRAMS))


def test_no_reader_waits_for_a_template_to_be_compiled() -> None:
    prepare()
    kept = pages().cache
    assert kept is not None
    assert len(kept) == len(list((HERE / "templates").rglob("*.html")))
