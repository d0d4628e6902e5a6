from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.search import index

from pages.base.models import BodyPage
from programmes.exports import views
from programmes.open_data_settings import OpenDataSettings
from programmes.organisations import Donor
from programmes.portfolio import statistics
from programmes.portfolio.filters import ProjectQuery
from programmes.portfolio.index import pages_of

PROJECTS_A_PAGE = 12


class ProgrammeIndexPage(RoutablePageMixin, BodyPage):
    """Our work: the portfolio in pictures and numbers; below it the list of projects, the donors and the data."""

    content_panels = [*BodyPage.content_panels, "body"]
    search_fields = [*BodyPage.search_fields, index.FilterField("locale_id")]
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["programmes.ProgrammeAreaPage"]
    max_count_per_parent = 1
    page_description = gettext_lazy("Our work: areas, projects, donors and results.")

    class Meta:
        verbose_name = gettext_lazy("our work")
        verbose_name_plural = gettext_lazy("our work")

    def search_texts(self):
        """The pages below it that are no pages of the tree."""
        return [_("Projects"), _("Donors"), _("Open data"), "CSV JSON IATI XML API"]

    @path("")
    def work_in_numbers(self, request):
        """The overview: areas, charts, the map."""
        context = {"work": statistics.overview(get_language()), "terms": OpenDataSettings.for_request(request)}
        return self.render(request, context_overrides=context)

    @path("projects/")
    def projects(self, request):
        """The list of projects with its filters; every state of it has one address."""
        query = ProjectQuery.from_address(request.GET, get_language())
        if not all(value.strip() for value in request.GET.values()):
            return redirect(f"{self.get_url(request)}projects/{query.address()}")
        listing = Paginator(query.selection, PROJECTS_A_PAGE).get_page(request.GET.get("page"))
        listing.object_list = pages_of(listing.object_list, get_language())
        context = {
            "query": query,
            "query_string": query.address(),
            "listing": listing,
            "terms": OpenDataSettings.for_request(request),
            "description": _("All projects, with filters and downloads."),
        }
        return self._below(request, "projects/", _("Projects"), "project_list", **context)

    @path("projects.<str:kind>/")
    def download(self, request, kind):
        """The same records as data: `csv`, `json` or `xml` (IATI)."""
        return views.download(request, kind, ProjectQuery.from_address(request.GET, get_language()))

    @path("donors/")
    def donors(self, request):
        """Everybody who pays for projects, with sums."""
        context = {
            "donors": statistics.donors(get_language()),
            "description": _("Who funds the projects, with the published amounts."),
        }
        return self._below(request, "donors/", _("Donors"), "donor_list", **context)

    @path("donors/<slug:slug>/")
    def donor(self, request, slug):
        """One donor with its projects and sums."""
        donor = Donor.objects.filter(slug=slug, locale_id=self.locale_id).first()
        donor = donor or Donor.objects.filter(slug=slug).first()
        if donor is None:
            raise Http404
        description = _("Projects of %(donor)s, with the published amounts.") % {"donor": donor.name}
        context = {"donor": donor, "description": description, "statistics": statistics.donor(slug, get_language())}
        trail = [{"title": _("Donors"), "url": f"{self.get_url(request)}donors/"}]
        return self._below(request, f"donors/{slug}/", donor.name, "donor", trail=trail, **context)

    @path("data/")
    def data(self, request):
        """The page for those who work with the data: formats, fields, licence, addresses."""
        context = {
            "terms": OpenDataSettings.for_request(request),
            "description": _("The records of all projects as CSV, JSON and IATI XML, and how to read them."),
            **views.data_page_context(),
        }
        return self._below(request, "data/", _("Open data"), "open_data", **context)

    def _below(self, request, below, title, template, **context):
        context |= {"below": below, "title": title}
        return self.render(request, context_overrides=context, template=f"programmes/{template}.html")
