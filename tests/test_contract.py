"""Promises that every page type, block, template and module keeps, checked without naming them one by one."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template.loader import get_template
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.contrib.settings.views import get_setting_edit_handler
from wagtail.models import Page, get_page_models

from pages.base.taxonomies import GCMObjective, SDGTarget
from pages.blocks.body import BodyBlock
from pages.help.hotlines import Hotline
from pages.search.models import BestBet, SynonymSet
from pages.site.models import Alert, SiteIdentity, SiteTexts
from programmes.open_data_settings import OpenDataSettings
from programmes.organisations import Donor, Partner
from programmes.places import Country, Province
from programmes.templatetags import programme_tags

ROOT = Path(__file__).resolve().parent.parent
PAGE_MODELS = [model for model in get_page_models() if model is not Page]
SNIPPETS = [Alert, BestBet, Country, Donor, GCMObjective, Hotline, Partner, Province, SDGTarget, SiteTexts, SynonymSet]
BLOCKS = BodyBlock().child_blocks
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAGES_TEMPLATES = [path for path in TEMPLATES if path.parent.name in ("templates", "pages", "components", "blocks")]
PAGES_TEMPLATES = [path for path in PAGES_TEMPLATES if "programmes" not in path.parts]
PUBLIC_TEMPLATES = [path for path in TEMPLATES if "admin" not in path.parts]
STATIC = [path for path in (ROOT / "static").rglob("*") if path.suffix in (".css", ".js", ".svg")]
DEVELOPERS_WORDS = re.compile(r"\b(slug|queryset|boolean|foreign key|JSON|regex|null|iso2|html|url)\b", re.IGNORECASE)


def panels_of(panel):
    for child in getattr(panel, "children", []):
        yield child
        yield from panels_of(child)


def form_fields(model):
    """The fields that an editor sees in the form of a model, with their names."""
    if issubclass(model, Page):
        handler = model.get_edit_handler()
    elif issubclass(model, BaseSiteSetting):
        handler = get_setting_edit_handler(model)
    else:
        handler = model.snippet_viewset.get_edit_handler()
    fields = handler.get_form_class()().fields
    names = [child.field_name for child in panels_of(handler) if isinstance(child, FieldPanel)]
    return {name: fields[name] for name in names if name not in ("go_live_at", "expire_at")}


def test_the_collections_are_not_empty():
    assert len(PAGE_MODELS) >= 7
    assert len(BLOCKS) >= 13
    assert len(TEMPLATES) > 30
    assert len(PAGES_TEMPLATES) > 30
    assert len(STATIC) >= 4


@pytest.mark.parametrize("model", PAGE_MODELS)
def test_page_type_has_a_template(model):
    get_template(model.template)


@pytest.mark.parametrize("model", PAGE_MODELS)
def test_page_type_says_where_it_may_live_and_what_it_is(model):
    assert "parent_page_types" in vars(model)
    assert model.page_description


@pytest.mark.django_db
@pytest.mark.parametrize("model", [*PAGE_MODELS, *SNIPPETS, SiteIdentity, OpenDataSettings])
def test_every_field_is_explained_in_plain_words(model):
    fields = form_fields(model)

    assert len(fields) >= 2
    for name, field in fields.items():
        assert str(field.help_text).strip(), f"{name} has no help text"
        if name != "slug":
            assert not DEVELOPERS_WORDS.search(str(field.label)), f"{name} is labelled “{field.label}”"


def blocks_below(block):
    for child in getattr(block, "child_blocks", {}).values():
        yield child
        yield from blocks_below(child)
    if hasattr(block, "child_block"):
        yield from blocks_below(block.child_block)


@pytest.mark.parametrize("name", BLOCKS)
def test_block_shows_itself_to_editors(rf, name, db):
    block = BLOCKS[name]

    assert block.is_previewable
    assert str(block.get_description())
    assert block.render(block.normalize(block.get_preview_value()), {"request": rf.get("/")}).strip()


@pytest.mark.parametrize("name", BLOCKS)
def test_every_part_of_a_block_is_labelled_in_plain_words(name):
    for child in [BLOCKS[name], *blocks_below(BLOCKS[name])]:
        assert child.label, f"{child.name} has no label"
        assert not DEVELOPERS_WORDS.search(str(child.label))


@pytest.mark.parametrize("path", PUBLIC_TEMPLATES, ids=lambda path: path.name)
def test_template_has_no_inline_style_or_script(path):
    if path.name in ("500.html", "proxy_error.html"):
        pytest.skip("stands on nothing, so it carries its own style, allowed by its hash")
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"", text)
    assert not re.search(r"<script(?! src=\"{% static)", text)


@pytest.mark.parametrize("path", PAGES_TEMPLATES, ids=lambda path: path.name)
def test_template_of_pages_uses_no_tag_of_programmes(path):
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"{%\s*load[^%]*\bprogramme_tags\b", text)
    assert not re.search(rf"{{%\s*({'|'.join(programme_tags.register.tags)})\b", text)
    assert not re.search(rf"\|\s*({'|'.join(programme_tags.register.filters)})\b", text)
    assert "programmes/" not in text


@pytest.mark.parametrize("path", [*PUBLIC_TEMPLATES, *STATIC], ids=lambda path: path.name)
def test_nothing_is_loaded_from_another_origin(path):
    text = path.read_text(encoding="utf-8").replace("http://www.w3.org", "")

    assert not re.search(r"""(src|href|url\(|@import)\s*=?\s*["'(]?\s*(https?:)?//""", text)


def test_migrations_do_not_record_blocks():
    migrations = [path for floor in ("pages", "programmes") for path in (ROOT / floor / "migrations").glob("0*.py")]

    assert len(migrations) >= 3
    for path in migrations:
        assert "block_lookup" not in path.read_text(encoding="utf-8")


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True)


def test_lock_files_name_the_same_version_of_a_package():
    """They are installed one after the other into one environment."""
    named = {}
    for file in sorted(ROOT.glob("requirements/*.txt")):
        lines = re.findall(r"^([\w.-]+)(==[^\\\n]+)", file.read_text(encoding="utf-8"), re.MULTILINE)
        for name in {name for name, _version in lines}:
            # A package may have one version for each Python.
            named.setdefault(name, set()).add(tuple(sorted(version for each, version in lines if each == name)))
    assert {name: versions for name, versions in named.items() if len(versions) > 1} == {}


def test_no_registry_and_no_path_of_a_machine_is_committed():
    files = [*ROOT.glob("requirements/*.txt"), ROOT / "pyproject.toml", ROOT / "Makefile", ROOT / "Dockerfile"]

    assert len(files) == 7
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?<!no-emit-)index.url", text)
        assert not re.search(r"https?://(?!site\.example)", text.replace("http://127.0.0.1", "")), path
