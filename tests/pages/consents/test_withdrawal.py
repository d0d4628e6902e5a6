"""When a consent ends its pictures and its story leave the site at once, and those who must act are told."""

from datetime import timedelta
from html import unescape

import pytest
from django.core.management import call_command
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page

from pages.base.consents import ConsentRecord
from pages.deleted.models import DeletedPage
from pages.news.models import NewsPage
from tests.pages.approvals.people import logged, staff, told
from tests.pages.consents.people import figure, make_consent, make_picture, make_story, yesterday
from tests.pages.listings import samples


def media(client, text):
    """The addresses of pictures in a page that answer."""
    found = {part.split('"')[0].split(" ")[0] for part in text.split("/media/images/")[1:]}
    return {name for name in found if client.get(f"/media/images/{name}").status_code == 200}


@pytest.fixture
def consent(db):
    return make_consent(for_social_media=True, for_print=True)


@pytest.fixture
def item(consent, work):
    """A news item with the same picture at its head and in its body, drawn in all sizes."""
    image = make_picture(consent)
    work()
    return samples.make(NewsPage, "Sample boat", image=image, body=[figure(image)])


def end_url(consent):
    return reverse("consent_end", args=[consent.pk])


def test_picture_is_gone_from_page_and_address_and_page_stays(client, consent, item):
    addresses = media(client, client.get(item.url).text)
    assert len(addresses) > 3
    names = [f"/media/{rendition.file.name}" for rendition in item.image.renditions.all()]

    staff("writer", "Editors").post(end_url(consent))

    text = client.get(item.url).text
    assert "Sample boat" in text
    assert "/media/images/" not in text
    assert [client.get(name).status_code for name in names] == [404] * len(names)
    for address in ("/en/", "/en/news/", "/en/news/feed.xml", f"{item.url}?print"):
        assert item.image.title not in client.get(address).text
        assert not media(client, client.get(address).text)


def test_nothing_draws_the_picture_again(client, consent, item, work):
    moderator = staff("moderator", "Moderators")
    moderator.post(end_url(consent))
    for address in (
        reverse("wagtailimages:index"),
        reverse("wagtailimages:edit", args=[item.image.pk]),
        end_url(consent),
    ):
        assert moderator.client.get(address).status_code == 200
    moderator.client.get(reverse("wagtailimages_chooser:chosen", args=[item.image.pk]))
    work()

    assert not item.image.renditions.exists()


def test_story_leaves_in_every_language_with_its_aliases(client, consent):
    story = make_story(consent)
    russian = NewsPage.objects.get(pk=story.pk).copy_for_translation(
        Locale.objects.get(language_code="ru"), copy_parents=True
    )
    russian.consent = None  # the original has it, and that is enough to end it
    russian.kind = "news"
    russian.save_revision().publish()
    alias = NewsPage.objects.get(pk=story.pk).create_alias(update_slug="alias")
    addresses = [page.get_url() for page in (story, NewsPage.objects.get(pk=russian.pk), alias)]
    assert [client.get(address).status_code for address in addresses] == [200, 200, 200]

    staff("writer", "Editors").post(end_url(consent))

    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    for address in ("/en/news/", "/en/news/feed.xml", "/en/search/?q=xylophone", "/sitemap-all.xml", "/en/"):
        assert story.slug not in client.get(address).text


def test_first_asks_and_lists_what_will_vanish(consent, item):
    story = make_story(consent)
    editor = staff("writer", "Editors")

    form = editor.client.get(reverse("wagtailsnippets_pages_consentrecord:edit", args=[consent.pk])).text
    text = unescape(editor.client.get(end_url(consent)).text)

    assert end_url(consent) in form
    for words in ("Picture: Sample portrait", "Page that shows a picture: Sample boat", f"Story: {story.title}"):
        assert words in text
    consent.refresh_from_db()
    assert consent.holds


def test_those_who_must_act_are_told_once_with_no_name(consent, item, work, mailoutbox, django_user_model):
    django_user_model.objects.create_superuser("chief", "chief@example.org")
    owner = staff("owner", "Editors")
    Page.objects.filter(pk=item.pk).update(owner=owner.user)
    writer = staff("writer", "Editors")

    writer.post(end_url(consent))
    writer.post(end_url(consent))
    work()

    assert sorted(mail.to[0] for mail in mailoutbox) == ["chief@example.org", "owner@example.org"]
    assert "Call back the copies elsewhere: social media, print." in mailoutbox[0].body
    assert end_url(consent) in mailoutbox[0].body
    assert "Sample scope" not in mailoutbox[0].body
    assert logged("consent_withdrawn") == [("writer", "C-1", {"pictures": 1, "pages": 1, "stories": 0})]


