"""A picture or a document that readers see is changed by those who may publish, whichever way it is tried."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.log_actions import LogContext

from pages.base.media import SiteDocument, SiteImage
from tests.factories import make_page_with_every_block
from tests.pages.approvals.people import staff


@pytest.fixture
def sample(db):
    return make_page_with_every_block()


@pytest.fixture
def found(sample):
    return {"image": SiteImage.objects.get(), "document": SiteDocument.objects.get(title="Sample")}


@pytest.fixture
def owner(found):
    """An Editor who uploaded both: Wagtail lets whoever uploaded a file change and delete it."""
    editor = staff("writer", "Editors")
    for each in found.values():
        type(each).objects.filter(pk=each.pk).update(uploaded_by_user=editor.user)
    return editor


def url(kind, act, pk):
    return reverse(f"wagtail{kind}s:{act}" if kind == "image" else f"wagtaildocs:{act}", args=[pk])


@pytest.mark.parametrize("kind", ["image", "document"])
def test_editor_replaces_nothing_that_a_published_page_shows(client, owner, found, kind):
    before = found[kind].file.name
    data = {"title": "Replaced", "collection": 1}
    if kind == "document":
        data["file"] = SimpleUploadedFile("other.txt", b"Other words")

    response = owner.client.post(url(kind, "edit", found[kind].pk), data, follow=True)

    assert "A published page shows this" in response.text
    found[kind].refresh_from_db()
    assert (found[kind].title, found[kind].file.name) == ("Sample", before)


@pytest.mark.parametrize("kind", ["image", "document"])
def test_editor_deletes_nothing_that_a_published_page_shows(owner, found, kind):
    owner.client.post(url(kind, "delete", found[kind].pk))
    model = type(found[kind])
    owner.client.post(
        reverse("wagtail_bulk_action", args=["pages", model._meta.model_name, "delete"])
        + f"?id={found[kind].pk}&next=/admin/"
    )

    assert model.objects.filter(pk=found[kind].pk).exists()


@pytest.mark.parametrize("kind", ["image", "document"])
def test_code_is_asked_as_a_form_is(owner, found, kind):
    with LogContext(user=owner.user), pytest.raises(PermissionDenied):
        found[kind].save()
    with LogContext(user=owner.user), pytest.raises(PermissionDenied):
        found[kind].delete()


@pytest.mark.parametrize("kind", ["image", "document"])
def test_editor_changes_their_own_while_no_reader_sees_it(owner, sample, found, kind):
    sample.unpublish()

    owner.client.post(url(kind, "edit", found[kind].pk), {"title": "Better", "collection": 1})

    found[kind].refresh_from_db()
    assert found[kind].title == "Better"


@pytest.mark.parametrize("kind", ["image", "document"])
def test_whoever_publishes_changes_it(found, kind, publisher, client):
    client.post(url(kind, "edit", found[kind].pk), {"title": "Better", "collection": 1})

    found[kind].refresh_from_db()
    assert found[kind].title == "Better"


def test_editor_adds_another_beside_it(owner, found):
    file = SimpleUploadedFile("other.txt", b"Other words")
    owner.client.post(reverse("wagtaildocs:add"), {"title": "Other", "file": file, "collection": 1})

    assert SiteDocument.objects.filter(title="Other").exists()
