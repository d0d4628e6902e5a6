from django.db import models
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.search import index
from wagtail.url_routing import RouteResult

from pages.base.models import BodyPage
from pages.contact import views
from pages.contact.models import Message
from pages.help.base import BelowHelp
from pages.values.requests import SiteRequest


class MessageFormMixin(RoutablePageMixin, models.Model):
    """A page with a form by which somebody writes to the office. What is sent becomes a `Message`."""

    kind: Message.Kind

    promise = models.TextField(
        _("what happens with a message"),
        max_length=500,
        help_text=_("Who reads it, and within how many days there is an answer. Shown above the form."),
    )
    thanks = models.TextField(
        _("after sending"), max_length=500, help_text=_("Shown with the reference under which the answer will stand.")
    )
    answer_time = models.CharField(
        _("how long an answer takes"),
        max_length=200,
        blank=True,
        help_text=_(
            "One sentence, beside the form and after sending. Promise only what the desk keeps. While it is empty, "
            "none is."
        ),
    )

    # The template that the form stands in, and what comes after it.
    frame: str

    form_panels = [MultiFieldPanel(["promise", "thanks", "answer_time"], heading=_("The form"))]

    class Meta:
        abstract = True

    def route(self, request: SiteRequest, path_components: list[str]) -> RouteResult:
        """No cache keeps a form or a reference; what the mark does is said in `iom_site.middleware`."""
        request.is_sensitive = True
        found: RouteResult = super().route(request, path_components)
        return found

    @path("")  # type: ignore[untyped-decorator]  # Wagtail has no types
    def write(self, request: HttpRequest) -> TemplateResponse:
        """The form; and when it is sent, the reference, at the same address."""
        return views.message_form(request, self)

    @path("a/", name="status")  # type: ignore[untyped-decorator]  # likewise
    def status(self, request: HttpRequest) -> TemplateResponse:
        """Where one comes back with the reference. Its address tells nothing."""
        return views.message_status(request, self)

    @path("status/")  # type: ignore[untyped-decorator]  # likewise
    def old_status(self, request: HttpRequest) -> HttpResponseRedirect:
        """Where this was before: mails to senders may still name it."""
        return redirect(self.status_url)

    @property
    def status_url(self) -> str:
        return f"{self.url}{self.reverse_subpage('status')}"

    @property
    def full_status_url(self) -> str:
        return f"{self.full_url}{self.reverse_subpage('status')}"


class ContactPage(MessageFormMixin, BodyPage):
    """Questions, corrections, requests of the press: how to reach the office, with a form.

    Address, telephone and email stand once for the whole site, in its settings.
    """

    opening_hours = models.CharField(
        _("hours of the office"),
        max_length=200,
        blank=True,
        help_text=_("When the office can be called or visited. Beside the form; left out while empty."),
    )
    press_role = models.CharField(
        _("who answers the press"),
        max_length=120,
        blank=True,
        help_text=_("The role, for example “Communications”. Never a person's name. Left out while empty."),
    )

    kind = Message.Kind.CONTACT
    frame = "base.html"

    content_panels = [
        *BodyPage.content_panels,
        "body",
        MultiFieldPanel(["opening_hours", "press_role"], heading=_("The office")),
        *MessageFormMixin.form_panels,
    ]
    search_fields = [
        *BodyPage.search_fields,
        *map(index.SearchField, ("answer_time", "opening_hours", "press_role")),
    ]
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    page_description = _("How to reach the office, with a form.")

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")


class FeedbackPage(MessageFormMixin, BelowHelp):
    """Confidential feedback and complaints, also without a name."""

    kind = Message.Kind.CONFIDENTIAL
    frame = "help_base.html"
    is_situation = False

    content_panels = [*BelowHelp.content_panels, "body", *MessageFormMixin.form_panels]
    search_fields = [*BelowHelp.search_fields, index.SearchField("answer_time")]
    parent_page_types = ["pages.HelpIndexPage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    page_description = _("A confidential form for feedback and complaints.")

    class Meta:
        verbose_name = _("confidential feedback")
        verbose_name_plural = _("confidential feedback")


PAGE_TYPES: dict[str, type[ContactPage | FeedbackPage]] = {
    page_type.kind: page_type for page_type in (ContactPage, FeedbackPage)
}
