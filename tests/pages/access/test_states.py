"""Nothing that is not public is reached by any address, feed, search, API, map of the site, media path or cache.

One walk for every page type, snippet, picture and document, generated from the models: a new one that is not walked
fails. The caches of readers stay filled from state to state, as they do on the site.
"""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import DraftStateMixin, Locale, Page, PageViewRestriction, get_page_models
from wagtail.snippets.models import get_snippet_models

from pages.base.consents import ConsentRecord
from pages.base.taxonomies import GCMObjective, SDGTarget
from pages.content.glossary import GlossaryPage
from pages.content.home import HomePage
from pages.content.standard import StandardPage
from pages.help.hotlines import Hotline
from pages.listings.index import listing_models
from pages.news.models import NewsPage
from pages.search.models import BestBet, SynonymSet
from pages.site.models import Alert, SiteTexts
from programmes.organisations import Donor, Partner
from programmes.places import Country, Province
from tests.browser.sample_page import make_hotline
from tests.pages.access import pointing
from tests.pages.access.pointing import around, point_at
from tests.pages.consents.people import make_consent
from tests.pages.listings import samples

SECRET = "Sample Xylophone"
PAGE_TYPES = [model for model in get_page_models() if model is not Page]
EVERYWHERE = [
    *("/en/", "/en/all-pages/", "/sitemap-all.xml", "/en/search/?q=xylophone", "/en/help.txt", "/en/card/"),
    *("/en/missing/", "/api/projects/", "/en/our-work/", "/en/our-work/projects.csv", "/en/our-work/projects.json"),
    *("/en/our-work/projects.xml", "/admin/api/main/pages/"),
]


def one_of(model):
    """A published page of a type that names the secret."""
    if model in listing_models():
        samples.make(model, "Sample other")  # so that the list itself is offered
        return samples.make(model, SECRET, about=[samples.a_project()])
    if model is GlossaryPage:
        home = HomePage.objects.get(locale__language_code="en")
        home.add_child(instance=GlossaryPage(title="Sample glossary", locale=home.locale))
    page = model.objects.filter(locale__language_code="en").order_by("-depth", "pk").first()
    assert page, f"the first content holds no {model.__name__}: make one here"
    page.title = SECRET
    page.save_revision().publish()
    return model.objects.get(pk=page.pk)


def lists(model):
    """What the list of a kind offers of its items, and what they are about."""
    if model not in listing_models():
        return []
    url = samples.list_of(model).url
    return [*(url + rest for rest in ("", "feed.xml", "calendar.ics", "?q=xylophone")), samples.a_project().url]


def naming_an_item(model):
    """What must name an item of a list: else nothing would show that it goes from there."""
    url, search, project = samples.list_of(model).url, "/en/search/?q=xylophone", samples.a_project().url
    found = {url, f"{url}feed.xml", f"{url}?q=xylophone", project, search, "/en/all-pages/", "/sitemap-all.xml"}
    return found | ({"/en/"} if model is NewsPage else set())


