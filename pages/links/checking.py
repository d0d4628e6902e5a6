"""Collects the links of what is published, asks after those of this site at once, and after the others one by one."""

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from pages.links.answers import OK, answers_of_site, ask
from pages.links.found import links_of, models_with_links
from pages.links.models import LinkPlace, LinkTarget
from pages.values.background import background_task

AT_ONCE = 500
MOST_A_RUN = 200  # links to other sites
PAUSE = timedelta(seconds=5)  # between two of them, whatever their hosts
FRESH = timedelta(hours=20)


def check_links():
    """Find what is linked now and look at it; answers how many places there are. Meant to run once a day."""
    places = _collect()
    inside = LinkTarget.objects.exclude(kind=LinkTarget.Kind.EXTERNAL)
    for target, answer in answers_of_site(list(inside)):
        target.record(answer, failed=answer != OK)
    if settings.CHECK_EXTERNAL_LINKS:
        check_next_external.enqueue(MOST_A_RUN)
    return places


@transaction.atomic
def _collect():
    found = [pair for model in models_with_links() for pair in _published(model)]
    targets = _targets(link for _place, link in found)
    LinkPlace.objects.all().delete()
    _write(found, targets)
    LinkTarget.objects.filter(places=None).delete()
    return len(found)


def _published(model):
    """Each link of what is live, with the place where it stands."""
    for instance in model.objects.filter(live=True).iterator(chunk_size=AT_ONCE):
        yield from _found_in(instance)


def _found_in(instance):
    kind = ContentType.objects.get_for_model(type(instance))
    for link in links_of(instance):
        text = " ".join(link.text.split())[:255]
        title, path = str(instance)[:255], list(link.path)
        yield LinkPlace(content_type=kind, object_id=str(instance.pk), title=title, path=path, text=text), link


def _key(link):
    return link.kind, link.address[:2000]


def _targets(links):
    """The record of each address, made if it is new."""
    there = {(each.kind, each.address): each for each in LinkTarget.objects.all()}
    new = [LinkTarget(kind=kind, address=address) for kind, address in sorted({*map(_key, links)} - set(there))]
    LinkTarget.objects.bulk_create(new, batch_size=AT_ONCE)
    return there | {(each.kind, each.address): each for each in new}


def _write(found, targets):
    for place, link in found:
        place.target = targets[_key(link)]
    LinkPlace.objects.bulk_create([place for place, _link in found], batch_size=AT_ONCE)


@transaction.atomic
def collect_again(instance, **kwargs):
    """After publishing: a link that was mended leaves the report at once."""
    found = list(_found_in(instance))
    kind = ContentType.objects.get_for_model(type(instance))
    LinkPlace.objects.filter(content_type=kind, object_id=str(instance.pk)).delete()
    if found:
        _write(found, _targets(link for _place, link in found))


@background_task
def check_next_external(left):
    """Ask after the link that was looked at longest ago; another task, after a pause, asks after the next."""
    if left <= 0 or not settings.CHECK_EXTERNAL_LINKS:
        return
    stale = Q(checked_at=None) | Q(checked_at__lt=timezone.now() - FRESH)
    external = LinkTarget.objects.filter(stale, kind=LinkTarget.Kind.EXTERNAL).exclude(places=None)
    target = external.order_by(F("checked_at").asc(nulls_first=True), "pk").first()
    if target is None:
        return
    answer = ask(target.address)
    target.record(answer, failed=answer != OK)
    check_next_external.using(run_after=timezone.now() + PAUSE).enqueue(left - 1)
