"""A text on its way into a table, and back: never a formula, whatever program opens the table and however it cuts it.

Excel in Russian and Turkmen cuts a CSV at semicolons, in English at commas; others at tabs and line breaks. A sign of a
formula is therefore guarded at the beginning of the text and after each of these, behind any space or unseen sign.
"""

import re

_UNSEEN = r"[\s\u00ad\u200b-\u200f\u2060\ufeff\"]*"
_FORMULA = re.compile(rf"(^|[,;\t\r\n|])({_UNSEEN})(?=[=+\-@%\uff1d\uff0b\uff0d\uff20])")
_GUARD = re.compile(rf"(^|[,;\t\r\n|])({_UNSEEN})'(?=[=+\-@%\uff1d\uff0b\uff0d\uff20])")


def safe_cell(text: str) -> str:
    """The text with an apostrophe before whatever a spreadsheet would begin to calculate."""
    return _FORMULA.sub(r"\1\2'", text)


def without_guard(text: str) -> str:
    """What the text was before `safe_cell`."""
    return _GUARD.sub(r"\1\2", text)
