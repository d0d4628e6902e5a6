"""Every class is drawn and every drawn class is there; what stylelint has no rule for is held here."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHEETS = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "static" / "css").glob("*.css")}
TEMPLATES = [path for path in (ROOT / "templates").rglob("*") if path.suffix in (".html", ".svg")]
SOURCES = [path for app in ("iom_site", "pages", "programmes") for path in (ROOT / app).rglob("*.py")]
SCRIPTS = list((ROOT / "static" / "js").rglob("*.js"))
# Lists lose their markers because they have a class at all; these two need nothing else.
WITHOUT_A_STYLE = {"checklist", "red-flags"}
WAGTAILS_OWN = re.compile(r"^(w-|title-wrapper$|typed-table-block|add-column-menu$)")
LONGEST_LINE = 120

ATTRIBUTE = re.compile(r'\bclass(?:name)?="((?:\{%.*?%\}|\{\{.*?\}\}|[^"{])*)"', re.S)
GIVEN_BY_SCRIPT = re.compile(r'(?:className: |classList\.toggle\()"([^"]*)"')
PUT_TOGETHER = "-*"


def classes_of_sheet(text):
    bare = re.sub(r'/\*.*?\*/|url\([^)]*\)|"[^"]*"', "", text, flags=re.S)
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", " ".join(re.findall(r"([^{};]*)\{", bare))))


def classes_of_template(path):
    """The classes that it writes; one that is put together at the time ends in a star."""
    text = path.read_text(encoding="utf-8")
    written = " ".join(ATTRIBUTE.findall(text) + re.findall(r'\{% icon \S+ "([^"]*)" %\}', text))
    return set(re.sub(r"\{%.*?%\}", " ", re.sub(r"\{\{.*?\}\}", "*", written)).split())


def classes_of_code(path):
    text = path.read_text(encoding="utf-8")
    in_html = " ".join(ATTRIBUTE.findall(text) + re.findall(r'f"(icon) ', text)).split()
    script = text if path.suffix == ".js" else ""
    given = " ".join(GIVEN_BY_SCRIPT.findall(script))
    return {*in_html, *given.split(), *re.findall(r"[\"', ]\.([a-z][\w-]*)", script)}


@pytest.fixture(scope="module")
def written():
    found = set().union(*map(classes_of_template, TEMPLATES), *map(classes_of_code, [*SOURCES, *SCRIPTS]))
    assert len(found) > 100
    return found


@pytest.mark.parametrize("name", SHEETS)
def test_every_class_of_a_sheet_is_written_somewhere(name, written):
    prefixes = tuple(each.rstrip("*") for each in written if each.endswith(PUT_TOGETHER))
    drawn = classes_of_sheet(SHEETS[name])

    assert len(drawn) > 5
    assert {each for each in drawn - written if not each.startswith(prefixes) and not WAGTAILS_OWN.match(each)} == set()


def test_every_class_of_a_public_template_is_drawn():
    drawn = set().union(*(classes_of_sheet(SHEETS[name]) for name in ("first", "site", "help", "lite")))
    for path in TEMPLATES:
        if {"admin", "account", "mfa", "wagtailadmin", "wagtailimages"} & set(path.parts):
            continue
        unknown = {each for each in classes_of_template(path) if not each.endswith(PUT_TOGETHER)} - drawn
        assert unknown <= WITHOUT_A_STYLE, f"{path.name}: {unknown}"


def test_layers_are_put_in_order_once_and_each_is_written_once_a_sheet():
    [order] = re.findall(r"^@layer ([\w, ]+);", SHEETS["first"], re.M)
    first, rest = (re.findall(r"@layer (\w+) \{", SHEETS[name]) for name in ("first", "site"))

    assert {*first, *rest} == set(order.split(", "))
    assert len(set(first)) == len(first)
    assert len(set(rest)) == len(rest)


@pytest.mark.parametrize("name", SHEETS)
def test_no_line_of_a_sheet_is_too_long_to_read(name):
    assert [line for line in SHEETS[name].splitlines() if len(line) > LONGEST_LINE] == []
