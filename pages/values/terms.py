"""Words of a text that are explained elsewhere: the first occurrence of each becomes a link to its explanation."""

import re
from functools import lru_cache

from pages.values.typography import APART

# Where no link belongs: in another link, in what is pressed, in titles and in words of somebody else.
_CLOSED = re.compile(r"<(/?)(a|button|summary|label|h[1-6]|th|caption|figcaption|dt|svg|blockquote)\b", re.IGNORECASE)


@lru_cache(maxsize=8)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)


def explained(html: str, addresses: dict[str, str]) -> str:
    """The same HTML, each term linked once; `addresses` are those of the explanations, by form in small letters."""
    if not addresses:
        return html
    pattern, seen, depth = _pattern(tuple(addresses)), set(), 0

    def link(found: re.Match[str]) -> str:
        address = addresses.get(found[0].casefold())
        if address is None or address in seen:
            return found[0]
        seen.add(address)
        return f'<a class="term" href="{address}">{found[0]}</a>'

    parts = APART.split(html)
    for place, part in enumerate(parts):
        if place % 2 == 0:
            if not depth:
                parts[place] = pattern.sub(link, part)
        elif tag := _CLOSED.match(part):
            # A drawing is one part, from its first tag to its last.
            depth = depth - 1 if tag[1] else depth + (not part.endswith(f"</{tag[2]}>"))
    return "".join(parts)
