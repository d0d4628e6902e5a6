"""The lite edition at `/lite/…`: its addresses are taken for those of the full one, its answers lead on within it."""

from collections.abc import Callable

from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from pages.values.lite import is_page, lite_html, lite_link, plain_path
from pages.values.requests import SiteRequest


class LiteMiddleware:
    """Stands within what packs and tags an answer and outside of what asks for its address.

    Templates know `request.is_lite`, and `request.saves_data`: also true where a browser says so in the full edition.
    """

    def __init__(self, get_response: Callable[[SiteRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: SiteRequest) -> HttpResponseBase:
        path = plain_path(request.path_info)
        is_inside = path != request.path_info
        request.is_lite = is_inside
        request.saves_data = is_inside or request.headers.get("Save-Data") == "on"
        if not is_inside:
            return self.get_response(request)
        request.path = request.path_info = path
        if not is_page(path):  # a file has one address
            return HttpResponseRedirect(request.get_full_path())
        return _lite(self.get_response(request), request.get_host())


def _lite(response: HttpResponseBase, own_host: str) -> HttpResponseBase:
    if location := response.headers.get("Location"):
        response.headers["Location"] = lite_link(location, own_host)
    if isinstance(response, HttpResponse) and response.headers.get("Content-Type", "").startswith("text/html"):
        response.content = lite_html(response.text).encode(response.charset)
        if response.has_header("Content-Length"):
            response.headers["Content-Length"] = str(len(response.content))
    return response
