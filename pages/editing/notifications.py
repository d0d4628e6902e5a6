from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Revision

from pages.values.background import background_task
from pages.values.mail import send


@background_task
def send_conflict(revision_pk: int, other_pk: int) -> None:
    """Write to whoever saved a version that somebody else was writing the same at that time."""
    revision = Revision.objects.filter(pk=revision_pk).select_related("user").first()
    other = get_user_model().objects.filter(pk=other_pk).first()
    if not (revision and other and revision.user and revision.user.is_active and revision.user.email):
        return
    with translation.override(revision.user.admin_language):
        facts = {"person": other.get_full_name() or other.get_username(), "title": revision.object_str}
        lines = [
            _("While you saved “%(title)s”, %(person)s had the same form open and wrote in it.") % facts,
            _("Nothing is lost: they were shown both texts before theirs was saved, and yours is in the history."),
            settings.WAGTAILADMIN_BASE_URL + (AdminURLFinder().get_edit_url(revision.content_object) or ""),
        ]
        subject = _("Two people wrote in “%(title)s”") % facts
        send(subject, "\n\n".join(lines), to=[revision.user.email])
