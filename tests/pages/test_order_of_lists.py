"""In which order the admin lists the pages below a page."""

from django.urls import reverse

from pages.news.models import NewsIndexPage, NewsPage
from programmes.index_page import ProgrammeIndexPage
from tests.html import Document
from tests.pages.listings import samples


def test_lists_open_in_the_order_of_the_site_but_for_those_by_date(client, publisher, strategy, region):
    news = NewsIndexPage.objects.get(locale__language_code="en")
    for page in (strategy, region, ProgrammeIndexPage.objects.get(locale__language_code="en")):
        page.get_first_child().specific.save_revision()  # what was written last stands first in a list by date
        page.get_last_child().specific.save_revision()
        listed = Document(client.get(reverse("wagtailadmin_explore", args=[page.pk])).text)
        titles = [each.get_admin_display_title() for each in page.get_children().order_by("path")]
        shown = [text for each in listed.root.xpath("//td//a") if (text := each.text_content().strip()) in titles]
        assert list(dict.fromkeys(shown)) == titles
    samples.make(NewsPage, "Sample older item")
    samples.make(NewsPage, "Sample newer item")
    listed = client.get(reverse("wagtailadmin_explore", args=[news.pk])).text
    assert listed.index("Sample newer item") < listed.index("Sample older item")
