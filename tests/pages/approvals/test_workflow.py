"""A draft of an alert, a hotline or the texts of the site goes from an Editor to whoever publishes it."""

import pytest
from django.urls import reverse
from wagtail.models import Locale

from pages.help.hotlines import Hotline
from pages.help.models import HelpIndexPage
from pages.site.models import Alert, SiteTexts
from tests.factories import make_hotline
from tests.pages.approvals.people import PUBLISH, SUBMIT, staff

NEW = "Sample words that are new"


def subjects():
    english = Locale.objects.get(language_code="en")
    return {
        "alert": (Alert.objects.create(title="Sample", text="<p>Sample</p>", locale=english), "title"),
        "hotline": (make_hotline(), "hours"),
        "texts": (SiteTexts.objects.get(locale=english), "strip_note"),
    }


def url(subject, view="edit"):
    return reverse(type(subject).snippet_viewset.get_url_name(view), args=[subject.pk])


@pytest.mark.parametrize("kind", ["alert", "hotline", "texts"])
def test_draft_is_submitted_found_approved_and_then_read(client, writer, first, second, kind):
    subject, field = subjects()[kind]
    page = HelpIndexPage.objects.get(locale__language_code="en").url if kind == "hotline" else "/en/"

    writer.edit(url(subject), **{field: NEW}, **SUBMIT)
    assert NEW not in client.get(page).text
    assert str(subject) in first.client.get("/admin/reports/workflow/").text
    assert url(subject) in first.client.get("/admin/").text

    said = first.edit(url(subject), **{"action-workflow-action": "true", "workflow-action-name": "approve"})
    assert "is published: readers see it now." in said.text
    assert NEW in client.get(page).text


@pytest.mark.parametrize("kind", ["alert", "hotline", "texts"])
def test_editor_who_sends_the_button_of_publishers_saves_a_draft(client, writer, first, kind):
    subject, field = subjects()[kind]

    writer.edit(url(subject), **{field: NEW}, **PUBLISH)

    subject.refresh_from_db()
    assert getattr(subject, field) != NEW
    assert getattr(subject.get_latest_revision_as_object(), field) == NEW


def test_translator_submits_the_texts_of_the_site_and_no_hotline(first):
    translator = staff("translator", "Translators")
    found = subjects()

    translator.edit(url(found["texts"][0]), strip_note=NEW, **SUBMIT)
    assert SiteTexts.objects.get(pk=found["texts"][0].pk).workflow_in_progress

    answer = translator.client.get(url(found["hotline"][0]))
    assert answer.status_code in (302, 403)


@pytest.mark.parametrize("kind", ["alert", "hotline", "texts"])
@pytest.mark.parametrize("view", ["unpublish", "delete"])
def test_editor_takes_nothing_off_the_site(writer, kind, view):
    subject, _field = subjects()[kind]

    writer.post(url(subject, view))

    assert type(subject).objects.get(pk=subject.pk).live


def test_draft_that_breaks_a_rule_is_refused_with_words_and_kept(first, second):
    line = make_hotline()
    line.number = "not a number"
    revision = line.save_revision(user=first.user, clean=False)
    line.get_workflow().start(line, first.user)
    state = line.current_workflow_state.current_task_state

    action = reverse(Hotline.snippet_viewset.get_url_name("workflow_action"), args=[line.pk, "approve", state.pk])
    response = second.post(action, comment="")

    assert "For example +99312345678" in response.text
    line.refresh_from_db()
    assert line.number == "+99300000001"
    assert line.latest_revision == revision
