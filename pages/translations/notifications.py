"""Mail to those who keep a translation when its source changed."""

from collections import defaultdict

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from pages.values.background import background_task
from pages.values.mail import send


@background_task
def notify_translators(source_id, page_ids):
    """Have everybody written to who may edit one of these outdated pages, but for whoever changed their source."""
    author = Page.objects.values_list("live_revision__user", flat=True).filter(pk=source_id).first()
    outdated = defaultdict(list)
    for page in Page.objects.filter(pk__in=page_ids):
        policy = page_permission_policy
        people = policy.users_with_permission_for_instance("change", page, include_superusers=False)
        for person in people.exclude(email="").exclude(pk=author):
            outdated[person.pk].append(page.pk)
    for person_id, pages in outdated.items():
        send_notice.enqueue(person_id, source_id, pages)


@background_task
def send_notice(person_id, source_id, page_ids):
    """Write to one person, in the language of their admin, which translations of a page are outdated."""
    person = get_user_model().objects.filter(pk=person_id, is_active=True).first()
    source = Page.objects.filter(pk=source_id).first()
    pages = Page.objects.filter(pk__in=page_ids).select_related("locale")
    if not (person and source and pages):
        return
    with translation.override(person.admin_language):
        about = {"title": source.title, "languages": ", ".join(str(page.locale) for page in pages)}
        text = _("“%(title)s” was changed and published. These translations are now outdated: %(languages)s.") % about
        url = settings.WAGTAILADMIN_BASE_URL + reverse("translations")
        send(_("The original changed: %(title)s") % about, f"{text}\n\n{url}", to=[person.email])
