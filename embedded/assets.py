"""Copies what pages need of the U.S. Web Design System: the files its style sheet names, no more.

Run as `python -m embedded.assets`, after `npm ci`. The whole package is 34 MB; this is 1.3 MB.
"""

import re
import shutil
import sys
import tempfile
from pathlib import Path

SOURCE = Path("node_modules/@uswds/uswds")
TARGET = Path("api/static/vendor/uswds")

STYLES = Path("css/uswds.min.css")
LICENSE = Path("LICENSE.md")
_NAMED = re.compile(r"""url\(["']?\.\./([^)"'?#]+)""")


class AssetMissing(FileNotFoundError):
    """The package is not installed, or its style sheet names a file that it does not have."""

    def __init__(self, path: Path) -> None:
        """`path` is what was looked for."""
        super().__init__(f"{path} is missing: run npm ci first")


def named_files(styles: str) -> tuple[Path, ...]:
    """The files a style sheet names, relative to its parent folder, sorted and each once."""
    return tuple(Path(name) for name in sorted(set(_NAMED.findall(styles))))


def copy_assets(source: Path, target: Path) -> tuple[Path, ...]:
    """Replace `target` by the files needed from the package at `source`; return what it now has.

    AssetMissing before anything changes if one is absent.
    """
    if not (source / "dist" / STYLES).is_file():
        raise AssetMissing(source / "dist" / STYLES)
    needed = (STYLES, *named_files((source / "dist" / STYLES).read_text()))
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".uswds-") as folder:
        fresh = Path(folder) / "uswds"
        for name in needed:
            _copy(source / "dist" / name, fresh / name)
        _copy(source / LICENSE, fresh / LICENSE)
        _replace(target, fresh)
    return (*needed, LICENSE)


def _copy(origin: Path, copy: Path) -> None:
    if not origin.is_file():
        raise AssetMissing(origin)
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(origin, copy)


def _replace(target: Path, fresh: Path) -> None:
    if target.exists():
        target.rename(fresh.with_name("old"))
    fresh.rename(target)


if __name__ == "__main__":
    copied = copy_assets(SOURCE, TARGET)
    sys.stdout.write(f"{len(copied)} files of the U.S. Web Design System are in {TARGET}\n")
