"""The admin at 360 pixels: no screen of ours is cut off at the side; a wide table scrolls in its own box."""

SCREENS = (
    "/admin/projects/",
    "/admin/translations/",
    "/admin/reports/broken-links/",
    "/admin/users/new/",
    "/admin/guide/people/",
)
# Wagtail cuts off what is too wide for its `main`, so what sticks out is looked for there. Its map of a form waits
# beside the screen until it is called.
STICKS_OUT = """() => {
  const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  const inBox = (element) => {
    for (let each = element.parentElement; each && each.id !== "main"; each = each.parentElement)
      if (scrolls(each)) return true;
    return false;
  };
  const all = [...document.querySelectorAll("#main *")].filter((element) => {
    const box = element.getBoundingClientRect();
    if (element.closest("svg, .w-sr-only, .w-minimap")) return false;
    return box.width > 1 && box.height > 1 && box.right > innerWidth + 1 && !inBox(element)
      && element.checkVisibility({visibilityProperty: true, opacityProperty: true});
  }).map((element) => element.outerHTML.slice(0, 120)).slice(0, 4);
  const wide = document.documentElement.scrollWidth > innerWidth;
  return wide ? [`scrolls to ${document.documentElement.scrollWidth}`, ...all] : all;
}"""


def test_no_screen_is_wider_than_a_telephone(open_page):
    page = open_page("/admin/", user="administrator", width=360)
    found = {"/admin/": page.evaluate(STICKS_OUT)}
    form = page.get_by_role("link", name="Write a news item").get_attribute("href")
    for screen in (form, *SCREENS):
        assert page.goto(screen, wait_until="domcontentloaded").status == 200
        page.locator("#main").get_by_role("heading").first.wait_for(state="attached")
        found[screen] = page.evaluate(STICKS_OUT)

    assert {screen: wide for screen, wide in found.items() if wide} == {}
