"""The tags of the site; built in, so that no template needs to load them."""

import re
from xml.etree import ElementTree

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.models import Page, Site

from pages.blocks.body import anchor as anchor_of
from pages.content.map import map_of, outline_of
from pages.help import hotline_list
from pages.values import hyphenation, partial_dates, structured_data, terms, typography, visibility
from pages.values.cache import cached_of_page
from pages.values.styles import inline_sheet

register = template.Library()
MAIN = re.compile(r"<main[^>]*>")
# The head of a page as far as its title and first words; other pages begin with a drawing.
TITLE = re.compile(
    r"<main[^>]*>\s*<\w+ class=\"(?:wrap page-head|page-head|hero)\b.*?</h1>(?:\s*<p class=\"lead\">.*?</p>)?",
    re.DOTALL,
)
SYMBOL = "{http://www.w3.org/2000/svg}symbol"


def _drawings():
    ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
    sprite = ElementTree.parse(settings.ROOT / "static" / "icons" / "sprite.svg")  # noqa: S314
    drawings = {}
    for symbol in sprite.iter(SYMBOL):
        content = "".join(ElementTree.tostring(child, encoding="unicode") for child in symbol)
        drawings[symbol.get("id").removeprefix("i-")] = re.sub(r' xmlns="[^"]*"', "", content).strip()
    return drawings


DRAWINGS = _drawings()


@register.simple_tag
def icon(name, extra=""):
    """A small drawing, written into the page: no request, and many of them compress to nothing."""
    classes = f"icon {extra}".strip()
    return mark_safe(  # noqa: S308
        f'<svg class="{classes}" viewBox="0 0 24 24" aria-hidden="true">{DRAWINGS[name]}</svg>'
    )


class Breadcrumbs(list):
    """The way from the home page to a page, as `{title, url}`; the page itself is the last."""

    @property
    def parent(self):
        return self[-2] if len(self) > 1 else None

    @property
    def grandparent(self):
        return self[-3] if len(self) > 2 else None


@register.simple_tag(takes_context=True)
def inline_styles(context, *names):
    """Style sheets in the page itself; `iom_site.middleware` lets the policy of the answer allow them."""
    sheet = inline_sheet(*names)
    context["request"].inline_style_source = sheet.source
    return sheet.element


@register.filter(is_safe=True)
def styled_below_title(html, request):
    """The body of a page, with the style sheet for all that follows the title: browsers show what stands before it.

    The lite edition has none.
    """
    if request.is_lite:
        return html
    link = f'<link rel="stylesheet" href="{static("css/site.css")}">'
    above = TITLE.search(html) or MAIN.search(html)
    return html[: above.end()] + link + html[above.end() :] if above else html + link


@register.simple_tag(takes_context=True)
def site_address(context):
    """The full address of the page on the site itself: what a copy of it leads to."""
    return settings.SITE_URL + context["request"].get_full_path()


@register.simple_tag(takes_context=True)
def search_index_of_copy(context):
    """The script with the words of all pages, which stands in a copy only: `iom_site.copies.walk.index_address`."""
    return format_html('<script src="/search-index-{}.js" defer></script>', context["site"].language)


@register.simple_tag(takes_context=True)
def breadcrumbs(context, page, title=""):
    """The `Breadcrumbs` of a page. Those above it are asked for once in a version of the site."""
    site, request = context["site"], context["request"]
    if not page:
        return Breadcrumbs([{"title": "", "url": site.home_url}, {"title": title, "url": request.path}])
    if page.depth <= site.home_depth:
        return Breadcrumbs()
    name = f"above:{site.home_depth}:{page.path}:{_site_key(request)}"
    above = cached_of_page(name, lambda: _crumbs_above(page, site.home_depth, request))
    crumbs = Breadcrumbs([*above, {"title": page.title, "url": page.get_url(request)}])
    if below := context.get("below"):  # a view of the page that has an address of its own
        crumbs += [*context.get("trail", []), {"title": title, "url": page.get_url(request) + below}]
    return crumbs


def _crumbs_above(page, home_depth, request):
    above = [page.path[: length * Page.steplen] for length in range(home_depth, page.depth)]
    pages = Page.objects.live().filter(path__in=above).order_by("path")
    return [{"title": each.title, "url": each.get_url(request)} for each in pages]


def _site_key(request):
    """An address is shorter within its own site."""
    return getattr(Site.find_for_request(request), "pk", None)


