"""A read-only API of the records of projects: `/api/projects/` and `/api/projects/<id>/`, in JSON.

It stands on the parts of Wagtail's own API (version 2): its paging, its router, its way to say what is wrong.
"""

from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.urls import path
from rest_framework.exceptions import Throttled
from rest_framework.response import Response
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet

from pages.values import rate_limits
from programmes.exports.record import records, wanted
from programmes.exports.views import open_to_all
from programmes.open_data_settings import OpenDataSettings
from programmes.portfolio.filters import ProjectQuery
from programmes.portfolio.index import portfolio
from programmes.portfolio.portfolio import FACETS
from programmes.projects import ProjectPage

MOST_REQUESTS = 60  # a minute, from one network


def _uuid(text):
    try:
        return UUID(text)
    except ValueError:
        return None


class _Found:
    """What the paging asks of a query: how many, and a slice. Records are read only for the slice."""

    def __init__(self, hits, language):
        self.hits, self.language = hits, language

    def count(self):
        return len(self.hits)

    def __getitem__(self, part):
        start, stop = (min(edge, len(self.hits)) for edge in (part.start, part.stop))
        return list(records(self.hits[start:stop], self.language))


class ProjectsAPI(BaseAPIViewSet):
    """Published projects, with the filters of the list."""

    model = ProjectPage
    name = "projects"
    authentication_classes = ()
    http_method_names = ("get", "head")
    known_query_parameters = frozenset({"language", "limit", "offset", "q", "sort", *FACETS})

    @classmethod
    def get_urlpatterns(cls):
        return [
            path("", cls.as_view({"get": "listing_view"}), name="listing"),
            path("<str:key>/", cls.as_view({"get": "detail_view"}), name="detail"),
        ]

    def initial(self, request, *args, **kwargs):
        if rate_limits.from_one_network(request, "api", rate_limits.MINUTE) > MOST_REQUESTS:
            raise Throttled(wait=rate_limits.MINUTE)
        known = {"language"} if "key" in kwargs else self.known_query_parameters
        if unknown := sorted(set(request.GET) - known):
            raise BadRequestError(f"Unknown parameters: {', '.join(unknown)}. Known are: {', '.join(sorted(known))}.")
        self.language = request.GET.get("language", settings.LANGUAGE_CODE)
        if self.language not in dict(settings.LANGUAGES):
            raise BadRequestError(f"Unknown language. Known are: {', '.join(dict(settings.LANGUAGES))}.")
        super().initial(request, *args, **kwargs)

    def listing_view(self, request):
        """A part of the projects that the filters let through."""
        hits = wanted(ProjectQuery.from_address(request.GET, self.language))
        return self.get_paginated_response(self.paginate_queryset(_Found(hits, self.language)))

    def detail_view(self, request, key):
        """One project by its id."""
        index = portfolio()
        for record in records(index.select(index.with_keys([_uuid(key)])), self.language):
            return Response(record)
        raise Http404("There is no project with this id.")

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code == 200:
            open_to_all(response, OpenDataSettings.for_request(request))
            response.headers["Content-Language"] = self.language
        return response


router = WagtailAPIRouter("api")
router.register_endpoint("projects", ProjectsAPI)
urlpatterns = [path("", router.urls)]
