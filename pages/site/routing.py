"""From an address to the page that stands there, in one or two queries instead of two for each level of the tree.

Wagtail keeps no index of addresses, so each would be looked for among all pages. It keeps one of their last parts.
"""

from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.images import get_image_model
from wagtail.models import Locale, Page

from pages.content.home import HomePage
from pages.values.cache import MOST_OF_PAGES, cached_in_process, cached_of_page

DEEPEST = 20  # parts of an address; no tree of this site is so deep


def page_for_path(site, path):
    """The deepest page below the home page whose address begins this path, and what is left of the path.

    `(None, [])` if there is none. Where a page stands is kept under the version of the site.
    """
    parts = [part for part in path.split("/") if part]
    if len(parts) > DEEPEST:
        return None, []
    if not parts:
        return _read(HomePage, slug=_last_part(site.home_path), url_path=site.home_path), []
    addresses = [site.home_path + "".join(f"{part}/" for part in parts[:count]) for count in range(len(parts) + 1)]
    page = _known_page(addresses) or _deepest_page(addresses)
    return (page, parts[page.depth - site.home_depth :]) if page else (None, [])


def _known_page(addresses):
    """The page that stood there when the address was last asked for, if it still does: drafts are moved silently."""
    model, pk = _places().get(addresses[-1], (None, None))
    page = _read(model, pk=pk) if model else None
    return page if page and page.url_path in addresses else None


def _deepest_page(addresses):
    slugs = {_last_part(address) for address in addresses}
    found = Page.objects.filter(slug__in=slugs, url_path__in=addresses).order_by("-depth").first()
    model = found and found.specific_class
    if not model:
        return found
    if found.url_path == addresses[-1] or issubclass(model, RoutablePageMixin):  # not whatever else somebody asks for
        _places()[addresses[-1]] = (model, found.pk)
    return _read(model, pk=found.pk)


def _places():
    """Addresses, each with the type and the key of the page that answers there."""
    places = cached_in_process("places", dict)
    if len(places) >= MOST_OF_PAGES:
        places.clear()
    return places


def _read(model, **where):
    """The page of a type, read anew; its language and its picture are kept, as all that stands around every page."""
    page = next(iter(model.objects.filter(**where).order_by()), None)  # `first` would sort
    if page:
        page.locale = cached_of_page(f"locale:{page.locale_id}", lambda: Locale.objects.get(pk=page.locale_id))
        if image := getattr(page, "image_id", None):
            page.image = cached_of_page(f"image:{image}", lambda: _with_renditions(image))
    return page


def _with_renditions(image):
    return get_image_model().objects.prefetch_related("renditions").filter(pk=image).first()


def _last_part(address):
    return address.rstrip("/").rpartition("/")[2]
