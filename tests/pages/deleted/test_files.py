"""A picture or a document that was deleted comes back within 30 days; what a consent no longer covers never does."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfWriter
from wagtail.models import Collection

from pages.base.media import SiteDocument, SiteImage
from pages.consents.withdrawal import withdraw
from pages.content.standard import StandardPage
from pages.deleted.models import DeletedFile
from tests.html import Document
from tests.pages.approvals.people import staff
from tests.pages.consents.people import make_consent, make_picture, yesterday


def make_document(**fields):
    file = BytesIO()
    PdfWriter().write(file)
    return SiteDocument.objects.create(title="Sample file", file=ContentFile(file.getvalue(), "sample.pdf"), **fields)


def delete(person, file):
    kind = "wagtailimages" if isinstance(file, SiteImage) else "wagtaildocs"
    return person.post(reverse(f"{kind}:delete", args=[file.pk]))


def bin_of(person):
    answer = person.client.get(reverse("deleted_files"))
    assert answer.status_code == 200
    return Document(answer.text)


def bring_back(person, title):
    way = bin_of(person).root.xpath(".//form[contains(., $title)]/@action", title=title)[0]
    return person.post(way)


@pytest.mark.parametrize("make", [lambda: make_picture(shows="nobody", title="Sample file"), make_document])
def test_file_comes_back_as_it_was_with_its_tags_and_to_the_drafts_that_used_it(editor, home, make):
    file = make()
    file.tags.add("sample tag")
    draft = home.add_child(instance=StandardPage(title="Sample draft", slug="draft", live=False))
    if isinstance(file, SiteImage):
        StandardPage.objects.filter(pk=draft.pk).update(image=file)
    content, name = file.file.read(), file.file.name
    delete(editor, file)
    assert not type(file).objects.filter(pk=file.pk).exists()

    answer = bring_back(editor, "Sample file")

    assert "“Sample file” is back." in Document(answer.text).text
    back = type(file).objects.get(pk=file.pk)
    assert (back.file.name, back.file.read()) == (name, content)
    assert back.created_at - file.created_at < timedelta(seconds=0.001)  # not the moment at which it came back
    assert list(back.tags.names()) == ["sample tag"]
    draft.refresh_from_db()
    assert draft.image_id == (file.pk if isinstance(file, SiteImage) else None)
    assert "Nothing was deleted" in bin_of(editor).text


def test_after_thirty_days_the_file_itself_is_gone_too(editor, capsys):
    document = make_document()
    delete(editor, document)
    DeletedFile.objects.update(deleted_at=timezone.now() - timedelta(days=29))
    call_command("purge_deleted_pages")
    assert default_storage.exists(document.file.name)

    DeletedFile.objects.update(deleted_at=timezone.now() - timedelta(days=30))
    call_command("purge_deleted_pages")

    assert not default_storage.exists(document.file.name)
    assert not DeletedFile.objects.exists()


def test_picture_of_which_the_consent_was_withdrawn_is_gone_at_once(editor):
    consent = make_consent()
    kept, withdrawn_later = (make_picture(consent, title=f"{name} portrait") for name in ("First", "Second"))
    delete(editor, withdrawn_later)
    assert default_storage.exists(withdrawn_later.file.name)

    withdraw(consent)
    delete(editor, kept)

    for each in (kept, withdrawn_later):
        assert not default_storage.exists(each.file.name)
        assert each.title not in bin_of(editor).text


def test_picture_whose_consent_has_run_out_in_the_bin_does_not_come_back_and_goes_with_the_next_clearing(
    editor, capsys
):
    consent = make_consent()
    picture = make_picture(consent)
    delete(editor, picture)
    type(consent).objects.filter(pk=consent.pk).update(expires_on=yesterday())  # a day passed, nobody saved

    assert "no longer holds" in bring_back(editor, picture.title).text
    assert not SiteImage.objects.filter(pk=picture.pk).exists()

    call_command("purge_deleted_pages")
    assert not default_storage.exists(picture.file.name)


def test_picture_that_comes_back_says_as_before_who_is_in_it(editor):
    picture = make_picture(make_consent(expires_on=timezone.localdate() + timedelta(days=9)))
    delete(editor, picture)
    bring_back(editor, picture.title)

    back = SiteImage.objects.get(pk=picture.pk)
    assert (back.shows_people, back.consent, back.shown_until) == ("consent", picture.consent, picture.shown_until)


def test_collection_that_is_gone_is_no_obstacle(editor):
    collection = Collection.get_first_root_node().add_child(name="Sample collection")
    document = make_document(collection=collection)
    delete(editor, document)
    collection.delete()

    bring_back(editor, "Sample file")

    assert SiteDocument.objects.get(pk=document.pk).collection == Collection.get_first_root_node()


def test_file_that_somebody_has_taken_away_is_said_to_be_gone(editor):
    document = make_document()
    delete(editor, document)
    default_storage.delete(document.file.name)

    assert "The file itself is gone." in bring_back(editor, "Sample file").text


def test_editor_brings_back_what_she_uploaded_and_nothing_of_others(db):
    carla, dina = staff("carla", "Editors"), staff("dina", "Editors")
    own, others = make_document(uploaded_by_user=carla.user), make_picture(shows="nobody", uploaded_by_user=dina.user)
    for each in (own, others):
        each.delete()

    assert "Sample portrait" not in bin_of(carla).text
    bring_back(carla, "Sample file")
    record = DeletedFile.objects.get()
    assert carla.client.post(reverse("bring_back_file", args=[record.pk])).status_code == 404
    assert SiteDocument.objects.filter(title=own.title).exists()


def test_who_keeps_no_files_has_no_bin(db):
    assert staff("carla", "Message desk").client.get(reverse("deleted_files")).status_code in (302, 403)
