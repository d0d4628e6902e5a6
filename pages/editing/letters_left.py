"""How many letters are left in each text field of a form that has a limit."""

from django.forms.utils import flatatt
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _


def script():
    """The script that counts, with its words."""
    texts = {"data-left": _("Letters left: {}"), "data-over": _("Letters too many: {}")}
    return format_html('<script src="{}"{}></script>', static("js/admin/letters-left.js"), flatatt(texts))
