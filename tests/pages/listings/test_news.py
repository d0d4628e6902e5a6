"""News: dateline, corrections, lead."""

from datetime import date

from pages.news.models import NewsPage
from tests.pages.listings import samples
from tests.pages.listings.reading import read


def test_news_has_a_dateline_of_place_and_date(client, db):
    item = samples.make(NewsPage, place="Ashgabat", date=date(2026, 11, 26))

    assert "Ashgabat, 26 November 2026" in read(client, item.url).text


def test_correction_of_news_is_public_and_dated(client, db):
    item = samples.make(NewsPage)
    item.corrections = [("note", {"date": date(2026, 11, 26), "text": "A sample correction."})]
    item.save_revision().publish()

    assert "26 November 2026: A sample correction." in read(client, item.url).text


def test_news_cannot_be_published_without_its_lead(publisher, client, db):
    item = samples.make(NewsPage, live=False)
    form = {"title": "Sample", "slug": "sample-item", "summary": "", "kind": "news", "date": "2026-11-26"}
    form |= {
        f"{name}-{part}": "0" for name in ("body", "sources", "corrections", "change_notes") for part in ("count",)
    }
    form |= {f"relations-{part}": "0" for part in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
    form |= {f"comments-{part}": "0" for part in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
    client.post(f"/admin/pages/{item.pk}/edit/", {**form, "action-publish": "1"})
    item.refresh_from_db()

    assert not item.live
    client.post(f"/admin/pages/{item.pk}/edit/", {**form, "summary": "A lead.", "action-publish": "1"})
    item.refresh_from_db()
    assert item.live
