"""From an address to the page that stands there, in two queries instead of two for each level of the tree.

Wagtail keeps no index of addresses, so each would be looked for among all pages. It keeps one of their last parts.
"""

from wagtail.models import Page

from pages.content.home import HomePage

DEEPEST = 20  # parts of an address; no tree of this site is so deep


def page_for_path(site, path):
    """The deepest page below the home page whose address begins this path, and what is left of the path.

    `(None, [])` if there is none.
    """
    parts = [part for part in path.split("/") if part]
    if not parts:
        homes = HomePage.objects.select_related("mission", "strategy", "regional_approach")
        return homes.filter(slug=_last_part(site.home_path), url_path=site.home_path).first(), []
    if len(parts) > DEEPEST:
        return None, []
    addresses = [site.home_path + "".join(f"{part}/" for part in parts[:count]) for count in range(len(parts) + 1)]
    slugs = {_last_part(address) for address in addresses}
    page = Page.objects.filter(slug__in=slugs, url_path__in=addresses).order_by("-depth").first()
    return (page.specific, parts[page.depth - site.home_depth :]) if page else (None, [])


def _last_part(address):
    return address.rstrip("/").rpartition("/")[2]
