"""The tags of the site; built in, so that no template needs to load them."""

import re
from xml.etree import ElementTree

from django import template
from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import mark_safe
from wagtail.models import Page

from pages.blocks.body import anchor as anchor_of
from pages.content.map import map_of
from pages.help import hotline_list
from pages.values import partial_dates, social_card, structured_data
from pages.values.image_sizes import SHAPES, SOCIAL_CARD

register = template.Library()
SYMBOL = "{http://www.w3.org/2000/svg}symbol"


def _drawings():
    ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
    sprite = ElementTree.parse(settings.ROOT / "static" / "icons" / "sprite.svg")  # noqa: S314
    marks = {}
    for symbol in sprite.iter(SYMBOL):
        inside = "".join(ElementTree.tostring(child, encoding="unicode") for child in symbol)
        marks[symbol.get("id").removeprefix("i-")] = re.sub(r' xmlns="[^"]*"', "", inside).strip()
    return marks


DRAWINGS = _drawings()


@register.simple_tag
def icon(name, extra=""):
    """A small drawing, written into the page: no request, and many of them compress to nothing."""
    classes = f"icon {extra}".strip()
    return mark_safe(  # noqa: S308
        f'<svg class="{classes}" viewBox="0 0 24 24" aria-hidden="true">{DRAWINGS[name]}</svg>'
    )


@register.simple_tag(takes_context=True)
def breadcrumbs(context, page, title=""):
    """The way from the home page to here: `[{title, url}]`, one query; none on the home page itself."""
    site = context["site"]
    if not page:
        return [{"title": "", "url": site.home_url}, {"title": title, "url": context["request"].path}]
    if page.depth <= site.home_depth:
        return []
    above = [page.path[: length * Page.steplen] for length in range(site.home_depth, page.depth)]
    ancestors = Page.objects.live().filter(path__in=above).order_by("path")
    way = [{"title": each.title, "url": each.url} for each in ancestors] + [{"title": page.title, "url": page.url}]
    if below := context.get("below"):  # a view of the page that has an address of its own
        way += [*context.get("trail", []), {"title": title, "url": page.url + below}]
    return way


@register.simple_tag(takes_context=True)
def other_languages(context, page):
    """Each open language with the address of this page in it, or of its home page if this one is missing."""
    there = {}
    if page and page.pk:
        same = Page.objects.live().filter(translation_key=page.translation_key).select_related("locale", "freshness")
        there = {each.locale.language_code: each for each in same}
    here = context["site"].language
    return [
        {**language, "is_here": language["code"] == here, **_version(there.get(language["code"]))}
        for language in context["site"].languages
    ]


def _version(page):
    """Where a page is in one language, and since when it is behind its source."""
    freshness = getattr(page, "freshness", None)
    return {"page_url": page and page.url, "behind_since": freshness and freshness.behind_since}


@register.simple_tag(takes_context=True)
def alert_here(context, page):
    """The alert for this page, or nothing."""
    return context["site"].alert_for(page.path if page else "")


@register.simple_tag(takes_context=True)
def preview_hotlines(context, hotline):
    """A hotline that is being written, as the only one of its list: for the preview."""
    return [hotline_list.entry_of(hotline, hotline, context["site"].language)]


@register.simple_tag(takes_context=True)
def structured(context, page, crumbs):
    """The JSON-LD of a page, ready to be written into it."""
    site, root_url = context["site"], context["site"].root_url
    nodes = [structured_data.organisation(site, root_url)] if not crumbs else []
    nodes.append(page.structured_data(context["request"]))
    if crumbs:
        nodes.append(structured_data.breadcrumbs(crumbs, root_url))
    return structured_data.script(*nodes)


@register.simple_tag(takes_context=True)
def sharing_picture(context, page):
    """`{url, width, height}` of the picture that stands for the page when it is shared, with a full address."""
    root_url = context["site"].root_url
    if page.image and (rendition := page.image.rendition_or_none(SOCIAL_CARD)):
        return {"url": rendition.full_url, "width": rendition.width, "height": rendition.height}
    return {"url": root_url + social_card.address(page), "width": social_card.WIDTH, "height": social_card.HEIGHT}


@register.inclusion_tag("components/picture.html")
def picture(image, shape, alt="", first=False):
    """An image in one of the shapes of `pages.values.image_sizes`; `first` for one that is seen without scrolling."""
    formats = image.renditions_for(SHAPES[shape])
    fallback = min(formats.get("jpeg", ()), key=lambda rendition: abs(rendition.width - 720), default=None)
    return {"formats": formats, "fallback": fallback, "sizes": SHAPES[shape].sizes, "alt": alt or "", "first": first}


@register.inclusion_tag("components/map.html", takes_context=True)
def region_map(context, region, here=""):
    """The map of the region; the country of the office is dark unless another is named."""
    site = context["site"]
    dark = here or site.country_iso2
    drawing = map_of(region.countries, dark, region.coordination_office_city)
    return {"drawing": drawing, "region": region, "note": site.map_note}


@register.filter
def anchor(text):
    """The address of a heading within its page."""
    return anchor_of(text)


@register.filter
def in_words(value):
    """A date as readers see it, in the language of the page."""
    return partial_dates.in_words(value)


@register.filter
def highlighted(text, query):
    """The text with the words of a query marked."""
    words = [re.escape(escape(word)) for word in query.split() if len(word) > 1]
    if not words:
        return escape(text)
    return mark_safe(re.sub(f"({'|'.join(words)})", r"<mark>\1</mark>", escape(text), flags=re.IGNORECASE))  # noqa: S308
