"""What search engines are told, as JSON-LD (schema.org). Plain dictionaries; the template tag writes them."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language
from wagtail.models import Page

from pages.values.image_sizes import SOCIAL_CARD

Node = dict[str, Any]
# The types of appointment of a vacancy, in the words of schema.org.
EMPLOYMENT_TYPES = {
    "fixed_term": "FULL_TIME",
    "short_term": "TEMPORARY",
    "consultancy": "CONTRACTOR",
    "internship": "INTERN",
    "volunteer": "VOLUNTEER",
}
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def web_page(page: Page, request: HttpRequest) -> Node:
    """A page of the site as a `WebPage`."""
    url = page.get_full_url(request)
    node: Node = {
        "@type": "WebPage",
        "@id": url,
        "url": url,
        "name": page.title,
        "inLanguage": get_language(),
    }
    if page.description:
        node["description"] = page.description
    if page.first_published_at:
        node["datePublished"] = page.first_published_at.isoformat()
    if page.last_published_at:
        node["dateModified"] = page.last_published_at.isoformat()
    return node


def news_article(page: Any, request: HttpRequest) -> Node:
    """A `NewsArticle`, with what search engines ask of one: headline, dates, author, publisher, picture."""
    office = publisher(request)
    node = web_page(page, request) | {"@type": "NewsArticle", "headline": page.title, "author": office}
    node |= {"publisher": office, "datePublished": page.date.isoformat(), **_image(page)}
    if page.place:
        node["dateline"] = page.dateline
    return node


def event(page: Any, request: HttpRequest) -> Node:
    """An `Event`, with what Google requires of one: name, start and location."""
    facts, office = page.facts, publisher(request)
    places: list[Node] = []
    if page.venue:
        places.append({"@type": "Place", "name": page.venue, "address": page.venue})
    if facts.online_url:
        places.append({"@type": "VirtualLocation", "url": facts.online_url})
    mode = "Mixed" if len(places) > 1 else "Offline" if page.venue else "Online"
    status = "EventCancelled" if facts.is_cancelled else "EventScheduled"
    return web_page(page, request) | {
        "@type": "Event",
        "startDate": localtime(facts.starts_at).isoformat(),
        "endDate": localtime(facts.ends_at).isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
        "location": places[0] if len(places) == 1 else places,
        "organizer": office,
        **_image(page),
    }


def job_posting(page: Any, request: HttpRequest, text: str) -> Node:
    """A `JobPosting`, with what Google requires of one: title, text, dates, employer, place of work."""
    facts = page.facts
    place = {"@type": "PostalAddress", "addressLocality": page.duty_station}
    if country := _site(request).country_iso2:
        place["addressCountry"] = country
    node = web_page(page, request) | {
        "@type": "JobPosting",
        "title": page.title,
        "description": f"<p>{escape(page.summary)}</p>{text}",
        "datePosted": facts.date.isoformat(),
        "validThrough": localtime(facts.closes_at).isoformat(),
        "hiringOrganization": publisher(request),
        "jobLocation": {"@type": "Place", "address": place},
    }
    if facts.reference:
        name = node["hiringOrganization"]["name"]
        node["identifier"] = {"@type": "PropertyValue", "name": name, "value": facts.reference}
    if facts.appointment_type in EMPLOYMENT_TYPES:
        node["employmentType"] = EMPLOYMENT_TYPES[facts.appointment_type]
    return node


def report(page: Any, request: HttpRequest) -> Node:
    """A `Report`: what it is called, who published it when, its files."""
    facts = page.facts
    node = web_page(page, request) | {"@type": "Report", "publisher": publisher(request), **_image(page)}
    if page.publisher:
        node["publisher"] = {"@type": "Organization", "name": page.publisher}
    node["datePublished"] = str(facts.published_on)
    for name, key in (("reference_number", "reportNumber"), ("isbn", "isbn"), ("licence", "license")):
        if getattr(facts, name):
            node[key] = getattr(facts, name)
    root_url = publisher(request)["url"]
    node["encoding"] = [_file(document, root_url) for document in page.documents]
    return node


def _file(document: Any, root_url: str) -> Node:
    node: Node = {
        "@type": "MediaObject",
        "contentUrl": root_url + document.url,
        "encodingFormat": document.content_type,
        "contentSize": f"{document.get_file_size()} B",
    }
    if document.language:
        node["inLanguage"] = document.language.language_code
    return node


def _site(request: Any) -> Any:
    """The site in the language in use (`pages.site.context`)."""
    return request.site_context


def publisher(request: HttpRequest) -> Node:
    """The office, as others refer to it; all of it is told on the home page."""
    site = _site(request)
    return {"@type": "NGO", "@id": f"{site.root_url}/#office", "name": site.site_name, "url": site.root_url}


def _image(page: Any) -> Node:
    rendition = page.image and page.image.rendition_or_none(SOCIAL_CARD)
    return {"image": [rendition.full_url]} if rendition else {}


def organisation(site: Any, root_url: str) -> Node:
    """The office as an `NGO`, from what staff have filled in."""
    node: Node = {"@type": "NGO", "@id": f"{root_url}/#office", "name": site.site_name, "url": root_url}
    if site.organisation:
        node["parentOrganization"] = {"@type": "NGO", "name": site.organisation}
        if site.organisation_url:
            node["parentOrganization"]["url"] = site.organisation_url
    for key in ("email", "address"):
        if getattr(site, key):
            node[key] = getattr(site, key)
    if site.phone:
        node["telephone"] = site.phone
    if site.social_accounts:
        node["sameAs"] = [account["url"] for account in site.social_accounts]
    return node


def breadcrumbs(crumbs: list[dict[str, str]], root_url: str) -> Node:
    """The way from the home page as a `BreadcrumbList`."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": crumb["title"], "item": root_url + crumb["url"]}
            for place, crumb in enumerate(crumbs, start=1)
        ],
    }


def script(*nodes: Node) -> SafeString:
    """The nodes as one script element; a title that holds `</script>` stays harmless."""
    data = json.dumps({"@context": "https://schema.org", "@graph": nodes}, ensure_ascii=False)
    return mark_safe(f'<script type="application/ld+json">{data.translate(_ESCAPES)}</script>')  # noqa: S308
