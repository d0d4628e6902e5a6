"""Three languages, told truthfully: what readers are told, what translators see and bring back."""

import csv
import re
from datetime import UTC, date, datetime
from io import StringIO

import polib
import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import GroupPagePermission, Locale, Page

from pages.contact.page_types import ContactPage
from pages.content.home import HomePage
from pages.content.mission import MissionPage
from pages.content.standard import StandardPage
from pages.content.strategy import ObjectivePage
from pages.help.base import HelpPage
from pages.site.models import Alert
from pages.translations.status import mark_current
from pages.translations.texts import source_texts
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
    assert russian_mission.needs_review
    assert OLDER["ru"] not in client.get(russian_mission.url).text


def test_change_of_the_original_is_told_to_readers_at_once(client, mission):
    mission.mandate = "A sample mandate."
    publish(mission)

    for code, words in OLDER.items():
        page = client.get(f"/{code}/who-we-are/").text
        assert words in page
        assert '<a href="/en/who-we-are/" lang="en" hreflang="en">English</a></p>' in page
    assert "phase" not in client.get("/en/who-we-are/").text


def test_notice_keeps_the_day_of_the_first_change(mission):
    mission.mandate = "A sample mandate."
    publish(mission)
    since = in_language(MissionPage, "ru").translation_status.outdated_since
    mission.mandate = "Another sample mandate."
    publish(mission)

    assert since
    assert in_language(MissionPage, "ru").translation_status.outdated_since == since


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
    mark_current(russian_mission, MissionPage.objects.get(pk=mission.pk))
    publish(russian_mission)

    assert OLDER["ru"] not in client.get("/ru/who-we-are/").text


def test_confirmed_links_are_shown_in_each_language_from_the_original(client, strategy):
    original = ObjectivePage.objects.child_of(strategy).get(slug="action-on-human-trafficking")
    original.links_confirmed_on = timezone.localdate()
    publish(original)

    assert "10. Eradicate trafficking" in client.get(original.url).text
    assert re.search(r'class="tag">10\. [А-Яа-я ]+<', client.get(f"/ru{original.url[3:]}").text)


def report(client, **query):
    """The rows of the report as a person downloads them: title → row."""
    content = client.get(reverse("translations"), {"export": "csv", **query}).getvalue().decode()
    return {row["Page"]: row for row in csv.DictReader(StringIO(content))}


@pytest.fixture
def uneven(mission):
    """The mission changed, and of one objective the Russian version is a draft and the Turkmen one is missing."""
    mission.mandate = "A sample mandate."
    publish(mission)
    in_language(ObjectivePage, "tk", slug="less-poverty").delete()
    in_language(ObjectivePage, "ru", slug="less-poverty").unpublish()
    return in_language(ObjectivePage, "en", slug="less-poverty")


def test_report_tells_what_is_missing_draft_outdated_and_awaits_review(client, publisher, home, mission, uneven):
    rows = report(client)

    assert len(rows) == Page.objects.live().filter(depth__gt=1, locale=home.locale).count()
    assert (rows[uneven.title]["Русский"], rows[uneven.title]["Türkmençe"]) == ("draft", "missing")
    assert rows[mission.title]["Русский"] == rows[mission.title]["Türkmençe"] == "outdated"
    assert str(timezone.localdate().year) in rows[mission.title]["Русский: outdated since"]
    assert rows[home.title]["Русский"] == "awaits a native editor"


def test_report_leads_to_where_the_work_goes_on(client, publisher, russian_mission, uneven):
    page = client.get(reverse("translations")).text

    assert re.search(rf'href="/admin/pages/{russian_mission.pk}/edit/">outdated</a> since \d', page)
    assert f'href="{reverse("simple_translation:submit_page_translation", args=[uneven.pk])}">missing</a>' in page


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"state": "missing"}, ["Less poverty"]),
        ({"state": "missing", "language": "ru"}, []),
        ({"state": "draft", "language": "ru"}, ["Less poverty"]),
        ({"state": "outdated", "language": "tk"}, ["Who we are"]),
    ],
)
def test_report_is_filtered_by_language_and_state(client, publisher, uneven, query, titles):
    uneven.title = "Less poverty"
    uneven.save()

    assert list(report(client, **query)) == titles
    page = client.get(reverse("translations_results"), query)
    assert page.status_code == 200
    assert all(f">{title}<" in re.sub(r"\s*\n\s*", "", page.text) for title in titles)