def test_dashboard_asks_until_everything_is_done(consent, item):
    editor = staff("writer", "Editors")
    editor.post(end_url(consent))
    assert "Consent C-1 has ended. Delete the originals" in unescape(editor.client.get("/admin/").text)

    answer = editor.edit(
        reverse("wagtailsnippets_pages_consentrecord:edit", args=[consent.pk]), settled_on=str(timezone.localdate())
    )

    assert "updated" in told(answer)
    assert "Consent C-1 has ended" not in editor.client.get("/admin/").text


def test_withdrawal_is_final(consent):
    consent.withdrawn_on = yesterday()
    consent.save()
    consent.withdrawn_on = None
    consent.save()

    consent.refresh_from_db()
    assert consent.withdrawn_on == yesterday()


def test_last_day_passes_by_the_clock_alone(client, consent, item, work):
    ConsentRecord.objects.filter(pk=consent.pk).update(expires_on=yesterday())
    item.image.consent.refresh_from_db()
    item.image.save()  # the picture knows the day, and no command has run
    assert "/media/images/" not in client.get(item.url).text


def test_expiry_ends_it_as_a_withdrawal_does(client, consent, item, work, mailoutbox, django_user_model):
    django_user_model.objects.create_superuser("chief", "chief@example.org")
    story = make_story(consent)
    names = [f"/media/{rendition.file.name}" for rendition in item.image.renditions.all()]
    # As the day after its last day finds the record.
    ConsentRecord.objects.filter(pk=consent.pk).update(expires_on=yesterday())
    item.image.__class__.objects.update(shown_until=yesterday())

    call_command("publish_scheduled")
    call_command("publish_scheduled")
    work()

    assert [client.get(name).status_code for name in names] == [404] * len(names)
    assert client.get(story.url).status_code == 404
    assert len(logged("consent_expired")) == 1
    assert [mail.to for mail in mailoutbox] == [["chief@example.org"]]


def test_dashboard_reminds_a_month_before(consent):
    editor = staff("writer", "Editors")
    for days, is_told in ((31, False), (30, True)):
        consent.expires_on = timezone.localdate() + timedelta(days=days)
        consent.save()
        assert ("Consent C-1 ends after" in editor.client.get("/admin/").text) == is_told


def test_renewed_consent_shows_the_picture_again(client, item, consent, work):
    consent.expires_on = yesterday()
    consent.save()
    assert "/media/images/" not in client.get(item.url).text

    consent.expires_on = timezone.localdate() + timedelta(days=9)
    consent.save()
    work()

    assert media(client, client.get(item.url).text)


def test_who_may_not_write_withdraws_nothing(consent):
    staff("reader", "Translators").post(end_url(consent))

    consent.refresh_from_db()
    assert consent.holds


def test_record_that_something_relies_on_is_not_deleted(consent, item, django_user_model):
    with pytest.raises(ProtectedError):
        consent.delete()


def test_nobody_guesses_the_address_of_a_drawn_size(item):
    first, second = make_picture(shows="nobody"), make_picture(shows="nobody")

    assert first.get_rendition("width-360").url.replace(first.filename.rsplit(".", 1)[0], "") == second.get_rendition(
        "width-360"
    ).url.replace(second.filename.rsplit(".", 1)[0], "")
    assert first.filename != second.filename
    assert len(first.filename) >= len("sample-.jpg") + 12


def test_deleted_story_stays_in_the_bin_once_its_consent_has_ended(consent):
    story = make_story(consent)
    title = story.title
    moderator = staff("moderator", "Moderators")
    moderator.post(reverse("wagtailadmin_pages:delete", args=[story.pk]))
    way = reverse("bring_back", args=[DeletedPage.objects.get(page_pk=story.pk).pk])
    assert "no longer holds" not in moderator.client.get(way).text

    moderator.post(end_url(consent))

    assert "The consent no longer holds: C-1." in moderator.client.get(way).text
    answer = moderator.client.post(way, {"parent": samples.list_of(NewsPage).pk})
    assert "The consent no longer holds: C-1." in answer.text
    assert not NewsPage.objects.filter(title=title).exists()
