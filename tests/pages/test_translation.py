"""Three languages, told truthfully: what readers are told, what translators see and bring back."""

import re
from datetime import UTC, date, datetime

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Locale, Page

from pages.contact.page_types import ContactPage
from pages.content.home import HomePage
from pages.content.mission import MissionPage
from pages.content.standard import StandardPage
from pages.content.strategy import ObjectivePage
from pages.help.models import HelpPage
from pages.site.models import Alert
from pages.translations import po_files
from pages.translations.status import bring_up_to_date
from pages.values.partial_dates import PartialDate, in_words
from tests import content

LANGUAGES = ["en", "ru", "tk"]
OLDER = {"ru": "Этот перевод ещё не учитывает изменений", "tk": "Bu terjime asyl nusgadan köne"}


def in_language(model, code, **more):
    return model.objects.get(locale__language_code=code, **more)


@pytest.fixture
def russian_mission(db):
    return in_language(MissionPage, "ru")


def publish(page):
    page.save_revision().publish()


def test_a_moment_is_told_by_the_day_in_ashgabat():
    assert in_words(datetime(2023, 11, 26, 20, 0, tzinfo=UTC)) == "27 November 2023"


@pytest.mark.parametrize(
    ("code", "day", "month"),
    [
        ("en", "27 November 2023", "November 2023"),
        ("ru", "27 ноября 2023 г.", "ноябрь 2023 г."),
        ("tk", "27 noýabr 2023", "noýabr 2023"),
    ],
)
def test_dates_are_written_as_readers_write_them(code, day, month):
    with translation.override(code):
        assert in_words(date(2023, 11, 27)).replace("\xa0", " ") == day
        assert PartialDate(2023, 11).label.replace("\xa0", " ") == month


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_page_carries_its_language_and_its_alternates(client, db, code):
    pages = Page.objects.live().filter(depth__gt=1, locale__language_code=code)

    assert len(pages) == content.pages(code)
    for page in pages:
        response = client.get(page.url)
        alternates = dict(re.findall(r'hreflang="([^"]+)" href="http://localhost:8000([^"]+)"', response.text))
        assert f'<html lang="{code}"' in response.text
        assert response.headers["Content-Language"] == code
        assert set(alternates) == {*LANGUAGES, "x-default"}
        assert alternates[code] == page.url
        assert alternates["x-default"] == alternates["en"]
        if not issubclass(page.specific_class, (HelpPage, ContactPage)):  # they tell machines nothing
            assert f'"inLanguage": "{code}"' in response.text
        assert f'rel="canonical" href="http://localhost:8000{page.url}"' in response.text


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_switch_leads_to_the_same_page(client, db, code):
    page = client.get(f"/{code}/who-we-are/strategy/").text

    for other in LANGUAGES:
        assert re.search(rf'<a href="/{other}/who-we-are/strategy/" lang="{other}" hreflang="{other}"', page)


def test_the_switch_says_when_a_page_is_missing_and_leads_home(client, db):
    in_language(ObjectivePage, "tk", slug="less-poverty").unpublish()

    page = client.get("/ru/who-we-are/strategy/less-poverty/").text

    assert re.search(r'<a href="/tk/" lang="tk" hreflang="tk"[^>]*>Türkmençe <small', page)
    assert 'hreflang="tk" href="http' not in page


@pytest.mark.parametrize(
    ("preferred", "home"), [("ru", "/ru/"), ("tk,ru;q=0.5", "/tk/"), ("de", "/en/"), ("uz, ru", "/ru/")]
)
def test_first_visit_follows_the_browser_and_remembers_nothing(client, db, preferred, home):
    response = client.get("/", headers={"accept-language": preferred})

    assert response.headers["Location"] == home
    assert not response.cookies


def test_fresh_site_is_up_to_date_and_awaits_native_editors(client, russian_mission):
    assert russian_mission.awaits_native_review
    assert OLDER["ru"] not in client.get(russian_mission.url).text