def text_of(response):
    """All that an answer says, also one that comes in pieces; folded lines of calendars made whole."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace").replace("\r\n ", "")


def named_in(client):
    """Every address of the site that says the secret; what was asked for is no secret."""
    return {each for each in EVERYWHERE if SECRET in text_of(client.get(each))}


def ways(client, page, url):
    """The addresses at which a reader meets a page, its own ones included."""
    return own(client, page, url) | telling(client, url, [*EVERYWHERE, *lists(type(page))])


def own(client, page, url):
    """The addresses of a page itself that tell of it."""
    more = [
        f"/lite{url}",
        f"{url}event.ics",
        f"{url}feed.xml",
        f"{url}calendar.ics",
        f"/card/{page.pk}-000000000000.png",
    ]
    return {each for each in (url, *more) if _says(client, each)}


def _says(client, address):
    response = client.get(address, follow=True)
    return response.status_code == 200 and (address.startswith("/card/") or SECRET in text_of(response))


def telling(client, url, places):
    """The places that say the secret or give the address of its page."""
    is_home = url.count("/") == 2  # whose address stands on every page
    answers = {each: text_of(client.get(each)) for each in places if is_home or not each.startswith(url)}
    given = () if is_home else (f'{url}"', f"{url}<")
    return {each for each, text in answers.items() if any(words in text for words in (SECRET, *given))}


def naming(client, url, places):
    """The same, and an address that the page had formerly."""
    return telling(client, url, places) | (
        {pointing.FORMER} if client.get(pointing.FORMER).status_code != 404 else set()
    )


@pytest.mark.parametrize("model", PAGE_TYPES)
def test_page(client, db, model):
    page = one_of(model)
    url, is_listed = page.url, model in listing_models()
    found = ways(client, page, url)
    assert url in found
    if is_listed:
        assert naming_an_item(model) <= found
        assert ("/en/" in found) == (model is NewsPage)
    # Readers who may not see a page are told nothing of it, though staff lead to it from everywhere.
    point_at(page)
    places = around(page)
    assert naming(client, url, [pointing.POINTING]) == {pointing.POINTING, pointing.FORMER}
    kind = {"restriction_type": "password", "password": "sample"} if is_listed else {"restriction_type": "login"}
    restriction = PageViewRestriction.objects.create(page=page, **kind)
    assert own(client, page, url) == set()
    assert naming(client, url, [*EVERYWHERE, *lists(model), *places]) == set()
    restriction.delete()
    assert _says(client, url)

    page = model.objects.get(pk=page.pk)
    page.unpublish()
    assert ways(client, page, url) == set()

    # Embargo: approved, to appear in an hour.
    page = model.objects.get(pk=page.pk)
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    call_command("publish_scheduled")
    assert ways(client, page, url) == set()

    page = model.objects.get(pk=page.pk)
    page.go_live_at = None
    page.save_revision().publish()
    assert _says(client, url)

    page = model.objects.get(pk=page.pk)
    page.expire_at = timezone.now() - timedelta(seconds=1)
    page.save_revision().publish()
    call_command("publish_scheduled")
    assert ways(client, page, url) == set()


def english():
    return Locale.objects.get(language_code="en")


# How one of each is made that no reader may meet: a draft, or a record that nothing public names.
HIDDEN = {
    Alert: lambda: Alert.objects.create(title=SECRET, text="<p>Sample</p>", locale=english(), live=False),
    BestBet: lambda: BestBet.objects.create(words=SECRET, page=hidden_page()),
    ConsentRecord: lambda: make_consent(SECRET, scope=SECRET, form_kept_at=SECRET),
    Country: lambda: Country.objects.create(name=SECRET, iso2="XX", locale=english()),
    Donor: lambda: Donor.objects.create(name=SECRET, locale=english()),
    GCMObjective: lambda: GCMObjective.objects.create(number=99, title=SECRET, locale=english()),
    Hotline: lambda: make_hotline(name=SECRET, number="+99300000009", live=False),
    Partner: lambda: Partner.objects.create(name=SECRET, locale=english()),
    Province: lambda: Province.objects.create(name=SECRET, code="TM-X", locale=english()),
    SDGTarget: lambda: SDGTarget.objects.create(code="99.9", title=SECRET, locale=english()),
    SiteTexts: lambda: _drafted_texts(),
    SynonymSet: lambda: SynonymSet.objects.create(words=f"{SECRET}\nboat", locale=english()),
}


def hidden_page(**fields):
    home = Page.objects.get(depth=3, slug="en") if Page.objects.filter(depth=3, slug="en").exists() else None
    home = home or StandardPage.objects.filter(locale=english()).first().get_parent()
    page = StandardPage(title=SECRET, slug="xylophone-hidden", locale=english(), live=False, **fields)
    return home.specific.add_child(instance=page)


def _drafted_texts():
    texts = SiteTexts.objects.get(locale=english())
    texts.site_name = SECRET
    texts.save_revision()
    return texts


def test_every_snippet_is_walked():
    assert set(HIDDEN) == set(get_snippet_models())


@pytest.mark.parametrize("model", HIDDEN)
def test_snippet(client, db, model):
    before = named_in(client)
    made = HIDDEN[model]()

    assert before == set()
    assert named_in(client) == set()
    assert client.get(f"/en/{made.pk}/").status_code == 404


@pytest.mark.parametrize("model", [model for model in HIDDEN if issubclass(model, DraftStateMixin)])
def test_snippet_with_drafts_goes_through_its_states(client, db, model):
    made = HIDDEN[model]()

    def published(**fields):
        draft = model.objects.get(pk=made.pk).get_latest_revision_as_object()
        for name, value in fields.items():
            setattr(draft, name, value)
        draft.save_revision().publish()
        call_command("publish_scheduled")
        return named_in(client)

    assert named_in(client) == set()
    places = published()
    assert places
    model.objects.get(pk=made.pk).unpublish()
    assert named_in(client) == set()
    assert published(go_live_at=timezone.now() + timedelta(hours=1)) == set()
    assert published(go_live_at=None) == places
    assert published(expire_at=timezone.now() - timedelta(seconds=1)) == set()
