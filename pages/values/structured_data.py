"""What search engines are told, as JSON-LD (schema.org). Plain dictionaries; the template tag writes them."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.models import Page

Node = dict[str, Any]
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
