"""The frame: what stands around every page of one language (names, menu, footer, alerts, languages).

It is made of plain values, so that it can be kept in the cache; building it is the only place that asks
the database for them.
"""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Page, Site

from pages.content.home import HomePage
from pages.help import hotline_list
from pages.help.models import HelpIndexPage
from pages.site.models import Alert, SiteIdentity, SiteWords
from pages.values.cache import remembered


@dataclass
class Frame:
    """The frame of one language. `home_url` is empty while that language has no published home page."""

    language: str
    locale_id: int | None = None
    root_url: str = ""
    home_url: str = ""
    home_path: str = ""
    home_depth: int = 0
    languages: list = field(default_factory=list)
    site_name: str = ""
    short_name: str = ""
    place_name: str = ""
    organisation: str = ""
    strip_note: str = ""
    help_label: str = ""
    help_url: str = ""
    menu: list = field(default_factory=list)
    footer_about: str = ""
    footer_groups: list = field(default_factory=list)
    footer_promise: str = ""
    map_note: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""
    organisation_url: str = ""
    country_iso2: str = ""
    security_contact: str = ""
    social_accounts: list = field(default_factory=list)
    logo: dict | None = None
    alerts: list = field(default_factory=list)
    hotlines: list = field(default_factory=list)
    hotlines_heading: str = ""
    hotlines_note: str = ""
    no_hotlines_note: str = ""

    @property
    def lines(self):
        """The help lines as they stand today: danger first, those being checked last."""
        return hotline_list.in_order(self.hotlines)

    @property
    def has_current_hotline(self):
        """Whether there is a number to call."""
        return any(line.is_current for line in self.hotlines)

    @property
    def help_note(self):
        """What else one can do, in words: beside the numbers, or while there is none."""
        return self.hotlines_note if self.has_current_hotline else self.no_hotlines_note

    @property
    def default_language(self):
        """The code of the language of the originals."""
        return settings.LANGUAGE_CODE

    @property
    def phone_address(self):
        """The number for a `tel:` link: a plus and digits."""
        return "+" + "".join(filter(str.isdigit, self.phone))

    def alert_for(self, path):
        """The alert to show on the page at this place of the tree (`path`), or nothing. One at a time."""
        now = timezone.now()
        for alert in self.alerts:
            begun = not alert["from"] or alert["from"] <= now
            over = alert["until"] and alert["until"] <= now
            if begun and not over and (path or "").startswith(alert["path"]):
                return alert
        return None


def frame_for(language):
    """The frame of this language; of the default language if this one has no published home page."""
    frame = remembered(f"frame:{language}", lambda: _build(language))
    hotline_list.keep_for_failure(language, frame.hotlines)
    if not frame.home_url and language != settings.LANGUAGE_CODE:
        return frame_for(settings.LANGUAGE_CODE)
    return frame


def current_frame():
    """The frame of the language in use."""
    return frame_for(get_language() or settings.LANGUAGE_CODE)


def open_languages():
    """The codes of the languages that readers can read: those with a published home page."""
    return [language["code"] for language in frame_for(settings.LANGUAGE_CODE).languages]


def _build(language):
    names = dict(settings.LANGUAGES)
    frame = Frame(language, site_name=settings.WAGTAIL_SITE_NAME)
    homes = {home.locale.language_code: home for home in HomePage.objects.live().select_related("locale")}
    frame.languages = [{"code": code, "name": names[code], "url": homes[code].url} for code in names if code in homes]
    if home := homes.get(language):
        frame.locale_id = home.locale_id
        frame.home_url, frame.home_path, frame.home_depth = home.url, home.url_path, home.depth
    site = Site.objects.filter(is_default_site=True).first()
    if site:
        frame.root_url = site.root_url
        _add_identity(frame, SiteIdentity.for_site(site))
    words = SiteWords.objects.filter(live=True, locale__language_code__in=[language, settings.LANGUAGE_CODE])
    words = sorted(words.select_related("locale"), key=lambda words: words.locale.language_code != language)
    if words:
        add_words(frame, words[0])
    _add_alerts(frame)
    frame.hotlines = hotline_list.lines_of(language)
    return frame


def _add_identity(frame, identity):
    for name in ("email", "phone", "organisation_url", "country_iso2", "security_contact"):
        setattr(frame, name, getattr(identity, name))
    frame.social_accounts = [dict(block.value) for block in identity.social_accounts]
    if identity.logo:
        rendition = identity.logo.get_rendition("max-640x240|format-webp")
        frame.logo = {"url": rendition.url, "width": rendition.width, "height": rendition.height}


def add_words(frame, words):
    """Put the words of a language into its frame; also used to preview words that are not yet published."""
    for name in (
        *("site_name", "short_name", "place_name", "organisation", "strip_note", "help_label"),
        *("footer_about", "footer_promise", "map_note", "address"),
    ):
        setattr(frame, name, getattr(words, name))
    frame.help_url = words.help_page.url if words.help_page and words.help_page.live else ""
    help_page = HelpIndexPage.objects.filter(pk=words.help_page_id, live=True).first()
    if help_page:
        for name in ("hotlines_heading", "hotlines_note", "no_hotlines_note"):
            setattr(frame, name, getattr(help_page, name))
    frame.menu = [entry for block in words.menu if (entry := _menu_entry(block))]
    frame.footer_groups = [entry for block in words.footer_groups if (entry := _menu_entry(block))]


def _menu_entry(block):
    if block.block_type == "link":
        return {"label": block.value.words, "url": block.value.href} if block.value.href else None
    links = [{"label": link.words, "url": link.href} for link in block.value["links"] if link.href]
    return {"label": block.value["heading"], "links": links, "url": links[0]["url"]} if links else None


def _add_alerts(frame):
    alerts = Alert.objects.filter(live=True, locale__language_code=frame.language).select_related("part")
    frame.alerts = [
        {
            "title": alert.title,
            "html": alert.html,
            "path": alert.part.path if alert.part else "",
            "from": alert.go_live_at,
            "until": alert.expire_at,
        }
        for alert in alerts
        if not alert.is_over
    ]


def page_at(frame, path):
    """The page at this address below the home page, and what is left of the address. Two queries.

    The deepest page whose address is a beginning of the one asked for; `None` if there is none.
    """
    parts = [part for part in path.split("/") if part]
    if len(parts) > 20:
        return None, []
    addresses = [frame.home_path + "".join(f"{part}/" for part in parts[:count]) for count in range(len(parts) + 1)]
    page = Page.objects.filter(url_path__in=addresses).order_by("-depth").first()
    return (page.specific, parts[page.depth - frame.home_depth :]) if page else (None, [])
