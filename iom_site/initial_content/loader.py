"""Loads the initial content of the site from `iom_site/initial_content/`, one TOML file a language.

A piece is made once and then belongs to staff: `InitialContentRecord` remembers its key, so a page that was
changed, moved or deleted is never touched again. All of a language is made, or nothing of it.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Locale, Page, Site

from iom_site.initial_content import search_words
from iom_site.roles import DESKS, EDITORIAL_ROLES, SCOPED_ROLES, assign_workflow
from pages.base.models import BasePage
from pages.base.taxonomies import GCMObjective, SDGTarget
from pages.content.home import HomePage
from pages.site.initial_content import InitialContentRecord, translation_key
from pages.site.models import SiteIdentity, SiteTexts
from pages.translations.status import mark_current, source_of
from programmes.imports.run import RefusedError, import_file
from programmes.open_data_settings import OpenDataSettings
from programmes.organisations import Donor
from programmes.places import Country, Province

FOLDER = Path(__file__).parent
PROJECTS = FOLDER / "projects.csv"
VOCABULARIES = {"gcm_objectives": (GCMObjective, "number"), "sdg_targets": (SDGTarget, "code")}
LATER = {"refers_to", "objectives", *VOCABULARIES}


class ContentError(Exception):
    """The data of the initial content is wrong; says where."""


@dataclass
class Report:
    """What was made and what was left alone."""

    made: list = field(default_factory=list)
    kept: int = 0


def languages():
    """The languages that initial content exists in, the default one first."""
    codes = [path.stem for path in FOLDER.glob("*.toml")]
    return sorted(codes, key=lambda code: (code != settings.LANGUAGE_CODE, code))


@transaction.atomic
def load():
    """Make what was never made before, in every language; answers a `Report`."""
    report = Report()
    _create_roles("roles", EDITORIAL_ROLES)
    _create_roles("desks", DESKS)
    for code in languages():
        Language(code, report).load()
    _create_roles("scoped roles", SCOPED_ROLES)
    _import_projects(report)
    return report


def _import_projects(report):
    """The public records of projects, through the importer that staff use; once, then they belong to staff."""
    if InitialContentRecord.objects.filter(key="projects").exists():
        report.kept += 1
        return
    InitialContentRecord.objects.create(key="projects", language_code="")
    try:
        imported = import_file(PROJECTS.name, PROJECTS.read_bytes())
    except RefusedError as wrong:
        raise ContentError(f"{PROJECTS.name}: {wrong}") from wrong
    report.made.append(f"projects: {imported.created}")


class Language:
    """The pieces of one language: read from a folder, made where they are not made yet."""

    def __init__(self, code, report, folder=None):
        self.code, self.report = code, report
        with ((folder or FOLDER) / f"{code}.toml").open("rb") as file:
            try:
                self.data = tomllib.load(file)
            except tomllib.TOMLDecodeError as wrong:
                raise ContentError(f"{code}.toml cannot be read: {wrong}.") from wrong
        self.locale, _ = Locale.objects.get_or_create(language_code=code)
        self.loaded = set(InitialContentRecord.objects.filter(language_code=code).values_list("key", flat=True))
        self.waiting = []

    def load(self):
        self._vocabulary("gcm_objective", GCMObjective, "number")
        self._vocabulary("sdg_target", SDGTarget, "code")
        self._vocabulary("country", Country, "iso2")
        self._vocabulary("province", Province, "code")
        self._vocabulary("donor", Donor, "slug")
        self.load_pages()
        if self._once("search"):
            search_words.load(self.locale, self._made)
        self._site_texts()

    def load_pages(self):
        for record in self.data.get("page", []):
            self._page(dict(record))
        for page, later in self.waiting:
            self._finish(page, later)

    def _once(self, key):
        """True the first time this piece is asked for, ever."""
        if key in self.loaded:
            self.report.kept += 1
            return False
        InitialContentRecord.objects.create(key=key, language_code=self.code)
        self.loaded.add(key)
        self.report.made.append(f"{self.code}: {key}")
        return True

    def _made(self, key):
        page = Page.objects.filter(translation_key=translation_key(key), locale=self.locale).first()
        return page.specific if page else None

    def _vocabulary(self, name, model, code_field):
        for place, record in enumerate(self.data.get(name, [])):
            key = f"{name}-{record[code_field]}"
            if self._once(key):
                extra = {"sort_order": place} if model is SDGTarget else {}
                model.objects.create(locale=self.locale, translation_key=translation_key(key), **record, **extra)

    def _page(self, record):
        key, parent_key = record.pop("key"), record.pop("parent", None)
        model = page_model(record.pop("type"), key)
        if not self._once(key):
            return
        parent = self._made(parent_key) if parent_key else Page.get_first_root_node()
        if parent is None:
            # Staff deleted the place where it would stand, so they do not want it either.
            return
        if parent.is_root():
            _move_welcome_page_aside()
        later = {name: record.pop(name) for name in list(record) if name in LATER or _is_list_field(model, name)}
        is_translation = self.code != settings.LANGUAGE_CODE
        page = model(
            locale=self.locale,
            translation_key=translation_key(key),
            live=False,
            needs_review=is_translation,
            **record,
        )
        try:
            parent.add_child(instance=page)
        except ValidationError as wrong:
            raise ContentError(f"{self.code}.toml, page “{key}”: {wrong.message_dict}") from wrong
        if model is HomePage:
            self._site(page)
        self.waiting.append((page, later))

    def _finish(self, page, later):
        """Lists and references, once every page is there to be pointed to; then the page is published."""
        page.refresh_from_db(fields=["numchild"])
        for name, value in later.items():
            if name == "refers_to":
                for reference, key in value.items():
                    setattr(page, reference, self._made(key))
            elif name == "objectives":
                page.objectives.set([self._made(key) for key in value])
            elif name in VOCABULARIES:
                model, code_field = VOCABULARIES[name]
                chosen = model.objects.filter(locale=self.locale, **{f"{code_field}__in": value})
                getattr(page, name).set(chosen)
            else:
                setattr(page, name, self._stream(type(page), name, value))
        source = source_of(page)
        if source:
            mark_current(page, source)
        page.save_revision().publish()

    def _stream(self, model, name, entries):
        """Blocks from the data: `page:key` becomes that page, `{to = "key"}` a link to it."""
        block = model._meta.get_field(name).stream_block
        return block.to_python([self._entry(entry) for entry in entries])

    def _entry(self, entry):
        entry = dict(entry)
        kind = entry.pop("type")
        return {"type": kind, "value": self._value(entry.get("value", entry))}

    def _value(self, value):
        if isinstance(value, list):
            return [self._value(each) for each in value]
        if isinstance(value, dict):
            if set(value) <= {"label", "to", "url"} and ({"to", "url"} & set(value)):
                return self._link(value)
            return {name: self._value(each) for name, each in value.items()}
        if isinstance(value, str) and value.startswith("page:"):
            page = self._made(value.removeprefix("page:"))
            return page.pk if page else None
        return value.strip() if isinstance(value, str) else value

    def _link(self, value):
        if "url" in value:
            return {"label": value.get("label", ""), "link": [{"type": "url", "value": value["url"]}]}
        page = self._made(value["to"])
        link = [{"type": "page", "value": page.pk}] if page else []
        return {"label": value.get("label", ""), "link": link}

    def _site(self, home):
        """The first home page replaces the one that Wagtail makes when it is installed."""
        if self.code != settings.LANGUAGE_CODE:
            return
        site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
        earlier = site.root_page if site.root_page_id else None
        scheme, _, address = settings.SITE_URL.partition("://")
        host, _, port = address.partition(":")
        site.hostname, site.port = host, int(port or (443 if scheme == "https" else 80))
        site.site_name, site.root_page = settings.WAGTAIL_SITE_NAME, home
        site.save()
        if earlier and earlier.specific_class is Page and not earlier.get_children().exists():
            earlier.delete()
        SiteIdentity.objects.get_or_create(site=site, defaults=self.data.get("identity", {}))
        OpenDataSettings.objects.get_or_create(site=site)  # else the first reader would make it

    def _site_texts(self):
        if "site_texts" not in self.data or not self._once("site_texts"):
            return
        if SiteTexts.objects.filter(locale=self.locale).exists():
            return
        record = dict(self.data["site_texts"])
        for name in ("menu", "footer_groups"):
            record[name] = self._stream(SiteTexts, name, record.get(name, []))
        record["help_page"] = self._made(record.get("help_page", ""))
        texts = SiteTexts(locale=self.locale, translation_key=translation_key("site_texts"), **record)
        texts.save()
        texts.save_revision().publish()


def page_model(name, key):
    """The page type of this name, or `ContentError`."""
    kinds = {model.__name__: model for model in _subclasses(BasePage)}
    try:
        return kinds[name]
    except KeyError as wrong:
        raise ContentError(f"Page “{key}” has a type that does not exist: {name}.") from wrong


def _subclasses(model):
    for kind in model.__subclasses__():
        yield kind
        yield from _subclasses(kind)


def _is_list_field(model, name):
    return hasattr(model._meta.get_field(name), "stream_block")


def _move_welcome_page_aside():
    """Wagtail's own first page has the address that the home page wants."""
    for page in Page.objects.filter(depth=2, slug="home"):
        if page.specific_class is Page:
            page.slug = "welcome"
            page.save()


def _create_roles(key, roles):
    """Once; staff may change them afterwards."""
    if not InitialContentRecord.objects.filter(key=key).exists():
        InitialContentRecord.objects.create(key=key, language_code="")
        for role in roles:
            role.create()
        if roles is EDITORIAL_ROLES:
            assign_workflow()
