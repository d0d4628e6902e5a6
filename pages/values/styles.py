"""Style sheets that stand in the page itself: a reader sees words without a second way to the server and back.

The policy of the page allows each by its digest.
"""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import NamedTuple

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe


class InlineSheet(NamedTuple):
    """The element for the page, and the source that its policy must name (`style-src`)."""

    element: SafeString
    source: str


def without_comments(sheet: str) -> str:
    """The same rules. No minifier that Python has knows rules within `@container`, so no more is taken away."""
    return re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)).strip()


@cache
def inline_sheet(*names: str) -> InlineSheet:
    """Sheets of `static/css` in one element, read once: after a change the site is started anew."""
    files = (settings.ROOT / "static" / "css" / f"{name}.css" for name in names)
    text = " ".join(without_comments(file.read_text(encoding="utf-8")) for file in files)
    digest = b64encode(sha256(text.encode()).digest()).decode()
    return InlineSheet(mark_safe(f"<style>{text}</style>"), f"'sha256-{digest}'")  # noqa: S308 - a file of the release
