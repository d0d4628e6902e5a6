"""Addresses below help tell nothing to whoever looks through the history, however a page came to be."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.models import Locale, Page

from pages.help.models import ChecklistPage, HelpIndexPage, HelpTopicPage
from tests.pages.approvals.people import staff

CODES = ["en", "ru", "tk"]
TELLING = {"en": "My husband beats me", "ru": "Меня бьёт муж", "tk": "Adamym meni urýar"}
NEUTRAL = {"en": "Page %s", "ru": "Страница %s", "tk": "Sahypa %s"}


def index_in(code):
    return HelpIndexPage.objects.get(locale__language_code=code)


def next_number(index):
    return str(max(int(slug) for slug in index.get_children().values_list("slug", flat=True)) + 1)


def topic(code, **fields):
    steps = [("step", {"title": "Sample", "text": "Sample"})]
    return HelpTopicPage(title=TELLING[code], locale=index_in(code).locale, steps=steps, **fields)


def tells_nothing(client, page, code, number):
    """What stays in the history of a telephone: the address before and after each redirect, and the title."""
    page.refresh_from_db()
    assert page.slug == number
    for address in (page.url, page.url.rstrip("/")):
        response = client.get(address, follow=True)
        visited = [address, *(to for to, _status in response.redirect_chain)]
        assert all(step.rstrip("/") == f"/{code}/info/{number}" for step in visited)
        head = response.text.partition("</head>")[0]
        assert head.partition("<title>")[2].partition("</title>")[0] == NEUTRAL[code] % number
        assert TELLING[code] not in head


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("slug", ["", "my-husband-beats-me"])
def test_page_made_by_code_or_the_api(client, db, code, slug):
    index = index_in(code)
    number = next_number(index)

    page = index.add_child(instance=topic(code, slug=slug))

    tells_nothing(client, page, code, number)


@pytest.mark.parametrize("code", CODES)
def test_page_made_in_the_form(client, db, code):
    index, moderator = index_in(code), staff("moderator", "Moderators")
    number = next_number(index)
    add = reverse("wagtailadmin_pages:add", args=["pages", "helptopicpage", index.pk])
    assert 'name="slug"' not in moderator.client.get(add).text
    data = {"title": TELLING[code], "slug": "my-husband-beats-me", "icon": "shield", "action-publish": "1"}
    data |= {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, "body-count": 0, "steps-count": 1}
    data |= {"steps-0-deleted": "", "steps-0-order": 0, "steps-0-type": "step", "shows_exit": "on"}
    data |= {"steps-0-value-title": "Sample", "steps-0-value-text": "Sample"}
    data |= {f"{name}-count": 0 for name in ("corrections", "change_notes", "sources")}

    moderator.post(add, **data)

    tells_nothing(client, HelpTopicPage.objects.get(title=TELLING[code]), code, number)


@pytest.mark.parametrize("alias", [False, True])
def test_copy_and_alias_made_in_the_admin(client, db, alias):
    index, moderator = index_in("en"), staff("moderator", "Moderators")
    page = index.add_child(instance=topic("en"))
    number = next_number(index)
    data = {"new_title": TELLING["en"], "new_slug": "beaten", "new_parent_page": index.pk, "publish_copies": "on"}

    moderator.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), **data, **({"alias": "on"} if alias else {}))

    [made] = HelpTopicPage.objects.filter(title=TELLING["en"]).exclude(pk=page.pk)
    assert (made.alias_of_id is not None) is alias
    tells_nothing(client, made, "en", number)


@pytest.mark.parametrize("action", ["copy", "create_alias"])
def test_copy_and_alias_made_by_the_api_of_the_admin(client, db, action):
    index, moderator = index_in("en"), staff("moderator", "Moderators")
    page = index.add_child(instance=topic("en"))
    number = next_number(index)
    slug = {"copy": {"slug": "beaten", "keep_live": True}, "create_alias": {"update_slug": "beaten"}}[action]

    moderator.client.post(
        reverse("wagtailadmin_api:pages:action", args=[page.pk, action]),
        {"destination_page_id": index.pk, **slug},
        content_type="application/json",
    )

    [made] = HelpTopicPage.objects.filter(title=TELLING["en"]).exclude(pk=page.pk)
    tells_nothing(client, made, "en", number)


@pytest.mark.parametrize("code", ["ru", "tk"])
@pytest.mark.parametrize("alias", [False, True])
def test_translation_has_the_number_of_its_source_or_a_free_one(client, db, code, alias):
    page = index_in("en").add_child(instance=topic("en"))
    before = set(index_in(code).get_children().values_list("slug", flat=True))

    made = CopyPageForTranslationAction(page, Locale.objects.get(language_code=code), alias=alias).execute()

    assert made.slug.isdecimal()
    assert made.slug not in before


def test_slug_that_is_set_afterwards_is_not_kept(db):
    page = index_in("en").get_children().first().specific
    number = page.slug
    page.slug = "my-husband-beats-me"

    page.save()

    assert Page.objects.get(pk=page.pk).slug == number


def test_draft_that_names_it_is_published_under_its_number(db):
    page = HelpTopicPage.objects.child_of(index_in("en")).live().first()
    number = page.slug
    page.slug = "my-husband-beats-me"
    page.save_revision(clean=False).publish()

    assert Page.objects.get(pk=page.pk).slug == number


def test_page_that_is_moved_keeps_a_number(client, db):
    moderator = staff("moderator", "Moderators")
    russian = index_in("ru")
    page = index_in("en").add_child(instance=topic("en"))

    moderator.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, russian.pk]))

    page.refresh_from_db()
    assert page.slug.isdecimal()


def test_every_delivered_address_is_a_number(db):
    for code in CODES:
        slugs = list(index_in(code).get_children().values_list("slug", flat=True))
        assert slugs
        assert all(slug.isdecimal() for slug in slugs)


def test_index_is_refused_an_address_that_tells(db):
    index = index_in("en")
    index.title, index.slug = "Help for people who are beaten", "beaten-people"

    with pytest.raises(ValidationError, match="tells nothing"):
        index.full_clean()


@pytest.mark.parametrize("code", CODES)
def test_address_that_is_not_there_is_as_silent(client, db, code):
    for path in (f"/{code}/info/nothing/", f"/{code}/info/nothing", f"/{code}/info/1/nothing/"):
        response = client.get(path, follow=True)
        assert response.status_code == 404
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        title = response.text.partition("<title>")[2].partition("</title>")[0]
        assert "IOM" not in title
        assert "МОМ" not in title


def test_copied_title_is_that_of_the_copys_own_number(db):
    index = index_in("en")
    page = index.add_child(instance=ChecklistPage(title="Sample", locale=index.locale, items=[]))

    copy = page.copy(update_attrs={"title": "Sample copy", "slug": "x-sample"})

    copy.refresh_from_db()
    assert copy.neutral_title == f"Page {copy.slug}"
    assert copy.slug != page.slug
