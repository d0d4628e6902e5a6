"""Whatever a file says, it is taken or refused, and the page can be edited."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pages.values import rich_text
from tests.pages.translations.po import FINISHED, LIST, RICH, bring_back, can_be_edited, draft, po, send

PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<ul>", "<ol>", "<li>", "</li>", "</ul>", "</ol>", "<h3>"),
        *("</h3>", "<br>", "<br/>", '<a href="https://example.org/a">', "</a>", '<a linktype="page" id="3">', "<a>"),
        *("<script>", "</script>", "<!--", "-->", "<p/>", "&nbsp;", "&lt;", "<", ">", "&", '"', "слово ", "\n", "\xa0"),
        *('<a linktype="document" id="9">', '<p data-block-key="abcde">', "<div>", "</div>", "<svg/onload=x>", "]]>"),
    ]
)


MARKUP = st.one_of(st.lists(PIECES, max_size=14).map("".join), st.text(max_size=40))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MARKUP)
def test_cleaning_is_done_once_and_for_all(db, html):
    cleaned = rich_text.clean(html)

    assert rich_text.clean(cleaned) == cleaned
    assert not set(rich_text.elements(cleaned)) - {"p", "br", "b", "i", "a", "ul", "ol", "li", "h3"}
    try:
        kept = rich_text.as_the_editor_keeps_it(html)
    except ValueError:
        return
    assert rich_text.clean(kept) == kept
    assert _letters(rich_text.as_the_editor_keeps_it(kept)) == _letters(kept)


def _letters(html):
    return rich_text.words(html).replace(" ", "")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from([RICH, LIST, "First part", "Sample page", "A sample."]), MARKUP, max_size=3))
def test_any_translation_is_taken_or_refused_and_the_page_can_be_edited(client, page, entries):
    response = bring_back(client, page, entries)

    assert response.status_code in (200, 302)
    if response.status_code == 302:
        assert can_be_edited(client, page)
        for block in draft(page).body:
            if block.block_type == "text":
                assert rich_text.clean(block.value.source) == block.value.source
    else:
        assert response.context["form"].errors["file"]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 400), st.one_of(st.binary(max_size=6), st.text(max_size=6).map(str.encode)), st.integers(0, 12))
def test_damaged_file_is_taken_or_refused(client, page, place, instead, length):
    content = po(page, FINISHED)

    response = send(client, page, content[:place] + instead + content[place + length :])

    assert response.status_code in (200, 302)
    assert can_be_edited(client, page)
