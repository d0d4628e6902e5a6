"""What the pages of our work count, and records to be counted."""

from bs4 import BeautifulSoup

from programmes.places import Province

WORK = "/en/our-work/"


def place(code):
    return Province.objects.get(code=code, locale__language_code="en")


def soup(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


SECTIONS = ("by-area", "by-donor", "by-year", "by-place", "timeline")
