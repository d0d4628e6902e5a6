"""A copy as a folder, written beside the old one and put in its place when it is whole."""

import json
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

from django.conf import settings

from iom_site.copies.walk import CopyError

MARK = "copy.json"  # by it a folder is known as a copy, which may be replaced


def check(folder: Path) -> None:
    """Refuse what is no copy and not empty: nothing that somebody put there is lost."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise CopyError(f"{folder} is no folder.")
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise CopyError(f"{folder} is not empty and no copy of a site: name another folder.")


def unfinished(folder: Path) -> Path:
    """A new folder beside it, on the same disk."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    return Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))


def write(folder: Path, files: Iterable[tuple[str, bytes]], made_on: date) -> int:
    """Write the files into a new folder; how many they are."""
    count = 0
    folder.mkdir()
    for place, content in files:
        target = folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        count += 1
    said = {"site": settings.SITE_URL, "made_on": str(made_on), "files": count}
    (folder / MARK).write_text(json.dumps(said) + "\n", encoding="utf-8")
    for each in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        each.chmod(0o755)  # a web server reads it as somebody else
    return count


def swap(new: Path, folder: Path) -> None:
    """Put the new folder in the place of the old one."""
    check(folder)
    if folder.exists():
        old = unfinished(folder) / "old"
        folder.rename(old)
        new.rename(folder)
        shutil.rmtree(old.parent, ignore_errors=True)
    else:
        new.rename(folder)
