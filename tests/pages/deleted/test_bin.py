"""What was deleted in the admin comes back within 30 days, as if nobody had touched it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from pages.content.standard import StandardPage
from pages.content.strategy import ObjectivePage
from pages.deleted.models import DeletedPage
from pages.site.models import SiteTexts
from programmes.areas import ProgrammeAreaPage
from tests.html import Document
from tests.pages.approvals.people import PUBLISH, told
from tests.pages.editing.people import Writer, edit_url


@pytest.fixture
def section(home):
    """A page with one below it, both read by all; the upper has been changed once and has a redirect."""
    top = home.add_child(instance=StandardPage(title="Sample section", slug="section", summary="First words."))
    top.save_revision().publish()
    top.summary = "Second words."
    top.save_revision().publish()
    below = top.add_child(instance=StandardPage(title="Sample below", slug="below", summary="Words below."))
    below.save_revision().publish()
    Redirect.objects.create(old_path="/an-old-address", redirect_page=top)
    return top


def delete(person, page):
    return person.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))


def delete_many(person, *pages):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    return person.client.post(f"{url}?{'&'.join(f'id={page.pk}' for page in pages)}", follow=True)


def bring_back(person, title, parent=None):
    """From the menu of reports to the page that is back."""
    listing = Document(person.client.get(reverse("deleted_pages")).text)
    way = listing.root.xpath(".//tr[contains(., $title)]//a/@href", title=title)[0]
    shown = person.client.get(way)
    below = parent.pk if parent else shown.context["form"]["parent"].value()
    return person.client.post(way, {"parent": below}, follow=True)


@pytest.mark.parametrize("by", [delete, delete_many])
def test_page_comes_back_with_all_below_it_its_versions_and_its_redirects(client, editor, section, by):
    editor.user.is_superuser = True  # a Moderator deletes no page that has others below it
    editor.user.save()
    by(editor, section)
    assert not Page.objects.filter(title__startswith="Sample ").exists()

    answer = bring_back(editor, "Sample section")

    assert "is back as a draft" in told(answer)
    assert client.get("/en/section/").status_code == 404
    back = StandardPage.objects.get(pk=section.pk)
    assert back.revisions.filter(content__summary="First words.").exists()
    editor.open(edit_url(back)).send(**PUBLISH)
    editor.open(edit_url(Page.objects.get(title="Sample below"))).send(**PUBLISH)
    assert "Second words." in client.get("/en/section/").text
    assert "Words below." in client.get("/en/section/below/").text
    assert client.get("/an-old-address").headers["Location"].endswith("/en/section/")
    assert Page.find_problems() == ([], [], [], [], [])


def test_other_pages_have_it_back_in_their_lists(editor, db):
    area = ProgrammeAreaPage.objects.filter(locale__language_code="en", objectives__isnull=False).first()
    objective = area.objectives.first()
    before = list(area.objectives.order_by("pk"))

    delete(editor, objective)
    assert objective not in ProgrammeAreaPage.objects.get(pk=area.pk).objectives.all()
    bring_back(editor, objective.title)

    assert list(ProgrammeAreaPage.objects.get(pk=area.pk).objectives.order_by("pk")) == before
    assert ObjectivePage.objects.get(pk=objective.pk).translation_key == objective.translation_key
    assert ObjectivePage.objects.get(pk=objective.pk).get_translations().count() == 2


def test_what_said_this_page_says_it_again(editor, section):
    texts = SiteTexts.objects.get(locale=section.locale)
    SiteTexts.objects.filter(pk=texts.pk).update(help_page=section)
    section.get_children().get().delete()

    delete(editor, section)
    bring_back(editor, "Sample section")

    texts.refresh_from_db()
    assert texts.help_page_id == section.pk


def test_page_stays_closed_to_those_it_was_closed_to(editor, section):
    PageViewRestriction.objects.create(page=section, restriction_type="login")
    section.get_children().get().delete()

    delete(editor, section)
    bring_back(editor, "Sample section")

    assert PageViewRestriction.objects.filter(page=section.pk).exists()


def test_address_that_is_taken_by_now_gets_another(editor, section, home):
    section.get_children().get().delete()
    delete(editor, section)
    home.add_child(instance=StandardPage(title="Another", slug="section"))

    bring_back(editor, "Sample section")

    assert StandardPage.objects.get(pk=section.pk).slug == "section-1"


def test_parent_that_is_gone_too_is_chosen_anew(editor, section, home):
    below = section.get_children().get().specific
    delete(editor, below)
    delete(editor, section)

    refused = bring_back(editor, "Sample below", parent=Page.get_first_root_node())
    assert "cannot stand below this page" in refused.text
    bring_back(editor, "Sample below", parent=home)

    assert StandardPage.objects.get(pk=below.pk).get_parent().pk == home.pk


def test_what_was_translated_anew_in_the_meantime_is_left_alone(editor, section, home):
    section.get_children().get().delete()
    delete(editor, section)
    again = StandardPage(title="Made anew", slug="anew", translation_key=section.translation_key)
    home.add_child(instance=again)

    bring_back(editor, "Sample section")

    assert StandardPage.objects.get(pk=section.pk).translation_key != section.translation_key


def test_one_deletion_is_one_entry(editor, section):
    section.delete()

    assert list(DeletedPage.objects.values_list("title", "pages")) == [("Sample section", 2)]


def test_after_thirty_days_it_is_gone_for_good(editor, section, capsys):
    section.delete()
    DeletedPage.objects.update(deleted_at=timezone.now() - timedelta(days=29))
    call_command("purge_deleted_pages")
    assert DeletedPage.objects.exists()

    DeletedPage.objects.update(deleted_at=timezone.now() - timedelta(days=30))
    call_command("purge_deleted_pages")

    assert not DeletedPage.objects.exists()


def test_what_others_forbid_does_not_come_back_and_says_why(editor, section, home):
    section.get_children().get().delete()
    delete(editor, section)

    with hooks.register_temporarily("refuse_bring_back", lambda deleted: "Consent was withdrawn."):
        answer = bring_back(editor, "Sample section", parent=home)

    assert "Consent was withdrawn." in answer.text
    assert not Page.objects.filter(pk=section.pk).exists()


def test_person_without_the_right_to_write_pages_sees_no_bin(section):
    section.delete()

    desk = Writer.named("desk", "Desk", "Message desk")

    assert desk.client.get(reverse("deleted_pages")).status_code in (302, 403, 404)
    assert desk.client.get(reverse("bring_back", args=[DeletedPage.objects.get().pk])).status_code in (302, 403, 404)


def test_deletion_says_where_the_way_back_is(editor, section):
    section.get_children().get().delete()

    assert reverse("deleted_pages") in delete(editor, section).text
