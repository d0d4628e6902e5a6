"""Which fields keep a form from being saved by itself: Wagtail only says that there are some.

The browser names them where “Saved” would stand (`static/js/admin/unsaved.js`).
"""

import json

from django.utils.translation import gettext as _
from wagtail.blocks.base import get_error_json_data


def refused_fields(form):
    """Each field that was refused: its name in the form, its label, and the first thing to be said of it."""
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        data = get_error_json_data(errors.as_data()[0])
        yield {"name": form.add_prefix(name), "label": str(label or ""), "text": first_words(data)}
    for formset in getattr(form, "formsets", {}).values():
        for each in formset.forms:
            yield from refused_fields(each)


def first_words(data):
    """Of an error that may lie deep in the blocks of a body."""
    found = (*data.get("messages", ()), *map(first_words, data.get("blockErrors", {}).values()))
    return next((str(words) for words in found if words), "")


class RefusedFieldsMixin:
    """For forms that save by themselves."""

    def form_invalid(self, form):
        self.form = form
        return super().form_invalid(form)

    def json_error_response(self, error_code, error_message):
        response = super().json_error_response(error_code, error_message)
        if error_code == "validation_error":
            fields = list(refused_fields(self.form))
            before, after = _("Not saved while there is a mistake here:"), _("Your words are kept in this browser.")
            said = [": ".join(filter(None, (field["label"], field["text"]))) for field in fields]
            more = {"fields": fields, "before": before, "after": after}
            data = json.loads(response.content) | more | {"error_message": " ".join((before, *said, after))}
            response.content = json.dumps(data)
        return response
