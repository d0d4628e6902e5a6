"""Every published page as a reader gets it, asked for once and read by many tests."""

from dataclasses import dataclass

from django.test import Client
from wagtail.models import Page

from tests import content

VIEWS = ["search/", "search/?q=xyzxyz", "all-pages/", "nothing/"]


@dataclass(frozen=True)
class Answer:
    """What came back from an address; `page_class` is None where a view answered."""

    address: str
    language: str
    status: int
    text: str
    page_class: type | None = None


class Crawl:
    """The answers to all addresses: `pages("ru")` those of published pages, `views("ru")` the others.

    Of the lite edition with "/lite" as `edition`.
    """

    def __init__(self, edition=""):
        client = Client(raise_request_exception=False)  # a test says which pages fail
        pages = Page.objects.live().filter(depth__gt=1).select_related("locale").order_by("path")
        asked = [(page.url, page.locale.language_code, page.specific_class) for page in pages]
        asked += [(f"/{code}/{view}", code, None) for code in content.LANGUAGES for view in VIEWS]
        self.answers = [self._ask(client, f"{edition}{address}", *rest) for address, *rest in asked]

    @staticmethod
    def _ask(client, address, language, page_class):
        response = client.get(address)
        text = response.text.replace("\xad", "")  # a place where a word may be parted is no letter of it
        return Answer(address, language, response.status_code, text, page_class)

    def pages(self, language=None):
        return [each for each in self.answers if each.page_class and language in (None, each.language)]

    def views(self, language=None):
        return [each for each in self.answers if not each.page_class and language in (None, each.language)]
