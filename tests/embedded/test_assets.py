"""Exactly the files that the style sheet names are copied."""

from pathlib import Path

import pytest

from embedded.assets import SOURCE, AssetMissing, copy_assets, named_files


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with a style sheet that names one font and one picture, and has more files."""
    root = tmp_path / "package"
    styles = "a{b:url(../fonts/a.woff2)}c{d:url('../img/e.svg#f')}g{h:url(../fonts/a.woff2)}"
    files = {
        "dist/css/uswds.min.css": styles,
        "dist/fonts/a.woff2": "font",
        "dist/fonts/unused.woff2": "font",
        "dist/img/e.svg": "picture",
        "dist/img/sprite.svg": "icons",
        "dist/js/uswds.min.js": "",
        "LICENSE.md": "license",
    }
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content)
    return root


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_only_what_the_style_sheet_names_is_copied(package: Path, tmp_path: Path) -> None:
    copy_assets(package, tmp_path / "static" / "uswds")
    assert names(tmp_path / "static" / "uswds") == {
        *("css/uswds.min.css", "LICENSE.md", "fonts/a.woff2", "img/e.svg"),
    }


def test_copying_again_leaves_nothing_of_the_version_before(package: Path, tmp_path: Path) -> None:
    target = tmp_path / "static" / "uswds"
    target.mkdir(parents=True)
    (target / "old.css").write_text("")
    copy_assets(package, target)
    copy_assets(package, target)
    assert "old.css" not in names(target)
    assert [path.name for path in target.parent.iterdir()] == ["uswds"]


def test_a_missing_file_changes_nothing(package: Path, tmp_path: Path) -> None:
    target = tmp_path / "static" / "uswds"
    copy_assets(package, target)
    before = names(target)
    (package / "dist/img/e.svg").unlink()
    with pytest.raises(AssetMissing, match=r"e\.svg is missing: run npm ci first"):
        copy_assets(package, target)
    assert names(target) == before


def test_a_package_that_is_not_installed_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(AssetMissing, match="run npm ci first"):
        copy_assets(tmp_path / "nothing", tmp_path / "target")


def test_the_installed_design_system_has_every_file_it_names(tmp_path: Path) -> None:
    copied = copy_assets(SOURCE, tmp_path / "uswds")
    styles = (tmp_path / "uswds/css/uswds.min.css").read_text()
    assert set(named_files(styles)) <= set(copied)
    assert sum(path.stat().st_size for path in (tmp_path / "uswds").rglob("*.*")) < 2_000_000
