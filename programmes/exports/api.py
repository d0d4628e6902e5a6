"""A read-only API of project records: `/api/projects/` and `/api/projects/<id>/`, in JSON.

It stands on the parts of Wagtail's own API (version 2): its paging, its router, its way to say what is wrong.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import URLPattern, path
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet

from pages.values import rate_limits
from programmes.exports.json import to_json
from programmes.exports.record_reader import read_records, selected
from programmes.exports.views import open_to_all
from programmes.open_data_settings import OpenDataSettings
from programmes.portfolio.filters import ProjectQuery
from programmes.portfolio.index import portfolio
from programmes.portfolio.portfolio import FACETS
from programmes.projects import ProjectPage

MOST_REQUESTS = 60  # a minute, from one network


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


class _ProjectList:
    """What the paging asks of a query: how many, and a slice. Records are read only for the slice."""

    def __init__(self, selection: Sequence[int], language: str) -> None:
        self.selection, self.language = selection, language

    def count(self) -> int:
        return len(self.selection)

    def __getitem__(self, part: slice) -> list[Any]:
        start, stop = (min(edge, len(self.selection)) for edge in (part.start, part.stop))
        return [to_json(record) for record in read_records(self.selection[start:stop], self.language)]


class ProjectsAPI(BaseAPIViewSet):
    """Published projects, with the filters of the list."""

    model = ProjectPage
    name = "projects"
    authentication_classes = ()
    http_method_names = ("get", "head")
    known_query_parameters = frozenset({"language", "limit", "offset", "q", "sort", *FACETS})

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        return [
            path("", cls.as_view({"get": "listing_view"}), name="listing"),
            path("<str:key>/", cls.as_view({"get": "detail_view"}), name="detail"),
        ]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        if rate_limits.from_one_network(request, "api", rate_limits.MINUTE) > MOST_REQUESTS:
            raise Throttled(wait=rate_limits.MINUTE)
        allowed = {"language"} if "key" in kwargs else self.known_query_parameters
        if unknown := sorted(set(request.GET) - allowed):
            raise BadRequestError(f"Unknown parameters: {', '.join(unknown)}. Known are: {', '.join(sorted(allowed))}.")
        self.language = request.GET.get("language", settings.LANGUAGE_CODE)
        if self.language not in dict(settings.LANGUAGES):
            raise BadRequestError(f"Unknown language. Known are: {', '.join(dict(settings.LANGUAGES))}.")
        super().initial(request, *args, **kwargs)

    def listing_view(self, request: Request) -> Response:
        """A part of the projects that the filters let through."""
        selection = selected(ProjectQuery.from_address(request.GET, self.language))
        return self.get_paginated_response(self.paginate_queryset(_ProjectList(selection, self.language)))

    def detail_view(self, request: Request, key: str) -> Response:
        """One project by its id."""
        index = portfolio()
        for record in read_records(index.select(index.with_keys([_uuid(key)])), self.language):
            return Response(to_json(record))
        raise Http404("There is no project with this id.")

    def finalize_response(self, request: Request, response: HttpResponse, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code == 200:
            open_to_all(response, OpenDataSettings.for_request(request))
            response.headers["Content-Language"] = self.language
        return response


router = WagtailAPIRouter("api")
router.register_endpoint("projects", ProjectsAPI)
urlpatterns = [path("", router.urls)]
