"""Somebody at work in the admin, who follows what the screens say and whose clicks are counted."""

import re
import time
from dataclasses import dataclass

TOO_FAST_SECONDS = 3  # `pages.contact.spam`, which cannot be read before Django is set up
PASSWORD = "a long password of tests"
PATIENCE = 30_000  # milliseconds: a busy machine is no fault of a screen
HEADERS = {"X-Forwarded-Proto": "https"}
FIELDS = "input, textarea, select"
SIGNED_IN: dict[tuple[str, str], dict] = {}  # what a browser keeps of it, by site and user
TELEPHONE = {"viewport": {"width": 360, "height": 640}, "java_script_enabled": False}


@dataclass
class Count:
    """Clicks, and seconds that belong to the walk and not to the work: signing in, looking as a reader."""

    clicks: int = 0
    aside: float = 0

    def __enter__(self):
        self._since = time.monotonic()

    def __exit__(self, *error):
        self.aside += time.monotonic() - self._since


def _label(name):
    """The words of a label, with the mark of what must be filled in."""
    return name if isinstance(name, re.Pattern) else re.compile(rf"^\s*{re.escape(name)}\s*\*?\s*$")


class Desk:
    """The screen of one person. Each method is a click or a field, asked for by the words that stand there."""

    def __init__(self, browser, site, user, count=None, size=(1280, 900)):
        self.browser, self.site, self.count, self.size = browser, site, count or Count(), size
        viewport = {"width": size[0], "height": size[1]}
        state = SIGNED_IN.get((site.url, user))
        options = {"viewport": viewport, "extra_http_headers": HEADERS, "storage_state": state}
        self.context = browser.new_context(base_url=site.url, **options)
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.colleagues = []
        with self.count:
            self.page.goto("/admin/")
            if not state:
                self.sign_in(user)

    def sign_in(self, user):
        self.page.locator("#id_login").fill(user)
        self.page.locator("#id_password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.wait_for_url("**/admin/")
        SIGNED_IN[self.site.url, user] = self.context.storage_state()

    def sees_once_known(self, words):
        """What comes after the password was asked for again, if the sign-in was some minutes ago."""
        asked = self.page.get_by_role("heading", name="Show that it is you")
        asked.or_(self.page.get_by_text(words)).first.wait_for()
        if asked.is_visible():
            self.page.locator("#id_password").fill(PASSWORD)
            self.button("Go on")
        return self.sees(words)

    def colleague(self, user):
        """Somebody else at a desk of their own, whose clicks count too."""
        other = Desk(self.browser, self.site, user, self.count, self.size)
        self.colleagues.append(other)
        return other

    def close(self):
        for other in self.colleagues:
            other.close()
        self.context.close()

    # Clicks

    def click(self, found):
        self.count.clicks += 1
        found.click()
        self.page.wait_for_load_state("load")

    def link(self, name, inside=None, nth=0):
        self.click((inside or self.page).get_by_role("link", name=name).nth(nth))

    def button(self, name, inside=None, nth=0):
        self.click((inside or self.page).get_by_role("button", name=name, exact=isinstance(name, str)).nth(nth))

    def tab(self, name):
        self.click(self.page.get_by_role("tab", name=name).first)

    def find(self, title):
        """Open a page by the search of the first screen."""
        self.home()
        self.fill("Search term", title)
        self.count.clicks += 1
        self.page.keyboard.press("Enter")
        self.click(self.page.get_by_role("main").get_by_role("link", name=title, exact=True).first)

    def act(self, name):
        """An act of the page whose form is open, behind the three dots beside its title."""
        acts = self.page.get_by_role("navigation", name="Actions", exact=True)
        self.button("Actions", inside=acts)
        self.link(name, inside=acts)

    def menu(self, *names):
        """Through the menu at the side; what opens a further list is a button, what leads somewhere a link."""
        menu = self.page.get_by_role("navigation", name="Main menu")
        for name in names[:-1]:
            self.click(menu.get_by_role("button", name=name, exact=True))
        self.click(menu.get_by_role("link", name=names[-1], exact=True))

    def home(self):
        """The first screen, by the link at the top of the menu."""
        self.click(self.page.get_by_role("link", name="Dashboard", exact=True))

    def start(self, name):
        """One of the things to do that the first screen offers."""
        self.link(name, inside=self.page.get_by_role("region", name="What would you like to do?"))

    def more(self, name, inside=None):
        """An act behind the arrow beside the first button of a form."""
        self.button("More actions")
        self.button(name)

    def row(self, words):
        return self.page.get_by_role("row").filter(has_text=words).first

    def options(self, name, act):
        """An act behind the three dots of a row in a list."""
        self.button(f"More options for '{name}'")
        self.click(self.page.get_by_role("link", name=act).filter(visible=True).first)

    @property
    def dialog(self):
        return self.page.locator("[role=dialog]").filter(visible=True).last

    # Fields

    def field(self, label, inside=None, nth=0):
        inside = inside or self.page.get_by_role("main")
        return inside.get_by_label(_label(label)).and_(self.page.locator(FIELDS)).nth(nth)

    def region(self, name):
        """A part of a form, by the words of its heading."""
        pattern = name if isinstance(name, re.Pattern) else re.compile(rf"^{re.escape(name)}")
        return self.page.get_by_role("region", name=pattern).filter(visible=True)

    def fill(self, label, words, inside=None, nth=0):
        self.field(label, inside, nth).fill(words)

    def fill_date(self, label, words, inside=None):
        """The calendar comes a moment after the focus, over whatever stands below: wait for it, and send it away."""
        field = self.field(label, inside)
        field.fill(words)
        calendar = self.page.locator(".xdsoft_datetimepicker").filter(visible=True)
        calendar.first.wait_for()
        field.press("Tab")
        calendar.first.wait_for(state="hidden")

    def choose(self, label, option, inside=None):
        self.count.clicks += 1
        self.field(label, inside).select_option(label=option)

    def check(self, label, inside=None):
        self.count.clicks += 1
        self.field(label, inside).check()

    def write(self, part, words):
        """Into the editor of rich text in that part of the form."""
        editor = self.region(part).locator("[contenteditable=true]").last
        self.click(editor)
        editor.press_sequentially(words)

    def fill_part(self, part, words):
        """A part of a body that is one field: its name stands above it, in the heading of the part."""
        self.region(part).last.locator(FIELDS).filter(visible=True).fill(words)

    def insert(self, kind, inside=None):
        """A part of a body, by the plus sign below what is there."""
        self.button("Insert a block", inside=inside, nth=-1)
        self.click(self.page.get_by_role("option", name=kind).first)

    def upload(self, label, file, inside=None):
        """`file`: a path, or name, type and bytes as the browser tool takes them."""
        self.count.clicks += 1
        self.field(label, inside).set_input_files(file)

    # What is seen

    def sees(self, words, inside=None):
        """These words stand on the screen, or come to stand there; answers the sentence in which they do."""
        found = (inside or self.page).get_by_text(words).filter(visible=True).first
        found.wait_for()
        return " ".join(found.inner_text().split())

    def told(self, words):
        """The message above the next screen that says that it worked."""
        return self.sees(words, inside=self.page.get_by_role("status"))

    def publish(self):
        self.button("Publish")
        return self.told(re.compile("published"))

    def live_address(self):
        """Where readers find what was published last, by the link in the message."""
        return self.page.get_by_role("status").get_by_role("link", name="View live").get_attribute("href")

    def _visitor(self):
        context = self.browser.new_context(base_url=self.site.url, extra_http_headers=HEADERS, **TELEPHONE)
        context.set_default_timeout(PATIENCE)
        return context

    def visitor_writes(self, address, words):
        """Somebody sends a message by that form; answers its reference."""
        with self.count, self._visitor() as context:
            page = context.new_page()
            page.goto(address)
            page.wait_for_timeout(1000 * (TOO_FAST_SECONDS + 1))  # nobody writes faster; what does is held back
            page.check("input[name=about] >> nth=0")
            page.fill("textarea[name=text]", words)
            page.click("main button[type=submit]")
            return page.inner_text(".done strong")

    def visitor_reads(self, address, reference, words):
        """The answer, by the reference of the message."""
        with self.count, self._visitor() as context:
            page = context.new_page()
            page.goto(address)
            page.fill("input[name=reference]", reference)
            page.click("main button[type=submit]")
            page.get_by_text(words).wait_for()
        return f"whoever has the reference reads “{words}”"

    def reader(self, address, words, shown=True):
        """What somebody reads at this address with an old telephone, JavaScript off."""
        with self.count, self._visitor() as context:
            page = context.new_page()
            page.goto(address)
            text = " ".join(page.locator("body").inner_text().split())
        if (words in text) is not shown:
            raise AssertionError(f"readers of {address} {'do not see' if shown else 'see'} “{words}”")
        return f"readers {'see' if shown else 'no longer see'} “{words}”"
