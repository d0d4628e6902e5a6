"""The first screen of the admin: what one can do here, what the site waits for, how far each language is."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from pages.content.home import HomePage
from pages.content.mission import MissionPage
from pages.content.regional import RegionalApproachPage
from pages.content.strategy import StrategyPage
from pages.dashboard.tasks import (
    checklist,
    edit_url_of,
    lines,
    list_below,
    may_change,
    site_tasks,
    site_texts_url,
)
from pages.dashboard.upcoming import upcoming
from pages.events.models import EventIndexPage, EventPage
from pages.news.models import NewsIndexPage, NewsPage
from pages.opportunities.models import CallPage, OpportunityIndexPage, VacancyPage
from pages.publications.models import PublicationIndexPage, PublicationPage
from pages.site.models import Alert, SiteTexts
from pages.translations.coverage import coverage, languages_of
from pages.values.permissions import may_edit_pages

# The pages to which the shortcuts lead, or below which they begin a page.
SHORTCUTS = (
    *(HomePage, MissionPage, StrategyPage, RegionalApproachPage),
    *(NewsIndexPage, PublicationIndexPage, EventIndexPage, OpportunityIndexPage),
)


class TasksPanel(Component):
    """What the site waits for today, and what an office fills in once before it goes live."""

    name = "tasks"
    template_name = "admin/tasks.html"
    order = 20

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        tasks = site_tasks(user)
        return {
            "today": lines(task for task in tasks if not task.once),
            **checklist(tasks),
            "may_edit": may_edit_pages(user),
        }


class UpcomingPanel(Component):
    """What appears, ends or begins by itself in the time to come, the next first, for those who edit pages."""

    name = "upcoming"
    template_name = "admin/upcoming.html"
    order = 25

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        return {"moments": upcoming(user) if may_edit_pages(user) else []}


class ShortcutsPanel(Component):
    """What one can do here, as large links. Apps above add theirs by the hook `register_shortcuts`."""

    name = "shortcuts"
    template_name = "admin/shortcuts.html"
    order = 10

    def get_context_data(self, parent_context):
        links, user = [], parent_context["request"].user
        may_change_texts = may_change(user, SiteTexts)
        pages = self._pages() if may_edit_pages(user) or may_change_texts else {}
        kinds = [
            (HomePage, _("Change the home page"), "home", edit_url_of),
            (MissionPage, _("Change “Who we are”"), "group", edit_url_of),
            (StrategyPage, _("Change the strategy"), "doc-full", edit_url_of),
            (StrategyPage, _("Objectives: change, add, put in order"), "list-ol", list_below),
            (RegionalApproachPage, _("Change the regional approach"), "globe", edit_url_of),
            (RegionalApproachPage, _("Countries: change, add, put in order"), "list-ul", list_below),
        ]
        for model, label, icon, url_of in kinds:
            page = pages.get(model)
            if page and page.permissions_for_user(user).can_edit():
                links.append({"label": label, "url": url_of(page), "icon": icon})
        links += self._new_items(user, pages)
        links += (link for shortcuts_of in hooks.get_hooks("register_shortcuts") for link in shortcuts_of(user))
        texts = next((page.site_texts for page in pages.values()), None)
        if texts and may_change_texts:
            links.append({"label": _("Change the menu and the footer"), "url": site_texts_url(texts), "icon": "edit"})
        if may_change(user, Alert):
            url = reverse(Alert.snippet_viewset.get_url_name("list"))
            links.append({"label": _("Put an alert on the site"), "url": url, "icon": "warning"})
        return {"links": links}

    @staticmethod
    def _pages():
        """The first page of each kind that a link leads to, in the language of the originals: one question.

        Each knows as `site_texts` which menu and footer stand around it.
        """
        types = ContentType.objects.get_for_models(*SHORTCUTS)
        models = {content_type.pk: model for model, content_type in types.items()}
        pages = Page.objects.filter(content_type__in=models, locale__language_code=settings.LANGUAGE_CODE)
        texts = SiteTexts.objects.filter(locale=OuterRef("locale")).values("pk")[:1]
        found = {}
        for page in pages.annotate(site_texts=Subquery(texts)).select_related("locale").order_by("path"):
            found.setdefault(models[page.content_type_id], page)
        return found

    @staticmethod
    def _new_items(user, pages):
        """What is written every day stands one click away, below the list in the language of the originals."""
        kinds = [
            (NewsIndexPage, NewsPage, _("Write a news item"), "doc-full-inverse"),
            (PublicationIndexPage, PublicationPage, _("Add a publication"), "doc-full"),
            (EventIndexPage, EventPage, _("Announce an event"), "date"),
            (OpportunityIndexPage, VacancyPage, _("Announce a vacancy"), "user"),
            (OpportunityIndexPage, CallPage, _("Announce a call"), "clipboard-list"),
        ]
        for index_model, model, label, icon in kinds:
            page = pages.get(index_model)
            if page and page.permissions_for_user(user).can_add_subpage():
                names = (model._meta.app_label, model._meta.model_name, page.pk)
                yield {"label": label, "url": reverse("wagtailadmin_pages:add", args=names), "icon": icon}


class CoveragePanel(Component):
    """How far each language is, with the first pages that need work, for those who edit pages."""

    name = "coverage"
    template_name = "admin/coverage.html"
    order = 30

    def get_context_data(self, parent_context):
        return {"languages": list(coverage(languages_of(parent_context["request"].user)))}
