"""Telephones, addresses and names of people in a public text: a hint for who saves it, never an obstacle.

Found are only things that can be told for certain: numbers that exist (by the numbering plans that `phonenumbers`
knows), e-mail addresses, and full names of those who have an account here. What the office publishes on purpose is left
out: its own address and telephone, and the hotlines.
"""

import re

from django.contrib import messages
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from phonenumbers import PhoneNumberFormat, PhoneNumberMatcher, format_number, parse
from phonenumbers.phonenumberutil import NumberParseException
from wagtail.models import Site

from pages.accounts.models import User
from pages.help.hotlines import Hotline
from pages.search.indexing import text_of
from pages.site.models import SiteIdentity

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def personal_data_in(page):
    """`(numbers, addresses, names)` in a page as it is written now, each as it stands there."""
    text = " \n ".join((page.title, page.summary, strip_tags(text_of(page)), getattr(page, "contact", "")))
    identity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
    own = {_plain(identity.phone), *map(_plain, Hotline.objects.values_list("number", flat=True))}
    found = PhoneNumberMatcher(text, identity.country_iso2)
    numbers = [each.raw_string for each in found if format_number(each.number, PhoneNumberFormat.E164) not in own]
    public = {identity.email.lower(), identity.security_contact.lower()}
    addresses = [each for each in EMAIL.findall(text) if each.lower() not in public]
    people = User.objects.filter(is_active=True).exclude(first_name="").exclude(last_name="")
    names = [name for each in people if (name := each.get_full_name()) and _stands_in(name, text)]
    return list(dict.fromkeys(numbers)), list(dict.fromkeys(addresses)), names


def _stands_in(name, text):
    words = r"\s+".join(map(re.escape, name.split()))
    return re.search(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE)


def _plain(number):
    try:
        return format_number(parse(number, None), PhoneNumberFormat.E164)
    except NumberParseException:
        return number


def warn_of_personal_data(request, page):
    """After a page is saved by hand, say what in it leads to a person. Autosave, which asks for JSON, says nothing."""
    if request.method != "POST" or "application/json" in request.headers.get("Accept", ""):
        return
    numbers, addresses, names = personal_data_in(page)
    found = (
        (numbers, _("This text holds a telephone number: %(found)s. Is it meant for everybody, and no person's own?")),
        (addresses, _("This text holds an e-mail address: %(found)s. Better that of a role than of a person.")),
        (names, _("This text names someone who works here: %(found)s. Is that needed, and do they agree?")),
    )
    for each, text in found:
        if each:
            messages.warning(request, text % {"found": ", ".join(each)})
