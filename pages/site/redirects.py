"""Redirects of Wagtail under the rules of this site: none from below help or contact, none away from it by one person.

Wagtail's model cannot be subclassed, so its fields get the rules as validators, which every form, the import of files
and its command meet, and saving meets them again. Those that Wagtail makes when a page moves follow the page: they are
made in bulk and are not asked.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import get_script_prefix
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.middleware import RedirectMiddleware as WagtailRedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from pages.approvals import second_person
from pages.approvals.live_changes import site_changed_live
from pages.contact.page_types import ContactPage
from pages.help.models import HelpIndexPage
from pages.site.context import site_context_for
from pages.site.routing import page_for_path
from pages.values.visibility import is_readable

LEADS_AWAY = _("This leads away from the site. An administrator asks for it in the form, and another person confirms.")
PROTECTED = _("Nothing leads away from below “Help” or “Contact”: readers must find what the page itself says.")


class RedirectMiddleware(WagtailRedirectMiddleware):
    """Wagtail's; an address that leads to what readers may not see is not found, for the answer would name it."""

    def process_response(self, request, response):
        answer = super().process_response(request, response)
        return response if answer is not response and names_hidden_page(answer.url) else answer


def names_hidden_page(link):
    """Whether a link leads to a page of this site that is not published or not for everybody."""
    code, _slash, path = urlsplit(link).path.removeprefix(get_script_prefix()).partition("/")
    if code not in dict(settings.LANGUAGES) or leads_away(link):
        return False
    page, _rest = page_for_path(site_context_for(code), path)
    return page is not None and not is_readable(page)


def register():
    """Give the fields of Wagtail's model the rules of this site."""
    for name, rule in (("old_path", validate_old_path), ("redirect_link", validate_link)):
        Redirect._meta.get_field(name).validators.append(rule)


def protected_paths():
    """The addresses of help and contact in every language, published or not, without the last slash."""
    pages = Page.objects.type(HelpIndexPage, ContactPage)
    return [path.rstrip("/") for page in pages if (path := (page.get_url_parts() or ("", "", ""))[2])]


def validate_old_path(path):
    """No address below help or contact is led elsewhere."""
    path = Redirect.normalise_path(path).partition("?")[0].casefold()
    inside = get_script_prefix().rstrip("/")
    if any(f"{path}/".startswith(f"{inside}{each}/".casefold()) for each in protected_paths()):
        raise ValidationError(PROTECTED)


def leads_away(link):
    """Whether a browser would follow a link to another site."""
    ours = {urlsplit(settings.SITE_URL).netloc, *Site.objects.values_list("hostname", flat=True)}
    return bool(link) and not url_has_allowed_host_and_scheme(link, ours)


def validate_link(link):
    """Away from the site only as confirmed by two; a command on the server acts for nobody and is not stopped."""
    user = second_person.acting_user()
    if user is None or second_person.is_confirmed() or not leads_away(link):
        return
    if not user.is_superuser or second_person.is_needed(user, Redirect):
        raise ValidationError(LEADS_AWAY)


def check_before_saving(instance, raw=False, **kwargs):
    """The same for whatever saves without asking the fields."""
    if not raw:
        instance.old_path = Redirect.normalise_path(instance.old_path)
        if not (instance.automatically_created and instance.redirect_page_id):
            validate_old_path(instance.old_path)
        validate_link(instance.redirect_link)


def tell_saved(instance, created=False, raw=False, **kwargs):
    """Everybody who may publish learns of a redirect."""
    if not raw:
        _tell("add" if created else "change", instance)


def tell_deleted(instance, **kwargs):
    """And of one that is gone."""
    _tell("delete", instance)


def _tell(action, instance):
    user = second_person.acting_user()
    alone = leads_away(instance.redirect_link) and second_person.is_alone(user, Redirect)
    site_changed_live(action, instance, user, alone=alone)
