"""Once a week a mail to each person with what is theirs to do: what the first screen shows them, no more.

Nothing of a message to the office stands in it, nor of a draft; who does not want it ends it in their account.
"""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.mail import send_mail
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab
from wagtail.models import TaskState

from pages.accounts.models import User
from pages.approvals.admin import changes_for
from pages.contact.admin import waiting_messages
from pages.dashboard.tasks import Task, lines, site_tasks
from pages.dashboard.upcoming import upcoming
from pages.translations.coverage import coverage, languages_of
from pages.values.background import background_task
from pages.values.mail import sends_mail
from pages.values.permissions import may_edit_pages

DAYS = 7  # until the next mail


class WeeklyTasksForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["weekly_tasks"]


class WeeklyTasksPanel(BaseSettingsPanel):
    """In the account of each person, beside Wagtail's notifications."""

    name = "weekly_tasks"
    title = gettext_lazy("Weekly mail")
    tab = notifications_tab
    order = 200
    form_class = WeeklyTasksForm


def tasks_for(person):
    """What this person can do today: reviews and messages first, translations and what this week brings at the end."""
    if count := TaskState.objects.reviewable_by(person).count():
        text = ngettext("%(count)d draft awaits your review.", "%(count)d drafts await your review.", count)
        yield Task(text % {"count": count}, reverse("wagtailadmin_home"))
    if count := sum(each.requested_by_id != person.pk for each in changes_for(person)):
        text = ngettext("%(count)d change waits for you.", "%(count)d changes wait for you.", count)
        yield Task(text % {"count": count}, reverse("pending_changes"))
    for tab, label, count in waiting_messages(person):
        text = _("Messages to the office: %(state)s, %(count)d") % {"state": label, "count": count}
        yield Task(text, f"{reverse('messages:index')}?tab={tab}")
    yield from (task for task in site_tasks(person) if not task.once)
    for each in coverage(languages_of(person)):
        if count := each["count"] - each["finished"]:
            text = ngettext("%(count)d page is not translated.", "%(count)d pages are not translated.", count)
            yield Task(text % {"count": count}, reverse("translations"), language=str(each["language"]))
    yield from _this_week(person)


def _this_week(person):
    end = timezone.now() + timedelta(days=DAYS)
    for moment in upcoming(person, most=None) if may_edit_pages(person) else ():
        if moment.at < end:
            yield Task(f"{moment.when}: {moment.title} {moment.what}", moment.url)


def send_weekly_tasks():
    """Have each person written to; answers how many are asked after."""
    people = User.objects.filter(is_active=True, weekly_tasks=True).exclude(email="") if sends_mail() else ()
    able = [person for person in people if person.has_perm("wagtailadmin.access_admin")]
    for person in able:
        send_tasks.enqueue(person.pk)
    return len(able)


@background_task
def send_tasks(person_pk):
    """Write to one person, in the language of their admin, if there is anything to do."""
    person = User.objects.filter(pk=person_pk, is_active=True, weekly_tasks=True).first()
    if person is None:
        return
    with translation.override(person.admin_language):
        found = lines(tasks_for(person))
        if not found:
            return
        subject = ngettext("%(count)d thing to do this week", "%(count)d things to do this week", len(found))
        end = _("You can end this mail in your account, under “Notifications”:")
        paragraphs = [*map(_paragraph, found), f"{end}\n{_address(reverse('wagtailadmin_account'))}"]
        send_mail(subject % {"count": len(found)}, "\n\n".join(paragraphs), [person.email])


def _paragraph(line):
    places = [f"{language}: {_address(url)}" if language else _address(url) for language, url in line.places]
    return "\n".join([str(line.text), *places])


def _address(url):
    return f"{settings.WAGTAILADMIN_BASE_URL}{url}"
