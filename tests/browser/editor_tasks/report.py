"""`docs/editors/tasks.md`: what the last walk found."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

PAGE = Path("docs/editors/tasks.md")
HEAD = """# What editors do, walked

Each task was done in a real browser by the role it belongs to, on a site with its first content and samples, following
only what the screens say. Clicks are counted from the first screen on; what is typed is not. Seconds are those of a
browser that types at once and waits for each screen: they tell screens apart, not people, and nothing depends on them.
The last column is what stood on the screen at the end; “readers” is a telephone without JavaScript.

`make editor-tasks` walks anew and writes this page ([for editors](../editors.md)). """


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
    return user.replace("-", " ").capitalize()


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


def text(results, today=None):
    """`results`: pairs of a subject and its results."""
    every = [result for _subject, found in results for result in found]
    done = sum(result.is_done for result in every)
    lines = [HEAD + f"Last walk: {today or timezone.localdate():%d %B %Y}, {machine()}; {done} of {len(every)} done."]
    for subject, found in results:
        lines += [
            "",
            f"## {subject}",
            "",
            "| task | role | done | clicks | s | at the end |",
            "|---|---|---|---|---|---|",
        ]
        lines += [_row(result) for result in found]
    return "\n".join(lines) + "\n"
