"""Somebody writes to the office on a telephone that others look at: what the browser keeps, and what it sends."""

import pytest
from playwright.sync_api import expect

FORMS = ["/en/info/10/", "/ru/info/10/", "/en/contact/"]
WORDS = "A sample message of a test: {}."


def write(page, words):
    page.check("input[name=about] >> nth=0")
    page.fill("textarea[name=text]", words)
    page.click("main button[type=submit]")


def reference_on(page):
    return page.inner_text(".done strong")


def entries(page):
    """The history of the tab: addresses and titles, as whoever opens it next sees them."""
    found = page.context.new_cdp_session(page).send("Page.getNavigationHistory")["entries"]
    return [(entry["url"], entry["title"]) for entry in found if entry["url"] != "about:blank"]


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("address", FORMS)
def test_history_caches_and_storage_name_nothing_after_sending_and_after_the_answer(open_page, site, address, script):
    page = open_page(address, width=320, script=script)
    before = page.title()

    write(page, WORDS.format(f"{address} {script}"))
    reference = reference_on(page)
    expect(page).to_have_title(before)
    page.click(".done ~ p a")
    page.fill("input[name=reference]", reference)
    page.click("main button[type=submit]")
    expect(page.locator(".callout")).to_be_visible()

    seen = entries(page)
    assert {title for _url, title in seen} == {before}
    assert {url.removeprefix(site.url) for url, _title in seen} <= {address, f"{address}a/"}
    assert reference not in str(seen)
    assert page.context.cookies() == []
    if script:
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
        asked = "(url) => fetch(url, {cache: 'only-if-cached', mode: 'same-origin'}).then(() => true, () => false)"
        for kept in (address, f"{address}a/"):
            assert page.evaluate(asked, kept) is False


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("address", FORMS[1:])
def test_back_after_sending_brings_a_form_that_sends_again(open_page, address, script):
    page = open_page(address, width=320, script=script)
    write(page, WORDS.format(f"first of {address} {script}"))
    first = reference_on(page)

    page.go_back()
    write(page, WORDS.format(f"second of {address} {script}"))

    assert reference_on(page) != first
    for reference in (first, reference_on(page)):
        page.goto(f"{address}a/")
        page.fill("input[name=reference]", reference)
        page.click("main button[type=submit]")
        expect(page.locator(".callout")).to_be_visible()


def test_page_after_sending_that_is_loaded_again_shows_the_same_reference(open_page):
    page = open_page("/en/info/10/")
    write(page, WORDS.format("loaded again"))
    reference = reference_on(page)

    page.reload()

    assert reference_on(page) == reference


def test_two_tabs_send_two_messages(open_page):
    one = open_page("/en/contact/")
    other = one.context.new_page()
    other.goto("/en/contact/")

    write(one, WORDS.format("of one tab"))
    write(other, WORDS.format("of the other tab"))

    assert reference_on(one) != reference_on(other)


def test_form_of_another_site_is_taken(open_page, site):
    page = open_page(None)
    page.route(
        "http://elsewhere.example/",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f'<form method=post action="{site.url}/en/contact/">'
            '<input name=text value="A sample text of elsewhere">'
            "<input name=about value=question><button>Send</button></form>",
        ),
    )
    page.goto("http://elsewhere.example/")
    page.click("button")

    expect(page.locator("textarea[name=text]")).to_have_value("A sample text of elsewhere")
    page.click("main button[type=submit]")
    assert reference_on(page)


def test_desk_works_where_no_inline_script_runs(open_page):
    writer = open_page("/en/contact/")
    write(writer, "about a policy")
    reference = reference_on(writer)

    page = open_page("/admin/messages/", user="message-desk")
    page.get_by_label("Number or reference").fill(reference)
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/messages/*-*-*/")
    page.fill("textarea[name=answer]", "A sample answer of a test.")
    page.click("button[value=answer]")
    page.wait_for_selector(".messages .success")

    assert [text for text in page.complaints if "Content Security" in text or "Refused" in text] == []
