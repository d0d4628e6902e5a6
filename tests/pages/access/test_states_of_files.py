"""A picture and a document are reached while the page that shows them is public, and by no other way."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction

from pages.base.media import SiteDocument, SiteImage
from pages.content.standard import StandardPage
from tests.factories import photograph
from tests.pages.access.test_states import SECRET, hidden_page, text_of
from tests.pages.consents.people import figure, make_consent


def _states(client, page, shown):
    """A page goes through its states; `shown()` is whether the file that it refers to is given to a reader."""
    page.unpublish()
    yield "draft", shown()
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    yield "embargoed", shown()
    page.go_live_at = None
    page.save_revision().publish()
    yield "live", shown()
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password="sample")
    yield "private", shown()
    restriction.delete()
    page.expire_at = timezone.now() - timedelta(seconds=1)
    page.save_revision().publish()
    call_command("publish_scheduled")
    yield "expired", shown()


WHEN_LIVE = {"draft": False, "embargoed": False, "live": True, "private": False, "expired": False}


def test_document(client, db):
    document = SiteDocument.objects.create(title=SECRET, file=ContentFile(b"Sample", "xylophone.txt"))
    page = hidden_page()
    page.body = page.body.stream_block.to_python([{"type": "documents", "value": {"documents": [document.pk]}}])
    page.save_revision().publish()

    def shown():
        response = client.get(document.url)
        text_of(response)  # read to its end: closing it would close the connection to the database
        assert client.get(f"/media/{document.file.name}").status_code == 404
        return response.status_code == 200

    assert dict(_states(client, StandardPage.objects.get(pk=page.pk), shown)) == WHEN_LIVE


def test_picture(client, db):
    image = SiteImage.objects.create(
        title=SECRET,
        file=ContentFile(photograph(), "xylophone.jpg"),
        description="A sample sight",
        shows_people="consent",
        consent=make_consent(),
    )
    page = hidden_page()
    page.body = page.body.stream_block.to_python([figure(image)])
    page.image = image
    page.save_revision().publish()
    stem = "xylophone"

    def shown():
        # What somebody would try who knows the name of the file and how the site draws.
        for folder, end in (
            ("images", "width-720.format-jpeg.jpg"),
            ("images", "fill-1200x630.format-jpeg.jpg"),
            ("original_images", "jpg"),
        ):
            assert client.get(f"/media/{folder}/{stem}.{end}").status_code == 404
        assert client.get(f"/media/{image.file.name}").status_code == 404
        return "/media/images/xylophone" in client.get("/en/xylophone-hidden/").text

    assert dict(_states(client, StandardPage.objects.get(pk=page.pk), shown)) == WHEN_LIVE
    image.consent.withdrawn_on = timezone.localdate()
    image.consent.save()
    assert not image.renditions.exists()