@register.simple_tag(takes_context=True)
def other_languages(context, page):
    """Each open language with the address of this page in it, or of its home page if this one is missing."""
    versions, request = {}, context["request"]
    if page and page.pk:
        name = f"versions:{page.pk}:{_site_key(request)}"
        versions = cached_of_page(name, lambda: _versions(page, request))
    here, missing = context["site"].language, {"page_url": None, "outdated_since": None}
    return [
        {**language, "is_here": language["code"] == here, **versions.get(language["code"], missing)}
        for language in context["site"].languages
    ]


def _versions(page, request):
    """Where a page is in each language, and since when it is older than its source."""
    pages = visibility.readable(Page.objects.all(), page).filter(translation_key=page.translation_key)
    return {
        each.locale.language_code: {
            "page_url": each.get_url(request),
            "outdated_since": getattr(getattr(each, "translation_status", None), "outdated_since", None),
        }
        for each in pages.select_related("locale", "translation_status")
    }


@register.inclusion_tag("components/translation_notice.html", takes_context=True)
def translation_notice(context, languages, page):
    """Says that the page is older than its source, and leads there; or in which languages it is not yet."""
    here = next((each for each in languages if each["is_here"]), None)
    sources = (each for each in languages if each["code"] == context["site"].default_language)
    return {
        "outdated_since": here and here["outdated_since"],
        "source": next(sources, None),
        "missing": [each for each in languages if page and page.pk and not each["page_url"]],
    }


@register.simple_tag(takes_context=True)
def entry_cards(context, page):
    """The first choices of the home page, each with its `url`; the one that leads to help stands first."""
    request, help_url = context["request"], context["site"].help_url
    cards = [{**card, "url": card["page"].get_url(request)} for card in page.live_entry_cards]
    for card in cards:
        card["is_help"] = bool(help_url) and card["url"] == help_url
    return sorted(cards, key=lambda card: not card["is_help"])


@register.simple_tag(takes_context=True)
def page_sections(context, page):
    """What other apps add to a page: each function of the hook `register_page_sections` is called with the page.

    It returns pairs of a template and its variables; the template has those of the page besides.
    """
    sections = [each for sections_of in hooks.get_hooks("register_page_sections") for each in sections_of(page)]
    rendered = []
    for template_name, variables in sections:
        with context.push(**variables):
            rendered.append(context.template.engine.get_template(template_name).render(context))
    return mark_safe("".join(rendered))  # noqa: S308


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


@register.inclusion_tag("components/country_face.html")
def country_face(iso2):
    """The outline of a country with a road to its capital: what stands at the head of its page without a picture."""
    return {"outline": outline_of(iso2)}


@register.inclusion_tag("components/map.html", takes_context=True)
def region_map(context, region, here=""):
    """The map of the region; the country of the office is dark unless another is named."""
    site = context["site"]
    dark = here or site.country_iso2
    drawing = map_of(region.countries, dark, region.coordination_office_city)
    return {"drawing": drawing, "region": region, "note": site.map_note, "request": context["request"]}


@register.filter
def readable(page, beside=None):
    """Whether readers are told of a page on this one (`pages.values.visibility`)."""
    return bool(page) and visibility.is_readable(page, beside or None)


@register.filter
def anchor(text):
    """The address of a heading within its page."""
    return anchor_of(text)


@register.filter
def localized_date(value):
    """A date as readers see it, in the language of the page."""
    return partial_dates.localized_date(value)


@register.filter(is_safe=True)
def typeset(html):
    """HTML with the dashes and the unbreakable spaces of the language of the page."""
    return typography.typeset(html, get_language())


@register.filter(is_safe=True)
def hyphenated(html):
    """HTML whose long words may be parted where the browser knows no rule for the language of the page."""
    return hyphenation.hyphenate(html, get_language())


@register.simple_block_tag(takes_context=True)
def explained(context, content):
    """The text of a page, whose words lead to the glossary; not on help pages, which lead nowhere else."""
    is_help = getattr(context["request"], "is_sensitive", False)
    return content if is_help else mark_safe(terms.explained(content, context["site"].terms))  # noqa: S308 - rendered above


@register.filter
def highlighted(text, query):
    """The text with the words of a query marked."""
    words = [re.escape(word) for word in query.split() if len(word) > 1]
    parts = re.split(rf"(?<!\w)({'|'.join(words)})(?!\w)", text, flags=re.IGNORECASE) if words else [text]
    marks = (format_html("<mark>{}</mark>", part) if place % 2 else part for place, part in enumerate(parts))
    return format_html_join("", "{}", ((part,) for part in marks))
