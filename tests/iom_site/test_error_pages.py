"""The pages that the proxy shows where the site cannot: whole, in every language, with the numbers of the day."""

import re

import pytest
from django.core.management import call_command

from iom_site import error_pages
from iom_site.views import STYLE_HASH
from tests.browser.sample_page import make_hotline
from tests.test_contract import ROOT

PROXY = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")


@pytest.mark.parametrize("status", error_pages.SAID)
def test_page_has_the_way_to_help_and_the_numbers_and_gives_nothing_away(client, db, status):
    make_hotline(number="+99300000001")
    make_hotline(number="+99300000002", days_ago=400)

    page = error_pages.page(status)

    assert f"<title>{status}</title>" in page
    assert page.count('href="tel:+99300000001"') == 3
    assert "+99300000002" not in page
    for code, said in (("en", "/en/info/"), ("ru", "/ru/info/"), ("tk", "/tk/info/")):
        assert f'<section lang="{code}">' in page
        assert f'href="{said}"' in page
    assert not re.search(r"<(script|link|img)|nginx|IOM", page)


def test_texts_are_translated(client, db):
    page = error_pages.page("502")

    assert "The site does not answer" in page
    assert "Сайт не отвечает" in page
    assert "Saýt jogap bermeýär" in page


def test_staff_read_that_it_is_not_known_whether_what_they_sent_was_saved(client, db):
    page = error_pages.page("504")

    assert "It is not known whether this was saved" in page
    assert "What you wrote is kept in this browser." in page
    assert "Неизвестно, сохранено ли это" in page


def test_pages_are_written_whole(client, db, tmp_path, capsys):
    call_command("write_error_pages", str(tmp_path / "errors"))
    call_command("write_error_pages", str(tmp_path / "errors"))

    names = sorted(file.name for file in (tmp_path / "errors").iterdir())
    assert names == sorted(f"{status}.html" for status in error_pages.SAID)
    assert all((tmp_path / "errors" / name).read_text().rstrip().endswith("</html>") for name in names)


def test_every_page_that_the_proxy_names_is_written_and_its_style_is_allowed():
    named = set(re.findall(r"/\.errors/(\d+)\.html", PROXY))
    of_silence = re.search(r"\$page_of_silence \{(.*?)\}", PROXY, re.DOTALL)[1]

    assert named | set(re.findall(r" (\d+);", of_silence)) == set(error_pages.SAID)
    assert f"style-src 'sha256-{STYLE_HASH}'" in PROXY
