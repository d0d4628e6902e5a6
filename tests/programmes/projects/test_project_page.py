"""A project's page: what is known, and nothing else."""

import pytest

from programmes.projects import ProjectPage
from tests.html import Document
from tests.programmes import samples


def test_page_shows_everything_that_is_known(client, full):
    page = client.get(full.url).text

    for words in (
        "Ended 2015",
        "2014 – Jun 2015",
        "2014 – June 2015",
        "123,456\u00a0USD",
        "as of 2015",
        'href="https://example.org/budget"',
        "SA.0001, X1; X2",
        "National",
        "Sample type",
        "Sample stream",
        "First sample donor",
        "100,000\u00a0USD, 2014",
        "Second sample donor",
        "Turkmenistan",
        "Sample partner",
        "Sample ministry",
        "Balkan",
        "Less poverty",
        "10. Eradicate trafficking",
        "8.7 Forced labour and human trafficking",
        "sample officials who finished",
        "<b>1,100</b> of 1,200",
        "May 2015, Sample report",
        "Before the project: 5",
        "Sample families, Women and girls, 18–29",
        "2015, Sample count",
    ):
        assert words in page, words


@pytest.mark.parametrize("code", ["en", "ru", "tk"])
def test_page_leaves_out_what_is_not_known(client, db, code):
    project = samples.project("A sample of nothing")
    project = project if code == "en" else samples.translated(project, code, "A sample of nothing")
    page = Document(client.get(project.url).text)

    assert not page.root.xpath("//main//aside")  # no empty column
    assert not page.root.xpath("//main//*[@class='status']")
    assert len(page.root.xpath("//main//dt")) == 1  # the area of work
    for part in page.root.xpath("//main//section | //main//dd | //main//ul | //main//p"):
        assert Document(part).text, part.attrib


def test_facts_are_the_page_of_a_project_without_text_and_results(client, db):
    little = Document(client.get(samples.project("Sample", coverage="national").url).text)
    summary = {"type": "text", "value": "<p>Sample text.</p>"}
    much = Document(client.get(samples.project("Sample with text", body=[("text", summary["value"])]).url).text)

    assert little.described("Coverage") == ["National"]
    assert not little.root.xpath("//main//aside")
    assert much.root.xpath("//main//aside//dt")


def test_marks_for_staff_are_seen_in_the_preview_and_never_by_readers(client, publisher):
    project = samples.project("Sample", status="active", start_date="2020", end_date="2021", awaits_check=True)
    notes = ("its record still says “active”", "waits for the check of the office")

    public, preview = client.get(project.url).text, project.make_preview_request()
    for note in notes:
        assert note in preview.text
        assert note not in public


def test_a_day_on_which_the_source_was_read_is_no_date_of_a_figure(client, db):
    read = {"source": {"title": "Sample record", "url": "https://donor.example/", "accessed_on": "2026-02-03"}}
    budget = {"budget_amount": 5, "budget_currency": "USD", "budget_source": "Sample"}
    facts = {"sources": list(read.items()), "status": "active", **budget}
    of_reading = samples.project("Sample", status_as_of="2026-02-03", budget_as_of="2026-02-03", **facts)
    of_source = samples.project("Another sample", status_as_of="2026-01-05", budget_as_of="2025", **facts)

    assert "as of" not in client.get(of_reading.url).text
    page = client.get(of_source.url).text
    assert "as of 5 January 2026" in page
    assert "as of 2025" in page


def test_places_of_a_project_are_links_on_the_map_and_the_others_are_not(client, full):
    page = Document(client.get(full.url).text)

    (drawing,) = page.root.xpath("//main//*[local-name()='svg'][@role='group']")
    links = drawing.xpath(".//*[local-name()='a']")
    assert [(link.get("aria-label"), link.get("href")) for link in links] == [
        ("Balkan", "/en/our-work/projects/?province=TM-B")
    ]
    assert "do not imply official endorsement" in page.text


