"""The pages that the proxy shows where the site cannot: files that need nothing else, in every language, with numbers.

They are written anew each day, so that no number in them is older than its verification by more than that.
"""

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_noop

from iom_site.views import STYLE
from pages.help.hotline_list import server_error_html
from pages.site.context import published_languages, site_context_for

SAID = {
    "400": (gettext_noop("This was not understood"), gettext_noop("Go back and try again.")),
    "404": (
        gettext_noop("This page is not here"),
        gettext_noop("The address may be wrong, or the page may have moved."),
    ),
    "413": (gettext_noop("That was too much"), gettext_noop("What you sent is too large. Nothing was sent.")),
    "414": (gettext_noop("This address is too long"), gettext_noop("Go back and try again.")),
    "429": (gettext_noop("Too many attempts"), gettext_noop("Please try again in a few minutes.")),
    "502": (gettext_noop("The site does not answer"), gettext_noop("Please try again in a few minutes.")),
    # Of what staff sent and nobody answered.
    "504": (
        gettext_noop("It is not known whether this was saved"),
        gettext_noop(
            "The site took too long to answer. Look at the history of the page before you save it again. "
            "What you wrote is kept in this browser."
        ),
    ),
}


def write(folder):
    """Write them all; one that is being read is never half of one."""
    folder.mkdir(parents=True, exist_ok=True)
    for status in SAID:
        unfinished = folder / f".{status}.html"
        unfinished.write_text(page(status), encoding="utf-8")
        unfinished.replace(folder / f"{status}.html")


def page(status):
    """The page for one status, in each published language."""
    languages = published_languages() or ["en"]
    sections = [_section(code, *SAID[status]) for code in languages]
    return render_to_string("proxy_error.html", {"status": status, "sections": sections, "style": STYLE})


def _section(code, title, text):
    with translation.override(code):
        site = site_context_for(code)
        return {
            "code": code,
            "title": translation.gettext(title),
            "text": translation.gettext(text),
            "help_url": site.help_url,
            "help_label": site.help_label,
            "numbers": server_error_html(code),
        }
