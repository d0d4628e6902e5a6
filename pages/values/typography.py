"""Dashes and spaces as each language sets them, in HTML that is ready to be sent.

Everybody types an ordinary space and any dash; what a line must not part is joined here, once for every text of a page.
Rules of Russian from Milchin and Cheltsova, “Справочник издателя и автора”: a long dash, and never at the beginning
of a line; a number stays with its year or unit.
"""

import re

NO_BREAK = "\xa0"
# What is no text of the page: tags with their attributes, what somebody typed, what machines read.
APART = re.compile(
    r"(<(?:script\b.*?</script|style\b.*?</style|svg\b.*?</svg|textarea\b.*?</textarea|pre\b.*?</pre|code\b.*?</code)?[^>]*>)",
    re.DOTALL,
)
_DASH = re.compile(r"[ \xa0][–—](?=\s)")
_YEARS = r"год(?:а|у|ом|е|ы|ов|ам|ами|ах)?", r"гг?\."


def _gap(*units: str) -> re.Pattern[str]:
    """The space between a number and one of these."""
    return re.compile(rf"(?<=\d) (?=(?:{'|'.join(units)})(?!\w))")


# The dash of each language, and where its numbers hold on to what follows.
RULES = {
    "ru": ("—", _gap(*_YEARS, "КБ", "МБ", "ГБ", "км", r"тыс\.", "млн", "млрд", "%")),
    "tk": ("–", _gap("KB", "MB", "GB", "km", "müň", "mln", "mlrd", "%")),
}


def typeset(html: str, language: str) -> str:
    """The same HTML, its texts set by the rules of the language; unchanged where there are none."""
    if language not in RULES:
        return html
    dash, gap = RULES[language]
    parts = APART.split(html)
    for place in range(0, len(parts), 2):
        if " " in parts[place]:
            parts[place] = gap.sub(NO_BREAK, _DASH.sub(NO_BREAK + dash, parts[place]))
    return "".join(parts)
