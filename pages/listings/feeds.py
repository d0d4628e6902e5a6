"""Atom feeds (RFC 4287) with the full text of each item, as far as a reader of feeds can show it."""

import re
from datetime import UTC, datetime, time
from uuid import uuid5

import nh3
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

MOST = 20  # entries
CONTENT_TYPE = "application/atom+xml; charset=utf-8"
TAGS = {
    *("p", "br", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "figure", "figcaption", "img"),
    *("a", "b", "strong", "i", "em", "sup", "sub", "hr", "table", "caption", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt", "width", "height"}, "*": {"lang"}}
NO_WORDS = {"svg", "script", "style", "form"}
_HERE = re.compile(r'(\s(?:href|src)=")(?=/(?!/))')
_WITHIN = re.compile(r'(\shref=")(?=#)')


class FullTextFeed(Atom1Feed):
    """Django's generator, with the text of an item beside its summary."""

    def latest_post_date(self):
        """An empty feed is as old as its list, not as new as the question."""
        return super().latest_post_date() if self.items else self.feed["updated"]

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def respond(request, listing_page, items, address):
    """The feed of a list."""
    site = request.site_context
    url = listing_page.get_full_url(request)
    feed = FullTextFeed(
        title=f"{listing_page.title} – {site.site_name}",
        link=url + address,
        description="",
        language=site.language,
        author_name=site.site_name,
        feed_url=f"{url}feed.xml{address}",
        feed_guid=f"{url}feed.xml{address}",
        updated=listing_page.last_published_at or timezone.now(),
    )
    for item in items:
        _add(feed, request, item)
    return HttpResponse(feed.writeString("utf-8"), content_type=CONTENT_TYPE)


def _add(feed, request, item):
    feed.add_item(
        title=item.title,
        link=item.get_full_url(request),
        description=escape(item.summary),
        unique_id=uuid5(item.translation_key, str(item.locale_id)).urn,
        pubdate=item.first_published_at or _noon(item),
        updateddate=item.last_published_at or item.first_published_at or _noon(item),
        content=full_text(request, item),
    )


def _noon(item):
    day = getattr(item, item.date_field)
    return datetime.combine(getattr(day, "first_day", day), time(12), tzinfo=UTC) if day else timezone.now()


def full_text(request, item):
    """The body of an item as plain HTML with whole addresses."""
    html = render_to_string("components/feed_entry.html", {"page": item, "request": request}, request=request)
    root = request.site_context.root_url
    html = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, clean_content_tags=NO_WORDS, link_rel=None)
    html = _HERE.sub(rf"\g<1>{root}", html)
    return _WITHIN.sub(rf"\g<1>{item.get_full_url(request)}", html).strip()
