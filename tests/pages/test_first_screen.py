"""The first screen of the admin tells everybody what is theirs to do today, and nothing that they may not."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page, Workflow
from wagtail.test.utils.form_data import nested_form_data, rich_text

from pages.accounts.models import User
from pages.base.models import BasePage
from pages.content.home import HomePage
from pages.content.standard import StandardPage
from pages.dashboard import panels
from pages.dashboard.page_lists import late_pages
from pages.news.models import NewsPage
from pages.opportunities.models import VacancyPage
from pages.site.models import Alert, SiteTexts
from tests.benchmarks.generated_items import make_items
from tests.factories import make_hotline, person
from tests.html import Document
from tests.pages.consents.people import make_picture
from tests.pages.listings import samples

ROLES = ["Editors", "Moderators", "Translators", "Translators (Russian)", "Translators (Turkmen)", "Data"]
ROLES += ["Message desk", "Confidential desk", "administrator"]
MOST = 39  # questions to the database
TODAY, ONCE = "What the site waits for", "Once, before the site goes live"


def first_screen(client):
    return Document(client.get("/admin/").text)


def region(page, label):
    return page.region(next((each for each in page.headings if each.startswith(label)), label))


def alert(code="en", **more):
    text, locale = "<p>A sample text.</p>", Locale.objects.get(language_code=code)
    return Alert.objects.create(**{"title": "Sample alert", "text": text, "locale": locale, **more})


def test_what_waits_for_my_review_stands_before_all_else(client, publisher):
    page = HomePage.objects.get(locale__language_code="en")
    page.headline = "A sample headline"
    page.save_revision()
    Workflow.objects.get().start(page, person("Editors"))

    headings = first_screen(client).headings

    assert headings.index("Awaiting your review") < headings.index("What would you like to do?")


def test_one_thing_in_three_languages_is_one_line_that_leads_to_each(client, publisher):
    today = region(first_screen(client), TODAY)

    assert today.text.count("There is no verified help line") == 1
    for language in ("English", "Русский", "Türkmençe"):
        assert language in today.text


def test_what_is_filled_in_once_stands_apart_and_goes_when_it_is_done(client, publisher):
    page = first_screen(client)
    assert "The postal address is not written yet." in region(page, ONCE).text
    assert "postal address" not in region(page, TODAY).text

    SiteTexts.objects.update(address="Sample street 1")

    assert "postal address" not in first_screen(client).text


def test_what_is_filled_in_once_tells_how_much_of_it_is_done(client, publisher):
    def progress():
        return re.search(r"(\d+) of (\d+) done", region(first_screen(client), ONCE).text).groups()

    done, of = progress()
    SiteTexts.objects.filter(locale__language_code="en").update(address="Sample street 1")
    assert progress() == (done, of)  # other languages still lack it

    SiteTexts.objects.update(address="Sample street 1")

    assert progress() == (str(int(done) + 1), of)


def test_drafts_of_mine_are_counted_and_listed_until_they_are_published(client, publisher):
    page, other = StandardPage.objects.filter(locale__language_code="en")[:2]
    page.title = "A sample draft"
    revision = page.save_revision(user=User.objects.get(pk=publisher.pk))
    other.save_revision(user=person("Editors"))

    screen = Document(client.get("/admin/").text)
    [address] = screen.root.xpath("//a[contains(., '1 draft of yours is not published')]/@href")
    [drafts] = Document(client.get(address).text).root.xpath("//main//table")
    assert "A sample draft" in drafts.text_content()
    assert other.title not in drafts.text_content()

    revision.publish()

    assert "draft of yours" not in client.get("/admin/").text
    assert "Nothing to do: all is in order." in client.get(address).text


def test_five_pages_to_be_checked_are_named_and_all_are_counted_and_listed(client, editor):
    pages = samples.make_many(VacancyPage, 6, review_by=timezone.localdate() - timedelta(days=2))
    last, first = pages[0], pages[5]
    VacancyPage.objects.filter(pk=first.pk).update(review_by=timezone.localdate() - timedelta(days=9))

    today = region(first_screen(client), TODAY)
    named = [each for each in pages if f"“{each.title}” should have been checked" in today.text]
    assert len(named) == 5 and first in named
    assert "6 pages in all should have been checked" in today.text
    assert "/admin/reports/pages-to-check/" in today.links

    listed = client.get("/admin/reports/pages-to-check/").text
    assert all(each.title in listed for each in pages)
    assert listed.index(first.title) < listed.index(last.title)


def test_every_kind_of_page_can_be_late(db):
    """The day stands in the table of each kind, so the list names them all."""
    day = timezone.localdate() - timedelta(days=1)
    kinds = {page.specific_class for page in Page.objects.live() if issubclass(page.specific_class, BasePage)}
    for kind in kinds:
        kind.objects.update(review_by=day)

    assert {page.specific_class for page in late_pages(person("administrator"))} == kinds


def test_pictures_without_a_description_are_counted_and_listed_the_most_used_first(client, publisher):
    bare = {"shows": "nobody", "description": ""}
    unused, used = (make_picture(title=f"Sample of {name}", **bare) for name in ("a drawer", "a page"))
    described = make_picture(shows="nobody", title="Sample with words", description="A sample of a boat.")
    samples.make(NewsPage, "Sample item", image=used, image_caption="A sample of a boat.")

    screen = Document(client.get("/admin/").text)
    [address] = screen.root.xpath("//a[contains(., '2 pictures have no description')]/@href")
    listed = client.get(address).text
    assert listed.index(used.title) < listed.index(unused.title)
    assert described.title not in listed

    for picture in (used, unused):
        picture.description = "A sample of something."
        picture.save()

    assert "no description" not in client.get("/admin/").text


def test_who_may_not_describe_a_picture_is_not_asked_to(client, db):
    make_picture(shows="nobody", description="")
    client.force_login(person("Translators"))

    assert "no description" not in client.get("/admin/").text
    assert client.get("/admin/reports/pictures/").status_code == 302


def test_who_has_nothing_to_do_reads_so(client, editor, monkeypatch):
    monkeypatch.setattr(panels, "site_tasks", lambda user: [])

    assert "Nothing to do: all is in order." in region(first_screen(client), TODAY).text


def test_alert_in_one_language_is_told_until_all_readers_are_warned(client, publisher):
    warning = alert()
    for code, language in (("ru", "Русский"), ("tk", "Türkmençe")):
        assert language in _line(client, "warns readers of some languages only")
        copy = warning.copy_for_translation(Locale.objects.get(language_code=code))
        copy.live = True
        copy.save()

    assert "warns readers of some" not in first_screen(client).text


def _line(client, words):
    [line] = [Document(each) for each in first_screen(client).root.xpath("//li") if words in Document(each).text]
    return line.text


def test_whoever_publishes_an_alert_is_told_who_does_not_see_it(client, publisher):
    written = nested_form_data({"title": "Sample alert", "text": rich_text("<p>A sample.</p>")})
    data = {**written, "action-publish": "action-publish"}
    address = f"/admin/snippets/pages/alert/edit/{alert(live=False).pk}/"
    page = Document(client.post(address, data, follow=True).text)

    assert "do not see this alert: Русский, Türkmençe" in page.text


@pytest.mark.parametrize("role", ROLES)
def test_no_link_of_the_first_screen_ends_in_a_refusal(client, db, role):
    make_hotline(days_ago=40)
    alert()
    client.force_login(person(role))
    page = client.get("/admin/", follow=True)

    for address in {link for link in Document(page.text).links if link.startswith("/admin/")}:
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        assert "you do not have permission" not in answer.text, address


def cost(client):
    """How many questions the first screen puts to the database, what processes keep being there."""
    client.get("/admin/", follow=True)
    with CaptureQueriesContext(connection) as made:
        assert client.get("/admin/", follow=True).status_code == 200
    return len(made)


@pytest.mark.parametrize("role", ROLES)
def test_first_screen_of_each_role_costs_few_questions(client, db, role):
    make_hotline(days_ago=40)
    alert()
    client.force_login(person(role))

    assert cost(client) <= MOST


def test_ten_thousand_pages_cost_the_first_screen_no_more_questions_and_no_more_rows_than_few(client, publisher):
    """The first pages of each kind of work are named, all others counted: none of them is loaded."""
    make_items(VacancyPage, 50)
    VacancyPage.objects.update(review_by=timezone.localdate() - timedelta(days=2))
    few, rows = cost(client), loaded_pages(client)
    make_items(VacancyPage, 10_000)
    VacancyPage.objects.update(review_by=timezone.localdate() - timedelta(days=2))

    assert cost(client) == few <= MOST
    assert loaded_pages(client) == rows


def loaded_pages(client):
    """How many pages are made from rows of the database while the first screen is drawn."""
    seen = []

    def note(instance, **_):
        if isinstance(instance, Page):
            seen.append(instance.pk)

    post_init.connect(note)
    try:
        client.get("/admin/")
    finally:
        post_init.disconnect(note)
    return len(seen)


def test_address_that_leads_nowhere_says_so_and_leads_back_to_the_first_screen(client, editor):
    answer = client.get("/admin/nothing/")
    page = Document(answer.text)

    assert answer.status_code == 404
    assert page.headings == ["There is nothing at this address"]
    assert "/admin/" in page.links
