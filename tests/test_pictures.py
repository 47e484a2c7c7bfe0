"""The README's pictures show what the pages say today."""

from pathlib import Path

import pytest

from tests.pictures import AGAIN, HEIGHTS, IMAGES, staged, words


def test_every_picture_of_the_readme_shows_its_page_as_it_is(tmp_path: Path) -> None:
    with staged(tmp_path) as (site, shown):
        assert {each.name for each in shown} == set(HEIGHTS)
        for each in shown:
            kept = (IMAGES / f"{each.name}.txt").read_text(encoding="utf-8")
            assert kept == words(site, each), AGAIN


@pytest.mark.parametrize("name", HEIGHTS)
def test_the_readme_shows_every_picture(name: str) -> None:
    readme = (IMAGES.parents[1] / "README.md").read_text(encoding="utf-8")
    assert f"(docs/images/{name}.png)" in readme
    assert (IMAGES / f"{name}.png").read_bytes().startswith(b"\x89PNG")
