"""`docs/editors/tasks.md`: what the last walk found."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from tests.browser.editor_tasks.people import SECOND

PAGE = Path("docs/editors/tasks.md")
HEAD = """# What editors do, walked

Each task was done in a real browser by the role it belongs to, on a site with its first content and samples, following
only what the screens say. Clicks are counted from the first screen on; what is typed is not. Seconds are those of a
browser that types at once and waits for each screen: they tell screens apart, not people, and nothing depends on them.
The last column is what stood on the screen at the end; “readers” is a telephone without JavaScript.

`make editor-tasks` walks anew and writes this page ([for editors](../editors.md)). """


HEADINGS = "| task | role | done | clicks | s | at the end |", "|---|---|---|---|---|---|"


@dataclass
class Result:
    """What came of one task: `seen` is what stood at the end, or what went wrong."""

    title: str
    role: str
    is_done: bool
    clicks: int
    seconds: float
    seen: str


def name_of_role(user):
    """The users who walk are called as their role is."""
    return SECOND.get(user, user.replace("-", " ").capitalize())


def machine():
    """The kind of machine, without its name."""
    return f"{os.cpu_count()} cores, {platform.system()}, {platform.machine()}, Chromium"


def _row(result):
    cells = (
        result.title,
        name_of_role(result.role),
        "yes" if result.is_done else "**no**",
        result.clicks,
        round(result.seconds),
    )
    return "| " + " | ".join(str(cell).replace("|", "/") for cell in (*cells, result.seen)) + " |"


def _section(subject, results):
    return "\n".join([f"## {subject}", "", *HEADINGS, *(_row(result) for result in results)]) + "\n"


def sections(page):
    """The parts of a page that was written before, by subject."""
    parts = page.split("\n## ")[1:]
    return {part.partition("\n")[0]: f"## {part.rstrip()}\n" for part in parts}


def text(subjects, results, before=""):
    """`results`: the new ones, by subject; of the other subjects what `before`, the last page, says stays."""
    kept = sections(before)
    named = [name for name in subjects if name in results or name in kept]
    parts = [_section(name, results[name]) if name in results else kept[name] for name in named]
    rows = [row for part in parts for row in part.splitlines()[4:]]
    done = sum("| yes |" in row for row in rows)
    summary = f"Last walk: {timezone.localdate():%d %B %Y}, {machine()}; {done} of {len(rows)} done."
    return "\n".join([HEAD + summary + "\n", *parts])
