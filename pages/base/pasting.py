"""What the editor of rich texts says of what was pasted into it."""

from django.conf import settings
from django.forms.utils import flatatt
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _


def script():
    """The script that takes what a word processor puts on the clipboard, with its words."""
    texts = {
        "dropped": _("Pasted without:"),
        "parts": _("Each table became the part “Table” below, its first row the names of the columns."),
        "tables": _("A table became lines of text: no part “Table” can stand here, or it had one row or one column."),
        "joined": _("joined cells of a table"),
        "pictures": _("pictures"),
        "media": _("films and embedded pages"),
        "comments": _("comments"),
        "footnotes": _("links of footnotes"),
        "links": _("links that do not begin with http"),
        "headings": _("headings made paragraphs"),
        "fields": _("form fields"),
        "lines": _("horizontal lines"),
        "colours": _("colours"),
        "typefaces": _("typefaces and sizes"),
        "underlines": _("underlining and crossing out"),
    }
    texts["features"] = " ".join(settings.WAGTAILADMIN_RICH_TEXT_EDITORS["default"]["OPTIONS"]["features"])
    attributes = flatatt({f"data-{name}": text for name, text in texts.items()})
    return format_html('<script src="{}"{}></script>', static("js/admin/paste.js"), attributes)
