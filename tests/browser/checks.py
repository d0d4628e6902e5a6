"""What is asked of any page in a browser."""

from axe_playwright_python.sync_playwright import Axe

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
WIDTHS = (320, 768, 1280)
CLIPPED = """() => [...document.querySelectorAll("main *, header *, footer *")].filter((element) => {
  const style = getComputedStyle(element);
  if (style.clipPath !== "none" || element.closest(".hide-visually, .skip")) return false;
  if (element.closest("svg, .hide-visually, details:not([open]), .hero__art")) return false;
  const hides = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
  return hides && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)
    && element.innerText?.trim() && !element.matches(".hero");
}).map((element) => element.className)"""
# A style that the reader brings along: a policy of the page does not forbid it.
ADD_STYLE = """(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets.push(sheet);
}"""
LARGER = [
    "html { font-size: 200% !important }",
    "html { font-size: 212% !important }",
    """html { font-size: 100% !important }
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-bottom: 2em !important }""",
]
# A stop of the keyboard: what it is, whether one sees it, whether the exit that stays in view lies upon it.
STOP = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const around = [element, element.closest(".card"), element.querySelector("path, use")].filter(Boolean);
  const visible = around.some((each) => {
    const style = getComputedStyle(each);
    if (["path", "use"].includes(each.tagName)) return parseFloat(style.strokeWidth) >= 4;
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  const exit = document.querySelector("[data-exit]")?.closest("aside");
  const one = element.getBoundingClientRect(), other = exit?.getBoundingClientRect();
  const covered = Boolean(exit) && !exit.contains(element)
    && one.bottom > other.top && one.top < other.bottom && one.right > other.left && one.left < other.right;
  return {html: element.outerHTML, visible, covered};
}"""


def first_view(open_page, address, **options):
    """Open a page with an empty cache; answers it and each file as `(kind, bytes over the wire)`."""
    page = open_page(None, width=360, **options)
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    kinds, sizes = {}, {}
    wire.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    wire.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    page.goto(address, wait_until="networkidle")
    return page, [(kinds.get(request, "Other"), size) for request, size in sizes.items()]


def too_wide(page):
    """The widths of a window at which the page scrolls sideways."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(width)
    return found


def violations(page):
    """What axe-core finds, narrow in light and wide in dark."""
    found = []
    for width, scheme in ((320, "light"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        for each in Axe().run(page, options=RULES).response["violations"]:
            found.append((width, scheme, each["id"], [node["html"][:120] for node in each["nodes"][:3]]))
    return found


def cut_off_when_larger(page):
    """What is cut off or too wide with larger letters or more room between them."""
    page.set_viewport_size({"width": 1280, "height": 800})
    found = []
    for style in LARGER:
        page.evaluate(ADD_STYLE, style)
        found += [(style, name) for name in page.evaluate(CLIPPED)]
        if page.evaluate("document.documentElement.scrollWidth") > 1280:
            found.append((style, "the page"))
    return found


def stops(page, most=80):
    """The stops of the keyboard, in order, until it leaves the page or comes round."""
    seen = {}
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or (stop["html"] in seen and len(seen) > 60):
            break
        seen[stop["html"]] = stop
        yield stop