def test_places_of_a_project_are_a_list_in_the_lite_edition(client, full):
    page = Document(client.get(f"/lite{full.url}").text)

    assert page.region("Where it works").links == ["/lite/en/our-work/projects/?province=TM-B"]
    assert page.region("Where it works").text == "Where it works Balkan"


@pytest.mark.parametrize(
    ("reached", "planned", "words", "width"),
    [
        (800, 1200, "800 of 1,200", "66.67%"),
        (50, 40, "50 of 40", "100.00%"),
        (0, 40, "0 of 40", "0"),
        (1100, None, "1,100", None),
        (None, 1200, "1,200 planned", None),
    ],
)
def test_results_are_figures_with_a_bar_a_date_and_a_source(client, db, reached, planned, words, width):
    result = {**samples.RESULT, "actual": reached, "target": planned, "unit": ""}
    page = Document(client.get(samples.project("Sample", results=[("result", result)]).url).text)

    said = page.region("Results")
    assert words in said.text
    assert "Officials trained March 2026, Sample report" in said.text
    bars = said.root.xpath(".//*[local-name()='rect']/@width")
    assert bars == ([] if width is None else ["100%"] if width == "0" else ["100%", width])


@pytest.mark.parametrize("letters", [60, 61])
def test_long_title_is_not_said_twice_on_the_way_to_it(client, db, letters):
    title = "Sample " * 8 + "s" * (letters - 56)
    page = Document(client.get(samples.project(title).url).text)

    assert page.here == ([title] if letters == 60 else [])
    assert page.region("Breadcrumbs").links[-1].startswith("/en/our-work/")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("ru", ["Образец", "123\u00a0456\u00a0USD", "июнь 2015", "A sample of everything", "Балканский велаят"]),
        ("tk", ["Образец", "123\u00a0456\u00a0USD", "iýun 2015", "A sample of everything", "Balkan welaýaty"]),
    ],
)
def test_translation_has_its_own_words_and_the_facts_of_the_original(client, full, code, words):
    ProjectPage.objects.filter(pk=full.pk).update(source_title=full.title)
    page = client.get(samples.translated(full, code, "Образец").url).text

    for each in words:
        assert each in page, each


@pytest.mark.parametrize(
    ("code", "kind", "fund"),
    [
        ("ru", "Укрепление здоровья мигрантов и помощь им", "Фонд развития МОМ"),
        ("tk", "Migrantlaryň saglygyny berkitmek we olara kömek", "HMG-niň Ösüş gaznasy"),
    ],
)
def test_type_and_fund_of_a_public_record_are_said_in_the_language_of_the_page(client, db, code, kind, fund):
    source = ProjectPage.objects.get(project_id="MA.0311")
    page = client.get(ProjectPage.objects.get(translation_key=source.translation_key, locale__language_code=code).url)

    assert f"<dd>{kind}</dd>" in page.text
    assert f"<dd>{fund}</dd>" in page.text


def test_type_and_fund_that_nobody_translated_are_marked_as_english(client, full):
    page = client.get(samples.translated(full, "ru", "Образец").url).text

    assert '<dd lang="en">Sample type</dd>' in page
    assert '<dd lang="en">Sample stream</dd>' in page


def test_translation_keeps_the_facts_with_which_its_original_was_last_published(client, full):
    copy = samples.translated(full, "ru", "Образец")
    before = _main(client, copy)
    full.unpublish()
    full = ProjectPage.objects.get(pk=full.pk)
    full.project_id = "SECRET-7"
    full.save_revision()

    assert _main(client, copy) == before
    assert '<dd lang="en">Sample type</dd>' in before


def test_translation_of_what_was_never_published_shows_no_facts(client, db):
    draft = samples.project("Sample", publish=False, project_type="Sample type")
    copy = samples.translated(draft, "ru", "Образец")

    assert "Sample type" not in _main(client, copy)


def _main(client, page):
    return client.get(page.url).text.partition("<main")[2].partition("</main")[0]
