"""How the office is reached, as words by which the page of contact is found."""

from wagtail.models import Site

from pages.contact.page_types import ContactPage
from pages.site.models import SiteIdentity, SiteTexts


def texts_of(page):
    """Names, address, telephone and mail of the office, in the language of the page."""
    site = Site.objects.filter(is_default_site=True).first()
    identity = SiteIdentity.objects.filter(site=site).first()
    texts = SiteTexts.objects.filter(locale=page.locale, live=True).first()
    found = [identity.email, identity.phone, identity.phone.replace(" ", "")] if identity else []
    return [*found, *([texts.site_name, texts.organisation, texts.address] if texts else [])]


def contact_pages(_changed):
    """The pages that such a change concerns."""
    return ContactPage.objects.values_list("pk", flat=True)