def test_change_of_the_original_is_told_to_readers_at_once(client, mission):
    mission.mandate = "A sample mandate."
    publish(mission)

    for code, words in OLDER.items():
        page = client.get(f"/{code}/who-we-are/").text
        assert words in page
        assert '<a href="/en/who-we-are/" lang="en" hreflang="en">English</a></p>' in page
    assert "phase" not in client.get("/en/who-we-are/").text


def test_notice_keeps_the_day_of_the_first_change(mission, russian_mission):
    mission.mandate = "A sample mandate."
    publish(mission)
    since = russian_mission.freshness.behind_since if hasattr(russian_mission, "freshness") else None
    mission.mandate = "Another sample mandate."
    publish(mission)

    assert since
    assert in_language(MissionPage, "ru").freshness.behind_since == since


def test_change_that_says_nothing_new_makes_no_translation_old(client, mission):
    mission.content_owner = "Another sample role"
    mission.reviewed_on = timezone.localdate()
    publish(mission)

    assert OLDER["ru"] not in client.get("/ru/who-we-are/").text


def test_original_put_back_makes_the_translation_current_again(client, mission):
    earlier = mission.mandate
    mission.mandate = "A sample mandate."
    publish(mission)
    mission.mandate = earlier
    publish(mission)

    assert OLDER["ru"] not in client.get("/ru/who-we-are/").text


def test_repairing_a_letter_does_not_make_a_translation_current(client, mission, russian_mission):
    mission.mandate = "A sample mandate."
    publish(mission)
    russian_mission.mandate = "Пример."
    publish(russian_mission)

    assert OLDER["ru"] in client.get("/ru/who-we-are/").text


def test_bringing_it_up_to_date_clears_the_notice(client, mission, russian_mission):
    mission.mandate = "A sample mandate."
    publish(mission)
    russian_mission.mandate = "Пример мандата."
    bring_up_to_date(russian_mission, MissionPage.objects.get(pk=mission.pk))
    publish(russian_mission)

    assert OLDER["ru"] not in client.get("/ru/who-we-are/").text


def test_confirmed_links_are_shown_in_each_language_from_the_original(client, strategy):
    original = ObjectivePage.objects.child_of(strategy).get(slug="action-on-human-trafficking")
    original.links_confirmed_on = timezone.localdate()
    publish(original)

    assert "10. Eradicate trafficking" in client.get(original.url).text
    assert re.search(r'class="tag">10\. [А-Яа-я ]+<', client.get(f"/ru{original.url[3:]}").text)


def test_report_tells_what_is_missing_behind_and_current(client, publisher, mission):
    mission.mandate = "A sample mandate."
    publish(mission)
    in_language(ObjectivePage, "tk", slug="less-poverty").delete()
    in_language(ObjectivePage, "ru", slug="less-poverty").unpublish()

    page = client.get(reverse("translations")).text

    assert page.count("state--missing") == 1
    assert page.count("state--draft") == 1
    assert page.count("state--behind") == 2
    assert page.count("state--review") == content.pages("ru") + content.pages("tk") - 4


def test_report_costs_the_same_for_many_pages(client, publisher, home, django_assert_max_num_queries):
    for number in range(30):
        home.add_child(instance=StandardPage(title=f"Sample {number}", slug=f"s{number}"))

    with django_assert_max_num_queries(25):
        client.get(reverse("translations"))


def test_dashboard_shows_how_far_each_language_is(client, publisher, mission):
    mission.mandate = "A sample mandate."
    publish(mission)

    page = client.get(reverse("wagtailadmin_home")).text

    assert f"{content.pages() - 1} of {content.pages()} pages are as new as the original" in page
    assert reverse("translations") in page