def test_report_of_one_language_shows_no_other(client, publisher):
    assert "Türkmençe" not in next(iter(report(client, language="ru").values()))


def test_title_in_the_exported_report_is_no_formula(client, publisher, home):
    home.title = "=1+1"
    publish(home)

    assert "'=1+1" in report(client)


def test_report_costs_the_same_for_many_pages(client, publisher, home, django_assert_max_num_queries):
    for number in range(30):
        home.add_child(instance=StandardPage(title=f"Sample {number}", slug=f"s{number}"))

    with django_assert_max_num_queries(25):
        client.get(reverse("translations"))


def test_nothing_of_the_report_is_open_to_who_may_edit_no_page(client, django_user_model):
    clerk = django_user_model.objects.create_user("clerk", "clerk@example.org", "x" * 12)
    clerk.groups.add(Group.objects.get(name="Message desk"))
    client.force_login(clerk)

    dashboard = client.get(reverse("wagtailadmin_home"))

    assert dashboard.status_code == 200
    assert reverse("translations") not in dashboard.text
    for name in ("translations", "translations_results"):
        assert client.get(reverse(name)).status_code == 302
        assert client.get(reverse(name), {"export": "csv"}).status_code == 302


def test_dashboard_shows_how_far_each_language_is(client, publisher, mission):
    mission.mandate = "A sample mandate."
    publish(mission)

    page = client.get(reverse("wagtailadmin_home")).text

    count = Page.objects.live().filter(depth__gt=1, locale=mission.locale).count()
    assert f"{count - 1} of {count} pages are as new as the original" in page
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
    response = russian_mission.make_preview_request(preview_mode="source")

    assert "source" in [name for name, _label in russian_mission.preview_modes]
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

    assert {"Sample caption", "Name", "First"} <= set(source_texts(page))


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


def person_in(group, django_user_model):
    name = group.name.lower().replace(" ", "")
    person = django_user_model.objects.create_user(name, f"{name}@example.org", "x" * 12)
    group.user_set.through.objects.create(user=person, group=group)  # as was long ago: nobody is told of it now
    return person


def test_translators_are_written_to_once_when_a_source_changes(mission, django_user_model, mailoutbox, work):
    person_in(Group.objects.get(name="Translators"), django_user_model)
    person_in(Group.objects.get(name="Message desk"), django_user_model)

    mission.mandate = "A sample mandate."
    publish(mission)
    mission.mandate = "Another sample mandate."
    publish(mission)
    work()

    assert [message.to for message in mailoutbox] == [["translators@example.org"]]
    assert "“Who we are” was changed" in mailoutbox[0].body
    assert "Русский, Türkmençe" in mailoutbox[0].body


def test_only_those_are_written_to_who_may_edit_the_translation(mission, django_user_model, mailoutbox, work):
    russians = Group.objects.create(name="Sample group")
    permission = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=russians, page=in_language(HomePage, "ru"), permission=permission)
    person_in(russians, django_user_model)

    mission.mandate = "A sample mandate."
    publish(mission)
    work()

    assert [message.to for message in mailoutbox] == [["samplegroup@example.org"]]
    assert "outdated: Русский." in mailoutbox[0].body


def test_whoever_changed_the_source_is_not_written_to(publisher, mission, mailoutbox, work):
    mission.mandate = "A sample mandate."
    mission.save_revision(user=publisher).publish()
    work()

    assert not mailoutbox


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
