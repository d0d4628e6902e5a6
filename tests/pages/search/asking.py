"""A search as a reader makes it, and what it answers."""

import re

RESULT = re.compile(
    r'<li(?: lang="(?P<lang>\w+)")?>\s*<p class="card__meta">(?P<meta>.*?)</p>\s*<h3><a href="(?P<url>.*?)"', re.S
)


def search(client, query, language="en", **more):
    return client.get(f"/{language}/search/", {"q": query, **more}).text


def results(page):
    return [result.groupdict() for result in RESULT.finditer(page)]


def addresses(page):
    return [result["url"] for result in results(page)]
