"""How much the initial content holds, counted in its own files: a new page there breaks no test."""

import csv
import tomllib
from functools import cache

from django.conf import settings

FOLDER = settings.ROOT / "iom_site" / "initial_content"
LANGUAGES = sorted(file.stem for file in FOLDER.glob("*.toml"))


@cache
def pages(language="en"):
    """How many pages one language has: those written out and those of the projects."""
    written = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))["page"]
    with (FOLDER / "projects.csv").open(encoding="utf-8", newline="") as file:
        title = "title" if language == settings.LANGUAGE_CODE else f"title_{language}"
        projects = [row for row in csv.DictReader(file) if row[title]]
    return len(written) + len(projects)


def pages_in_all_languages():
    return sum(pages(language) for language in LANGUAGES)
