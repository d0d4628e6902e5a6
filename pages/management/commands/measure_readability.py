"""Tells for each published help page how long its sentences are and how hard it is to read."""

from django.core.management.base import BaseCommand
from wagtail.models import get_page_models

from pages.models.help import HelpPage
from pages.readability import figures

COLUMNS = "{:>6} {:>10} {:>9} {:>8} {:>8} {:>6}  {}"


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        self.stdout.write(COLUMNS.format("words", "sentences", "per sent.", "longest", "letters", "ease", "page"))
        kinds = [model for model in get_page_models() if issubclass(model, HelpPage)]
        pages = [page for model in kinds for page in model.objects.live().select_related("locale")]
        for page in sorted(pages, key=lambda page: page.path):
            found = figures("\n".join(_texts(page)), page.locale.language_code)
            lengths = (f"{found.words_a_sentence:.1f}", found.longest_sentence, f"{found.letters_a_word:.1f}")
            ease = "–" if found.ease is None else f"{found.ease:.0f}"
            self.stdout.write(COLUMNS.format(found.words, found.sentences, *lengths, ease, page.url))


def _texts(page):
    """The words of a page by the site's own account of what can be searched, each text on its own line."""
    for field in page.get_searchable_search_fields():
        if field.field_name != "search_words":
            value = field.get_value(page)
            yield from map(str, value if isinstance(value, list) else [value or ""])
