"""What stands around every page of one language: names, menu, footer, alerts, hotlines, languages.

It is made of plain values, so that it can be kept in the cache; building it is the only place that asks the database
for them. A request has it as `request.site_context`, templates as `site`.
"""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Site

from pages.content.glossary import GlossaryPage
from pages.content.home import HomePage
from pages.copies.models import SiteZip
from pages.help import hotline_list
from pages.help.models import HelpIndexPage
from pages.listings.models import empty_lists
from pages.news.models import NewsIndexPage
from pages.site import sensitive
from pages.site.initial_content import sample_keys
from pages.site.models import Alert, SiteIdentity, SiteTexts
from pages.values.cache import cached
from pages.values.visibility import is_readable


@dataclass
class SiteContext:
    """The site in one language. `home_url` is empty while that language has no published home page."""

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
    hotline_entries: list = field(default_factory=list)
    hotlines_heading: str = ""
    hotlines_note: str = ""
    no_hotlines_note: str = ""
    sensitive_paths: tuple = ()
    empty_lists: tuple = ()
    news_url: str = ""
    sample_keys: frozenset = frozenset()
    terms: dict = field(default_factory=dict)
    zip: dict | None = None

    def is_sensitive(self, path):
        """Whether an address may leave no trace: help, the forms, the exit (see `pages.site.sensitive`)."""
        return sensitive.is_sensitive(path, self.sensitive_paths)

    @property
    def hotlines(self):
        """The hotlines as they stand today: danger first, those being checked last."""
        return hotline_list.in_order(self.hotline_entries)

    @property
    def has_current_hotline(self):
        """Whether there is a number to call."""
        return any(entry.is_current for entry in self.hotline_entries)

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


def site_context_for(language: str) -> SiteContext:
    """The site in this language; in the default language if this one has no published home page."""
    site = cached(f"site-context:{language}", lambda: _build(language))
    hotline_list.remember_for_server_error(language, site.hotline_entries, site.help_url, site.help_label)
    sensitive.remember_for_logs(site.sensitive_paths)
    if not site.home_url and language != settings.LANGUAGE_CODE:
        return site_context_for(settings.LANGUAGE_CODE)
    return site


def published_languages():
    """The codes of the languages that readers can read: those with a published home page."""
    return [language["code"] for language in site_context_for(settings.LANGUAGE_CODE).languages]


class LazySiteContext:
    """The site in the language in use: fetched when it is first asked for, and once for each language of a request."""

    def __init__(self):
        self._contexts = {}

    def current(self):
        language = get_language() or settings.LANGUAGE_CODE
        if language not in self._contexts:
            self._contexts[language] = site_context_for(language)
        return self._contexts[language]

    def __getattr__(self, name):
        return getattr(self.current(), name)


def context_processor(request):
    """Templates know the site of their request as `site`; a preview shows texts that are not yet published."""
    if texts := getattr(request, "preview_texts", None):
        add_texts(request.site_context.current(), texts)
    return {"site": request.site_context}


def _build(language):
    names = dict(settings.LANGUAGES)
    site = SiteContext(language, site_name=settings.WAGTAIL_SITE_NAME)
    homes = {home.locale.language_code: home for home in HomePage.objects.live().select_related("locale")}
    site.languages = [{"code": code, "name": names[code], "url": homes[code].url} for code in names if code in homes]
    if home := homes.get(language):
        site.locale_id = home.locale_id
        site.home_url, site.home_path, site.home_depth = home.url, home.url_path, home.depth
    if default := Site.objects.filter(is_default_site=True).first():
        site.root_url = default.root_url
        _add_identity(site, SiteIdentity.for_site(default))
    site.empty_lists = empty_lists()
    if news := NewsIndexPage.objects.readable().in_language(language).exclude(pk__in=site.empty_lists).first():
        site.news_url = news.url
    texts = SiteTexts.objects.filter(live=True, locale__language_code__in=[language, settings.LANGUAGE_CODE])
    texts = sorted(texts.select_related("locale"), key=lambda each: each.locale.language_code != language)
    if texts:
        add_texts(site, texts[0])
    _add_alerts(site)
    site.hotline_entries = hotline_list.hotline_entries(language)
    site.sensitive_paths = sensitive.sensitive_paths()
    site.sample_keys = sample_keys()
    if file := SiteZip.objects.filter(language=language).first():
        site.zip = {"size": file.size, "made_on": file.made_on}
    if glossary := GlossaryPage.objects.readable().in_language(language).first():
        site.terms = glossary.addresses
    return site


def _add_identity(site, identity):
    for name in ("email", "phone", "organisation_url", "country_iso2", "security_contact"):
        setattr(site, name, getattr(identity, name))
    site.social_accounts = [dict(block.value) for block in identity.social_accounts]
    if identity.logo and (rendition := identity.logo.rendition_or_none("max-640x240|format-webp")):
        site.logo = {"url": rendition.url, "width": rendition.width, "height": rendition.height}


def add_texts(site, texts):
    """Put the texts of a language into its site; also used to preview texts that are not yet published."""
    for name in (
        *("site_name", "short_name", "place_name", "organisation", "strip_note", "help_label"),
        *("footer_about", "footer_promise", "map_note", "address"),
    ):
        setattr(site, name, getattr(texts, name))
    site.help_url = texts.help_page.url if is_readable(texts.help_page) else ""
    help_page = HelpIndexPage.objects.readable().filter(pk=texts.help_page_id).first()
    if help_page:
        for name in ("hotlines_heading", "hotlines_note", "no_hotlines_note"):
            setattr(site, name, getattr(help_page, name))
    site.menu = [entry for block in texts.menu if (entry := _menu_entry(block, site.empty_lists))]
    site.footer_groups = [entry for block in texts.footer_groups if (entry := _menu_entry(block, site.empty_lists))]


def _menu_entry(block, empty):
    links = [block.value] if block.block_type == "link" else block.value["links"]
    links = [{"label": link.text, "url": link.href} for link in links if link.href and _key(link) not in empty]
    if block.block_type == "link":
        return links[0] if links else None
    return {"label": block.value["heading"], "links": links, "url": links[0]["url"]} if links else None


def _key(link):
    return getattr(link.target, "pk", None)


def _add_alerts(site):
    alerts = Alert.objects.filter(live=True, locale__language_code=site.language).select_related("part")
    site.alerts = [
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
