"""Nothing is published with people who can be recognised and did not agree to it, whichever way it is tried."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, Revision, get_page_models

from pages.base.consent_rule import UnpublishableError
from pages.base.consents import ConsentRecord
from pages.base.models import BasePage
from pages.content.standard import StandardPage
from pages.news.models import NewsPage
from tests.pages.approvals.people import PUBLISH, staff, told
from tests.pages.consents.people import figure, make_consent, make_picture, make_story, yesterday
from tests.pages.listings import samples

BAD = {
    "nobody has said": lambda: make_picture(shows=""),
    "no consent": make_picture,
    "expired": lambda: make_picture(make_consent(expires_on=yesterday())),
    "withdrawn": lambda: make_picture(make_consent(withdrawn_on=yesterday())),
    "for print alone": lambda: make_picture(make_consent(for_website=False, for_print=True)),
    "a child alone": lambda: make_picture(make_consent(age="child")),
}
GOOD = {
    "nobody in it": lambda: make_picture(shows="nobody"),
    "officials": lambda: make_picture(shows="public", public_reason="Sample event"),
    "consent": lambda: make_picture(make_consent()),
    "last day": lambda: make_picture(make_consent(expires_on=timezone.localdate())),
    "guardian": lambda: make_picture(make_consent(age="child", guardian_agreed=True)),
}


@pytest.fixture
def draft(home):
    page = StandardPage(title="Sample page", slug="sample", locale=home.locale, live=False)
    return home.add_child(instance=page)


def put(page, image, place):
    if place == "image":
        page.image = image
    else:
        page.body = page.body.stream_block.to_python([figure(image)])
    return page.save_revision()


@pytest.mark.parametrize("place", ["image", "body"])
@pytest.mark.parametrize("state", BAD)
def test_page_is_refused_beside_the_field(draft, state, place):
    revision = put(draft, BAD[state](), place)

    with pytest.raises(UnpublishableError) as refused:
        revision.publish()

    assert list(refused.value.message_dict) == [place]
    assert not Page.objects.get(pk=draft.pk).live


@pytest.mark.parametrize("state", GOOD)
def test_page_is_published_where_people_agreed_or_there_are_none(client, draft, state):
    put(draft, GOOD[state](), "image").publish()

    assert "<picture" in client.get("/en/sample/").text


@pytest.mark.parametrize("model", [each for each in get_page_models() if each is not Page])
def test_every_page_type_obeys(model):
    assert issubclass(model, BasePage)


def test_form_says_it_beside_the_picture_and_keeps_what_was_written(draft):
    put(draft, make_picture(title="Sample boat"), "image")
    moderator = staff("moderator", "Moderators")
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])

    answer = moderator.edit(edit, summary="Sample words that stay", **PUBLISH)

    assert answer.context["form"].errors["image"] == [
        "Picture “Sample boat”: people can be recognised, and there is no consent."
    ]
    assert "Sample words that stay" in answer.text
    assert not Page.objects.get(pk=draft.pk).live


def test_draft_may_be_saved_without(draft):
    put(draft, make_picture(), "image")
    answer = staff("moderator", "Moderators").edit(reverse("wagtailadmin_pages:edit", args=[draft.pk]), title="Other")

    draft.refresh_from_db()
    assert draft.get_latest_revision_as_object().title == "Other", told(answer)


@pytest.fixture
def lapsed(draft):
    """A published page whose picture has lost its consent since."""
    consent = make_consent()
    put(draft, make_picture(consent), "image").publish()
    ConsentRecord.objects.filter(pk=consent.pk).update(withdrawn_on=yesterday())
    consent.refresh_from_db()
    consent.save()
    return Page.objects.get(pk=draft.pk).specific


@pytest.mark.parametrize("how", [{"publish_copies": "on"}, {"alias": "on"}])
def test_copy_that_would_be_public_is_refused_with_the_reason(lapsed, how):
    moderator, before = staff("moderator", "Moderators"), Page.objects.count()
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": lapsed.get_parent().pk, **how}

    answer = moderator.post(reverse("wagtailadmin_pages:copy", args=[lapsed.pk]), **data)

    assert "does not hold (withdrawn)" in told(answer)
    assert Page.objects.count() == before


def test_code_copies_and_aliases_nothing_public(lapsed):
    with pytest.raises(UnpublishableError):
        lapsed.copy(update_attrs={"slug": "copy"}, copy_revisions=False)
    with pytest.raises(UnpublishableError):
        lapsed.create_alias(update_slug="alias")


def test_copy_for_translation_is_a_draft(lapsed):
    copy = lapsed.copy_for_translation(Locale.objects.get(language_code="ru"))

    assert not copy.live


@pytest.mark.parametrize("act", ["publish", "copy"])
def test_api_answers_with_the_reason(lapsed, act):
    lapsed.save_revision(clean=False)
    moderator = staff("moderator", "Moderators")
    data = {} if act == "publish" else {"slug": "copy", "title": "Copy", "keep_live": True, "recursive": False}
    address = reverse("wagtailadmin_api:pages:action", args=[lapsed.pk, act + "_page" if act == "copy" else act])
    address = address.replace("copy_page", "copy")

    answer = moderator.client.post(address, json.dumps(data), content_type="application/json")

    assert answer.status_code == 400
    assert "does not hold" in answer.text


def test_many_at_once_are_refused_with_the_reason(draft):
    put(draft, make_picture(), "image")
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={draft.pk}&next=/admin/"

    answer = staff("moderator", "Moderators").post(url)

    assert "there is no consent" in told(answer)
    assert not Page.objects.get(pk=draft.pk).live


def test_approval_is_refused_with_the_reason_and_waits_on(draft):
    consent = make_consent()
    put(draft, make_picture(consent), "image")
    editor, moderator = staff("writer", "Editors"), staff("moderator", "Moderators")
    workflow = draft.get_workflow()
    workflow.start(draft, editor.user)
    consent.withdrawn_on = yesterday()
    consent.save()
    state = draft.current_workflow_state.current_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", state.pk])

    answer = moderator.post(url, comment="Sample")

    assert "does not hold" in told(answer)
    draft.refresh_from_db()
    assert not draft.live
    assert draft.current_workflow_state.status == "in_progress"


def test_scheduled_page_stays_a_draft_and_holds_up_no_other(client, work, mailoutbox, draft, home, django_user_model):
    django_user_model.objects.create_superuser("chief", "chief@example.org")
    consent = make_consent()
    other = home.add_child(instance=StandardPage(title="Sample other", slug="other", locale=home.locale, live=False))
    soon = timezone.now() + timedelta(hours=1)
    for page, image in ((draft, make_picture(consent)), (other, None)):
        page.go_live_at = soon
        put(page, image, "image").publish()
    consent.withdrawn_on = yesterday()
    consent.save()
    for revision in Revision.objects.filter(approved_go_live_at=soon):
        past = timezone.now() - timedelta(minutes=1)
        revision.content["go_live_at"], revision.approved_go_live_at = past.isoformat(), past
        revision.save()

    call_command("publish_scheduled")
    work()

    assert client.get("/en/sample/").status_code == 404
    assert Page.objects.get(pk=other.pk).live
    assert not draft.revisions.filter(approved_go_live_at__isnull=False).exists()
    assert any("Not published: Sample page" in mail.subject for mail in mailoutbox)


@pytest.mark.parametrize("consent", [None, "expired"])
def test_story_needs_a_consent_of_its_own(db, consent):
    given = make_consent(expires_on=yesterday()) if consent else None
    story = make_story(given, live=False)

    with pytest.raises(UnpublishableError) as refused:
        story.get_latest_revision().publish()

    assert list(refused.value.message_dict) == ["consent"]


def test_news_becomes_a_story_only_with_consent(db):
    item = samples.make(NewsPage)
    item.kind, item.place = "story", ""
    with pytest.raises(UnpublishableError):
        item.save_revision().publish()


def test_story_says_only_the_province(client, db):
    story = make_story(make_consent(), area="TM-L", pseudonym="Sample name")
    text = client.get(story.url).text
    assert "Lebap" in text
    assert "The name in this story was changed" in text
    story.place = "Sample village"
    with pytest.raises(ValidationError, match="only where it is set"):
        story.full_clean()


def test_no_reader_meets_a_record(client, db):
    consent = make_consent("C-XYLOPHONE", scope="Secretscope", form_kept_at="Secretbox", for_print=True)
    story = make_story(consent, image=make_picture(consent))
    for address in (story.url, "/en/", "/en/news/feed.xml", "/en/search/?q=C-XYLOPHONE", "/en/search/?q=secretscope"):
        text = client.get(address).text.replace("?q=", "").lower()
        assert "secretbox" not in text
        assert "c-xylophone</a>" not in text
    assert story.title not in client.get("/en/search/?q=secretscope").text


@pytest.mark.parametrize(
    ("fields", "beside"),
    [
        ({"for_website": False}, "for_website"),
        ({"age": "child"}, "guardian_agreed"),
        ({"expires_on": yesterday().replace(year=2000)}, "expires_on"),
    ],
)
def test_record_that_says_too_little_is_refused(db, fields, beside):
    consent = make_consent()
    for name, value in fields.items():
        setattr(consent, name, value)
    with pytest.raises(ValidationError) as refused:
        consent.full_clean()
    assert list(refused.value.message_dict) == [beside]
