"""When the clock alone changes what readers see: alerts begin and end, deadlines and events come nearer and pass.

Pages that go live or expire are published by a command, which is a change like any other; at midnight everything that
goes by the day changes (`pages.values.site_version`): lines falling due, the status of projects, the calendar.
"""

from django.db.models import Q

from pages.listings.models import listing_models
from pages.site.models import Alert
from pages.values import site_version
from pages.values.moments import next_step


def register():
    """Let the version of the site follow these moments."""
    site_version.register_moment(next_of_alerts)
    site_version.register_moment(next_of_lists)


def next_of_alerts(now):
    """The next beginning or end of a published alert."""
    bounds = Alert.objects.filter(live=True).values_list("go_live_at", "expire_at")
    return min((moment for pair in bounds for moment in pair if moment and moment > now), default=None)


def next_of_lists(now):
    """The next moment at which an item of a list is over, or says another time that is left."""
    steps = []
    for model in listing_models():
        if model.end_field:
            begins, ends = model.moment_field, model.end_field
            coming = model.objects.once_published().filter(Q(**{f"{begins}__gt": now}) | Q(**{f"{ends}__gt": now}))
            for start, end in coming.values_list(begins, ends):
                steps += [next_step(start, now) if start else None, end]
    return min((step for step in steps if step and step > now), default=None)
