"""Two people on one page: nobody's words go under, and both are told."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession

from pages.site.models import Alert
from tests.html import Document
from tests.pages.approvals.people import PUBLISH, SUBMIT
from tests.pages.editing.people import edit_url


def draft_of(page):
    page.refresh_from_db()
    return page.get_latest_revision_as_object()


@pytest.mark.parametrize("button", [{}, PUBLISH, SUBMIT])
def test_old_form_is_not_taken_and_shows_both_texts(anna, boris, mission, button):
    old = boris.open(edit_url(mission))
    anna.open(edit_url(mission)).send(mandate="Words of Anna")

    answer = old.send(mandate="Words of Boris", **button)

    assert draft_of(mission).mandate == "Words of Anna"
    assert not mission.current_workflow_state
    said = Document(answer.text).text
    assert "Not saved: Anna saved another version" in said
    assert "Anna Boris" in Document(answer.text).described("Mandate")[0]
    assert answer.context["form"]["mandate"].value() == "Words of Boris"
    assert "w-autosave#save" not in answer.text


def test_pressing_again_is_a_decision_and_the_other_text_stays_in_the_history(anna, boris, mission):
    old = boris.open(edit_url(mission))
    anna.open(edit_url(mission)).send(mandate="Words of Anna")
    old.send(mandate="Words of Boris")

    shown = boris.open(edit_url(mission))
    shown.send(mandate="Words of both")

    assert draft_of(mission).mandate == "Words of both"
    assert mission.revisions.filter(content__mandate="Words of Anna").exists()


def test_form_that_was_refused_carries_the_newer_version(anna, boris, mission):
    old = boris.open(edit_url(mission))
    anna.open(edit_url(mission)).send(mandate="Words of Anna")

    answer = old.send(mandate="Words of Boris")

    again = Document(answer.text).root.xpath("//input[@name='loaded_revision_id']/@value")
    assert again == [str(mission.revisions.latest("pk").pk)]


def test_both_are_told(anna, boris, mission, work):
    old = boris.open(edit_url(mission))
    anna.open(edit_url(mission)).send(mandate="Words of Anna")
    mail.outbox.clear()

    for _ in range(2):
        old.send(mandate="Words of Boris")
    work()

    told = [letter for letter in mail.outbox if "Boris" in letter.body]
    assert [letter.to for letter in told] == [["anna@example.org"]]
    assert mission.title in told[0].subject
    history = anna.client.get(reverse("wagtailadmin_pages:history", args=[mission.pk])).text
    assert history.count("Not saved: the form was older") == 1


def test_words_that_break_a_rule_are_not_taken_either(anna, boris, mission):
    old = boris.open(edit_url(mission))
    anna.open(edit_url(mission)).send(mandate="Words of Anna")

    answer = old.send(title="", mandate="Words of Boris")

    assert draft_of(mission).mandate == "Words of Anna"
    assert "Not saved: Anna saved another version" in Document(answer.text).text
    assert answer.context["form"]["mandate"].value() == "Words of Boris"


def test_alert_is_kept_as_pages_are(anna, boris, home):
    alert = Alert.objects.create(title="Sample", text="<p>Sample</p>", locale=home.locale)
    alert.save_revision()
    url = reverse(Alert.snippet_viewset.get_url_name("edit"), args=[alert.pk])
    old = boris.open(url)
    anna.open(url).send(title="Words of Anna")

    answer = old.send(title="Words of Boris", **PUBLISH)

    alert.refresh_from_db()
    assert alert.get_latest_revision_as_object().title == "Words of Anna"
    assert "Not saved: Anna saved another version" in Document(answer.text).text
    assert answer.context["form"]["title"].value() == "Words of Boris"


def window(person, page):
    EditingSession.objects.create(user=person.user, content_object=page, last_seen_at=timezone.now())


def test_autosave_whose_answer_was_lost_goes_on_in_the_one_window(anna, mission):
    form = anna.open(edit_url(mission))
    form.send(by_itself=True, mandate="Words of Anna")

    answer = form.send(by_itself=True, mandate="Words of Anna and more")

    assert answer.json()["success"]
    assert draft_of(mission).mandate == "Words of Anna and more"


def test_autosave_of_a_second_window_is_refused_and_its_button_is_taken_with_a_word(anna, mission):
    form = anna.open(edit_url(mission))
    window(anna, mission)
    anna.open(edit_url(mission)).send(mandate="Words of the other window")

    assert not form.send(by_itself=True, mandate="Words of this window").json()["success"]
    answer = form.send(mandate="Words of this window")

    assert draft_of(mission).mandate == "Words of this window"
    assert "in another window as well" in answer.text


def test_autosave_over_the_words_of_another_is_refused(anna, boris, mission):
    old = boris.open(edit_url(mission))
    anna.open(edit_url(mission)).send(mandate="Words of Anna")

    assert not old.send(by_itself=True, mandate="Words of Boris").json()["success"]
    assert draft_of(mission).mandate == "Words of Anna"
