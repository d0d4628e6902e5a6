"""A request that changes something, and how it is sent."""

import json
from dataclasses import dataclass

from django.urls import reverse
from wagtail.models import Locale, TranslatableMixin

from tests.pages.forms import form_data

PUBLISH = {"action-publish": "1"}


@dataclass(frozen=True)
class Act:
    """A request. `opens` is the address of the form whose data is sent back, with `data` changed."""

    address: str
    data: dict
    opens: str = ""


def bulk(model, action, *pks):
    """Where several things are acted on at once."""
    address = reverse("wagtail_bulk_action", args=[model._meta.app_label, model._meta.model_name, action])
    return address + "?" + "&".join(f"id={pk}" for pk in pks) + "&next=/admin/"


def untranslated(instance):
    """The key of a language that something is not yet in, if there is one."""
    if not isinstance(instance, TranslatableMixin):
        return []
    here = instance.get_translations(inclusive=True).values("locale")
    return [each.pk for each in Locale.objects.exclude(pk__in=here)[:1]]


def data_of(client, act):
    """What is sent: the form as it is opened by the person signed in, with the changes of the act."""
    if not act.opens:
        return act.data
    form = client.get(act.opens).context_data["form"]
    return {**{name: value for name, value in form_data(form).items() if value is not None}, **act.data}


def is_json(act):
    """The API of the admin is sent JSON."""
    return act.address.startswith(reverse("wagtailadmin_api:pages:listing"))


def send(client, act, data):
    """The request of an act."""
    if is_json(act):
        return client.post(act.address, json.dumps(data), content_type="application/json")
    for value in data.values():
        if hasattr(value, "seek"):
            value.seek(0)
    return client.post(act.address, data)