def test_form_of_a_translation_leads_to_the_difference(client, publisher, mission, russian_mission):
    mission.mandate = "A sample mandate."
    publish(mission)

    page = client.get(reverse("wagtailadmin_pages:edit", args=[russian_mission.pk])).text

    assert "The original changed on" in page
    difference = re.search(r'href="([^"]+/revisions/compare/[^"]+)"', page)[1]
    assert "sample mandate" in re.sub(r"<[^>]+>", "", client.get(difference).text)


def test_form_of_an_original_has_no_part_for_translations(client, publisher, mission):
    assert (
        "now says what the original says" not in client.get(reverse("wagtailadmin_pages:edit", args=[mission.pk])).text
    )


def test_preview_shows_the_original_beside_the_form(rf, russian_mission):
    response = russian_mission.make_preview_request(preview_mode="original")

    assert "original" in [name for name, _label in russian_mission.preview_modes]
    assert "began its operations in Turkmenistan in 1997" in response.text
    assert '<html lang="en"' in response.text


def test_file_holds_every_text_of_the_original_with_what_is_translated(client, publisher, russian_mission):
    response = client.get(reverse("translation_file", args=[russian_mission.pk]))
    entries = {entry.msgid: entry.msgstr for entry in polib.pofile(response.text)}

    assert 'filename="who-we-are.ru.po"' in response.headers["Content-Disposition"]
    assert entries["Who we are"] == "Кто мы"
    assert entries["Migration governance"] == "Управление миграцией"
    assert len(entries) > 20
    assert [text for text, said in entries.items() if not said] == ["trend.az"]


def upload(page, entries, **metadata):
    file = polib.POFile()
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "ru", "X-Page": str(page.translation_key)}
    file.metadata |= metadata
    for text, said in entries.items():
        file.append(polib.POEntry(msgid=text, msgstr=said))
    return SimpleUploadedFile("sample.po", str(file).encode())


def test_file_brought_back_becomes_a_draft(client, publisher, mission, russian_mission):
    before = client.get("/ru/who-we-are/").text
    file = upload(russian_mission, {"Migration governance": "Образец заголовка", "Who we are": "Образец"})

    response = client.post(reverse("translation_upload", args=[russian_mission.pk]), {"file": file})

    assert response.status_code == 302
    draft = MissionPage.objects.get(pk=russian_mission.pk).get_latest_revision_as_object()
    assert draft.title == "Образец"
    assert draft.strands[0]["title"] == "Образец заголовка"
    assert draft.body[1].value["pages"][0].locale.language_code == "ru"
    assert client.get("/ru/who-we-are/").text == before


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xff\xfe\x00", "UTF-8"),
        (b"nonsense", "not a PO file"),
        (b"", "empty"),
        (b'msgid ""\nmsgstr "X-Page: other\\n"\n', "another page"),
    ],
)
def test_file_that_does_not_fit_is_refused_with_the_reason(client, publisher, russian_mission, content, why):
    revisions = russian_mission.revisions.count()
    file = SimpleUploadedFile("sample.po", content)

    response = client.post(reverse("translation_upload", args=[russian_mission.pk]), {"file": file})

    assert response.status_code == 200
    assert why in str(response.context["form"].errors["file"])
    assert russian_mission.revisions.count() == revisions


def test_file_for_another_language_is_refused(client, publisher, russian_mission):
    file = upload(russian_mission, {"Who we are": "Biz kim"}, Language="tk")

    response = client.post(reverse("translation_upload", args=[russian_mission.pk]), {"file": file})

    assert "another language" in str(response.context["form"].errors["file"])


def test_editor_of_nothing_takes_nothing_out(client, django_user_model, russian_mission):
    client.force_login(django_user_model.objects.create_user("nobody", "nobody@example.org", "x" * 12))

    assert client.get(reverse("translation_file", args=[russian_mission.pk])).status_code == 302


