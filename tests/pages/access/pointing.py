"""Everything by which staff can lead readers to a page, and where its name or its address then stands."""

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site

from pages.content.home import HomePage
from pages.content.mission import MissionPage
from pages.content.standard import StandardPage
from pages.news.models import NewsPage
from pages.search.models import BestBet
from pages.site.models import SiteTexts
from tests.pages.listings import samples

POINTING, FORMER = "/en/sample-that-points/", "/en/sample-former/"


def point_at(page):
    """Put it into menu, footer, home page, another page and news; search and an old address lead to it, too."""
    english = Locale.objects.get(language_code="en")
    link = {"label": "", "link": [{"type": "page", "value": page.pk}]}
    texts = SiteTexts.objects.get(locale=english)
    _put(texts, "menu", "link", link)
    _put(texts, "footer_groups", "group", {"heading": "Sample", "links": [link]})
    texts.save()
    home = HomePage.objects.get(locale=english)
    _put(home, "actions", "link", link)
    card = {"title": "Sample", "text": "Sample", "icon": "compass", "page": page.pk}
    _put(home, "entry_cards", "entry_card", card)
    home.save_revision().publish()
    mission = MissionPage.objects.get(locale=english)
    _put(mission, "support_strands", "strand", {**card, "statement": "Sample"})
    mission.save_revision().publish()
    pointing = StandardPage(title="Sample that points", slug="sample-that-points", locale=english)
    pointing.body = _stream(
        *(pointing, "body"),
        {"type": "related_pages", "value": {"heading": "Sample", "pages": [page.pk]}},
        {"type": "call_to_action", "value": {"title": "Sample", "text": "", "action": link}},
        {"type": "text", "value": f'<p><a linktype="page" id="{page.pk}">A sample link</a></p>'},
    )
    home.add_child(instance=pointing)
    samples.make(NewsPage, "Sample news that points", slug="sample-news-that-points", about=[page])
    BestBet.objects.create(words="xylophone", page=page)
    Redirect.objects.create(old_path=FORMER.rstrip("/"), site=Site.objects.get(), redirect_page=page)


def _put(page, field, kind, value):
    setattr(page, field, _stream(page, field, {"type": kind, "value": value}))


def _stream(page, field, *blocks):
    return page._meta.get_field(field).stream_block.to_python(list(blocks))


def around(page):
    """What stands near a page or leads to it, whatever its type."""
    news, mission = samples.list_of(NewsPage).url, MissionPage.objects.get(locale__language_code="en").url
    above = page.get_ancestors().filter(depth__gt=2)
    beside = Page.objects.sibling_of(page).exclude(pk=page.pk).live()[:1]
    near = [each.url for pages in (above, beside, page.get_translations().live()) for each in pages]
    return [POINTING, mission, f"{news}feed.xml", f"{news}sample-news-that-points/", *near]
