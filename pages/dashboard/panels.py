"""The first screen of the admin: what one can do here, what the site waits for, how far each language is."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from pages.content.home import HomePage
from pages.content.mission import MissionPage
from pages.content.regional import RegionalApproachPage
from pages.content.strategy import StrategyPage
from pages.dashboard.tasks import edit_url_of, explore_url_of, may_change, site_tasks, site_texts_url
from pages.events.models import EventIndexPage, EventPage
from pages.news.models import NewsIndexPage, NewsPage
from pages.opportunities.models import CallPage, OpportunityIndexPage, VacancyPage
from pages.publications.models import PublicationIndexPage, PublicationPage
from pages.site.models import Alert, SiteTexts
from pages.translations.admin import may_see_translations
from pages.translations.coverage import coverage


class TasksPanel(Component):
    """What the site still waits for."""

    name = "tasks"
    template_name = "admin/tasks.html"
    order = 20

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        return {"tasks": [task for task in site_tasks() if task.allowed(user)]}


class ShortcutsPanel(Component):
    """What one can do here, as large links."""

    name = "shortcuts"
    template_name = "admin/shortcuts.html"
    order = 10

    def get_context_data(self, parent_context):
        links, user = [], parent_context["request"].user
        kinds = [
            (HomePage, _("Change the home page"), "home", edit_url_of),
            (MissionPage, _("Change “Who we are”"), "group", edit_url_of),
            (StrategyPage, _("Change the strategy"), "doc-full", edit_url_of),
            (StrategyPage, _("Objectives: change, add, put in order"), "list-ol", explore_url_of),
            (RegionalApproachPage, _("Change the regional approach"), "globe", edit_url_of),
            (RegionalApproachPage, _("Countries: change, add, put in order"), "list-ul", explore_url_of),
        ]
        for model, label, icon, url_of in kinds:
            page = model.objects.sources().order_by("path").first()
            if page and page.permissions_for_user(user).can_edit():
                links.append({"label": label, "url": url_of(page), "icon": icon})
        links += list(self._new_items(user))
        texts = SiteTexts.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
        if texts and may_change(SiteTexts)(user):
            links.append({"label": _("Change the menu and the footer"), "url": site_texts_url(texts), "icon": "edit"})
        if may_change(Alert)(user):
            url = reverse(Alert.snippet_viewset.get_url_name("list"))
            links.append({"label": _("Put an alert on the site"), "url": url, "icon": "warning"})
        return {"links": links, "has_pages": Page.objects.filter(depth__gt=1).exists()}

    @staticmethod
    def _new_items(user):
        """What is written every day stands one click away, below the list in the language of the originals."""
        kinds = [
            (NewsIndexPage, NewsPage, _("Write a news item"), "doc-full-inverse"),
            (PublicationIndexPage, PublicationPage, _("Add a publication"), "doc-full"),
            (EventIndexPage, EventPage, _("Announce an event"), "date"),
            (OpportunityIndexPage, VacancyPage, _("Announce a vacancy"), "user"),
            (OpportunityIndexPage, CallPage, _("Announce a call"), "clipboard-list"),
        ]
        for index_model, model, label, icon in kinds:
            page = index_model.objects.sources().order_by("path").first()
            if page and page.permissions_for_user(user).can_add_subpage():
                names = (model._meta.app_label, model._meta.model_name, page.pk)
                yield {"label": label, "url": reverse("wagtailadmin_pages:add", args=names), "icon": icon}


class CoveragePanel(Component):
    """How far each language is, with the first pages that need work, for those who edit pages."""

    name = "coverage"
    template_name = "admin/coverage.html"
    order = 30

    def get_context_data(self, parent_context):
        return {"languages": list(coverage()) if may_see_translations(parent_context["request"].user) else []}
