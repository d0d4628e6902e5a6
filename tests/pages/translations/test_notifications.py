"""Translators are written to when a source changes."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission

from pages.content.home import HomePage
from tests.pages.translations.russian import in_language, publish


def person_in(group, django_user_model):
    name = group.name.lower().replace(" ", "")
    person = django_user_model.objects.create_user(name, f"{name}@example.org", "x" * 12)
    group.user_set.through.objects.create(user=person, group=group)  # as was long ago: nobody is told of it now
    return person


def test_translators_are_written_to_once_when_a_source_changes(mission, django_user_model, mailoutbox, work):
    person_in(Group.objects.get(name="Translators"), django_user_model)
    person_in(Group.objects.get(name="Message desk"), django_user_model)

    mission.mandate = "A sample mandate."
    publish(mission)
    mission.mandate = "Another sample mandate."
    publish(mission)
    work()

    assert [message.to for message in mailoutbox] == [["translators@example.org"]]
    assert "“Who we are” was changed" in mailoutbox[0].body
    assert "Русский, Türkmençe" in mailoutbox[0].body


def test_only_those_are_written_to_who_may_edit_the_translation(mission, django_user_model, mailoutbox, work):
    russians = Group.objects.create(name="Sample group")
    permission = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=russians, page=in_language(HomePage, "ru"), permission=permission)
    person_in(russians, django_user_model)

    mission.mandate = "A sample mandate."
    publish(mission)
    work()

    assert [message.to for message in mailoutbox] == [["samplegroup@example.org"]]
    assert "outdated: Русский." in mailoutbox[0].body


def test_whoever_changed_the_source_is_not_written_to(publisher, mission, mailoutbox, work):
    mission.mandate = "A sample mandate."
    mission.save_revision(user=publisher).publish()
    work()

    assert not mailoutbox