def test_cells_of_tables_and_words_of_pictures_are_taken_out(home):
    from pages.blocks.body import BodyBlock

    block = BodyBlock()
    table = block.child_blocks["table"]
    value = table.get_prep_value(table.normalize(table.get_preview_value()))
    body = [
        {"type": "table", "value": value},
        {
            "type": "figure",
            "value": {"picture": {"image": None, "alt_text": "Sample alternative", "decorative": False}},
        },
    ]

    page = StandardPage(title="Sample", body=block.to_python(body))

    assert {"Sample caption", "Name", "First"} <= set(po_files.pieces(page))


def test_fourth_language_is_a_setting_and_content(client, home, settings):
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [*settings.LANGUAGES, ("fa-af", "دری")]
    dari = Locale.objects.create(language_code="fa-af")
    page = home.copy_for_translation(dari)
    page.title = page.headline = "نمونه"
    publish(page)

    response = client.get("/fa-af/")

    assert response.status_code == 200
    assert '<html lang="fa-af" dir="rtl"' in response.text
    assert "نمونه" in response.text
    assert 'lang="fa-af" hreflang="fa-af" aria-current="true">دری' in response.text
    assert 'hreflang="fa-af" href="http://localhost:8000/fa-af/"' in client.get("/en/").text


def test_home_pages_know_each_other(db):
    assert len({page.translation_key for page in HomePage.objects.all()}) == 1


def test_translators_are_written_to_once_when_an_original_changes(mission, django_user_model, mailoutbox):
    from django.contrib.auth.models import Group

    translator = django_user_model.objects.create_user("translator", "translator@example.org", "x" * 12)
    translator.groups.add(Group.objects.get(name="Translators"))

    mission.mandate = "A sample mandate."
    publish(mission)
    mission.mandate = "Another sample mandate."
    publish(mission)

    assert [message.to for message in mailoutbox] == [["translator@example.org"]]
    assert "“Who we are” was changed" in mailoutbox[0].body


def test_page_submitted_for_translation_is_a_draft(client, publisher, home, english):
    page = home.add_child(instance=StandardPage(title="Sample page", slug="sample"))
    russian = Locale.objects.get(language_code="ru")

    client.post(
        reverse("simple_translation:submit_page_translation", args=[page.pk]),
        {"locales": [russian.pk], "include_subtree": ""},
    )

    assert page.get_translation(russian).live is False
    assert client.get("/ru/sample/").status_code == 404


def test_alert_is_translated_and_stands_only_in_its_language(client, publisher, english):
    alert = Alert.objects.create(title="Sample", text="<p>A sample text.</p>", locale=english)
    turkmen = Locale.objects.get(language_code="tk")
    address = reverse("simple_translation:submit_snippet_translation", args=["pages", "alert", alert.pk])

    client.post(address, {"locales": [turkmen.pk]})
    draft = alert.get_translation(turkmen)
    assert draft.live is False
    draft.text = "<p>Nusga tekst.</p>"
    draft.save_revision().publish()

    assert "Nusga tekst." in client.get("/tk/").text
    assert "A sample text." not in client.get("/tk/").text
    assert "A sample text." in client.get("/en/").text


@pytest.mark.parametrize(("code", "title"), [("ru", "Образец страницы"), ("tk", "Nusga sahypasy: ýaş göçüjiler")])
def test_title_in_any_alphabet_makes_an_address_of_latin_letters(client, db, code, title):
    home = in_language(HomePage, code)

    page = home.add_child(instance=StandardPage(title=title, locale=home.locale))

    assert re.fullmatch(r"[a-z0-9-]+", page.slug)
    assert client.get(page.url).status_code == 200


def test_countries_stand_in_the_order_of_each_alphabet(client, db):
    page = client.get("/tk/who-we-are/regional-approach/").text
    names = re.findall(r'<li><a href="/tk/who-we-are/regional-approach/[a-z]+/">(\w+)</a><span>', page)

    assert names == ["Gazagystan", "Gyrgyzystan", "Özbegistan", "Täjigistan", "Türkmenistan"]
