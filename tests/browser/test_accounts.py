"""From the invitation to a recovery code; passkeys; and words that outlive the sign-in, in a real browser."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
NEW_PASSWORD = "quite another long password"
END_ALL = "from pages.accounts.models import Session; Session.objects.all().delete()"
SAMPLE_PAGE = (
    "from pages.content.standard import StandardPage as P; "
    "print(P.objects.get(slug='sample', locale__language_code='en').pk)"
)
MESSAGE = (
    "from pages.contact.models import Message; import secrets; "
    "print(Message.objects.create(kind='contact', language='en', fingerprint=secrets.token_hex(32), text='Sample.').pk)"
)


def shell(site, code):
    return site.manage("shell", "--no-imports", "--command", code, capture_output=True, text=True).stdout.strip()


def sign_in(page, user, password):
    page.fill("#id_login", user)
    page.fill("#id_password", password)
    page.click("button:text-is('Sign in')")


def end_unnoticed(page, site):
    """The sign-in ends, and the page cannot ask whether it has."""
    page.route("**/accounts/session/", lambda route: route.abort())
    shell(site, END_ALL)


def wait_until_kept(page, words):
    """The browser keeps what is typed some moments after the last letter."""
    for _ in range(120):
        if words in page.evaluate("JSON.stringify([localStorage, sessionStorage])"):
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"The browser did not keep “{words}”.")


def sign_in_again(page, user):
    page.unroute("**/accounts/session/")
    sign_in(page, user, PASSWORD)


def sign_out(page):
    page.goto("/accounts/logout/")
    page.click("button:text-is('Sign out')")


def test_from_the_invitation_to_a_recovery_code(open_page):
    boss = open_page("/admin/users/new/", user="administrator")
    boss.fill("#id_username", "newcomer")
    boss.fill("#id_email", "newcomer@example.org")
    boss.fill("#id_first_name", "New")
    boss.fill("#id_last_name", "Comer")
    boss.click("a[role=tab]:has-text('Roles')")
    boss.check("label:has-text('Editors')")
    boss.click("main button[type=submit]:visible >> text=Create")
    link = boss.inner_text(".account-invitation")

    page = open_page(link, script=False)
    page.fill("#id_password1", NEW_PASSWORD)
    page.fill("#id_password2", NEW_PASSWORD)
    page.click("button:text-is('Keep the password')")
    page.click("main a:text-is('Sign in')")
    sign_in(page, "newcomer", NEW_PASSWORD)
    page.click("a:text-is('Set up a second factor')")
    page.click("a:text-is('Set up an app')")
    secret = page.inner_text("#secret")
    code = lambda: format_hotp_value(hotp_value(secret, int(time.time()) // 30))  # noqa: E731
    page.fill("#id_code", code())
    page.click("button:text-is('Set it up')")
    recovery = page.inner_text("ol li >> nth=0")

    for second in (code(), recovery):
        sign_out(page)
        sign_in(page, "newcomer", NEW_PASSWORD)
        expect(page.locator("h1")).to_have_text("Second step")
        page.fill("#id_code", second)
        page.click("button:text-is('Sign in')")
        expect(page).to_have_url(re.compile("/admin/$"))
    expect(open_page(link).locator("#id_password1")).to_have_count(0)


def test_passkey_signs_in_without_a_password(open_page):
    page = open_page("/accounts/second-factor/webauthn/add/", user="editors")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = {**kind, "isUserVerified": True, "automaticPresenceSimulation": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.check("#id_passwordless")
    page.click("button:text-is('Add a passkey')")
    page.wait_for_selector("h1:text-is('Recovery codes')")
    sign_out(page)

    page.click("button:text-is('Sign in with a passkey')")

    page.wait_for_url("**/admin/")
    page.goto("/accounts/second-factor/webauthn/")
    page.click("a:text-is('Take it away')")
    page.click("button:text-is('Take it away')")


def test_pages_of_signing_in_break_no_rule(open_page):
    page = open_page(None, user="moderators")
    addresses = ["login/", "password/reset/", "password/reset/done/", "password/key/x-y/"]
    own = [
        "second-factor/",
        "second-factor/totp/activate/",
        "sessions/",
        "password/change/",
        "second-factor/webauthn/add/",
    ]
    visitor = open_page(None, width=320)
    for seen, below in ((visitor, addresses), (page, own)):
        for address in below:
            seen.goto(f"/accounts/{address}")
            found = Axe().run(seen, options=RULES).response["violations"]
            assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], address
            assert seen.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert [text for text in seen.complaints if re.search("Content Security|Refused", text)] == []


def save_draft(page):
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Save draft").click()


def test_answer_that_was_being_written_when_the_sign_in_ended(open_page, site):
    number = shell(site, MESSAGE).splitlines()[-1]
    page = open_page(f"/admin/messages/{number}/", user="message-desk")
    page.wait_for_load_state("networkidle")
    page.fill("textarea[name=answer]", "Sample words that nobody wants to write twice.")
    end_unnoticed(page, site)

    page.click("button[value=answer]")
    sign_in_again(page, "message-desk")
    page.click(".words-kept >> text=Put them back")

    expect(page.locator("textarea[name=answer]")).to_have_value("Sample words that nobody wants to write twice.")
    page.route("**/accounts/session/", lambda route: route.abort())
    page.click("button[value=answer]")
    page.wait_for_selector(".messages .success")
    page.wait_for_load_state("domcontentloaded")
    page.unroute("**/accounts/session/")
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".words-kept")).to_have_count(0)
    assert page.evaluate("JSON.stringify([localStorage, sessionStorage])").count("Sample words") == 0


def test_page_that_was_being_written_when_the_sign_in_ended(open_page, site):
    page = open_page("/admin/", user="moderators")
    page.click("text=Change the home page")
    page.wait_for_load_state("networkidle")
    end_unnoticed(page, site)
    page.fill("#id_headline", "Sample words of a headline")

    save_draft(page)
    page.locator("#id_login").wait_for()
    page.goto("/admin/")
    sign_in_again(page, "moderators")
    page.click("text=Change the home page")
    page.click(".words-kept >> text=Put them back")

    expect(page.locator("#id_headline")).to_have_value("Sample words of a headline")


def test_part_of_a_page_that_was_being_written_when_the_sign_in_ended(open_page, site):
    number = shell(site, SAMPLE_PAGE)
    page = open_page(f"/admin/pages/{number.splitlines()[-1]}/edit/", user="moderators")
    page.wait_for_load_state("networkidle")
    end_unnoticed(page, site)
    editor = page.locator("main .public-DraftEditor-content").first
    editor.click()
    page.keyboard.type("Sample words of a part. ")
    wait_until_kept(page, "Sample words of a part.")

    save_draft(page)
    page.locator("#id_login").wait_for()
    page.goto(f"/admin/pages/{number.splitlines()[-1]}/edit/")
    sign_in_again(page, "moderators")
    with page.expect_navigation():
        page.click(".words-kept >> text=Put them back")

    page.wait_for_selector("main .public-DraftEditor-content")
    part = page.locator("main .public-DraftEditor-content").filter(has_text="Sample words of a part.")
    expect(part.first).to_be_visible()


def test_page_says_that_the_sign_in_ended_and_goes_on_after_signing_in_in_another_tab(open_page, site):
    number = shell(site, MESSAGE).splitlines()[-1]
    page = open_page(f"/admin/messages/{number}/", user="message-desk")
    page.wait_for_load_state("networkidle")
    page.fill("textarea[name=note]", "Sample note.")
    shell(site, END_ALL)
    page.press("textarea[name=note]", "End")  # somebody is there: else nothing is asked for half an hour
    page.wait_for_selector(".sign-in-bar", timeout=40_000)
    with page.context.expect_page() as opened:
        page.click(".sign-in-bar a")
    other = opened.value
    sign_in(other, "message-desk", PASSWORD)
    expect(other.locator("main")).to_contain_text("Close this tab")
    other.close()
    page.wait_for_selector(".sign-in-bar", state="detached", timeout=40_000)

    page.click("button[value=note]")

    page.wait_for_selector(".messages .success")
    expect(page.locator("main")).to_contain_text("Sample note.")
