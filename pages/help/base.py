"""What every page of help has in common."""

from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import HelpPanel
from wagtail.models import Page

from pages.base.fields import ListField
from pages.base.models import BodyPage
from pages.help import neutral
from pages.help.blocks import HelpBodyBlock
from pages.values.icons import Icon
from pages.values.visibility import readable

TELLS = _("Write something that tells nothing of the page.")


class HelpPage(BodyPage):
    """What is true of every page of help: it can be left at once, is never kept, and does not give itself away."""

    neutral_title = models.CharField(
        _("neutral title"),
        max_length=40,
        blank=True,
        help_text=_(
            "Stands in the tab of the browser and in its history instead of the title. Tells nothing. If empty, the "
            "page is called by its number."
        ),
    )
    shows_exit = models.BooleanField(
        _("“Exit this page” stays in view"), default=True, help_text=_("Take it away only where nobody is at risk.")
    )
    body = ListField(
        HelpBodyBlock(),
        verbose_name=_("body"),
        blank=True,
        help_text=_("More text, made of parts. No pictures: the page must arrive over the slowest line."),
    )

    content_panels = [*BodyPage.content_panels, "neutral_title"]
    promote_panels = ["shows_exit"]

    class Meta:
        abstract = True

    def route(self, request, path_components):
        """Whatever the answer is: a page, a form sent, an error. `iom_site.middleware` says what the mark does."""
        request.is_sensitive = True
        return super().route(request, path_components)

    def serve(self, request, *args, **kwargs):
        """The same words for everybody, so that the proxy may hold them while the site rests. No form comes by here."""
        request.proxy_may_keep = True
        return super().serve(request, *args, **kwargs)

    def serve_preview(self, request, mode_name):
        request.is_sensitive = True
        return super().serve_preview(request, mode_name)

    def _set_core_field_defaults(self):
        """Wagtail asks here before it checks or saves a page in any way: form, copy, alias, translation, API."""
        super()._set_core_field_defaults()
        self.neutral_title = neutral.neutral_title(self)

    def clean(self):
        """A title that says what the page is about is no neutral one."""
        super().clean()
        if self.neutral_title and self.neutral_title.strip().casefold() == self.title.strip().casefold():
            raise ValidationError({"neutral_title": TELLS})


class BelowHelp(HelpPage):
    """A page below “Help”. It cannot be moved elsewhere: its safety hangs on where it stands.

    Its address is a number that it gets by itself and keeps, whatever its title and however it was made.
    """

    icon = models.CharField(
        _("icon"), max_length=20, choices=Icon, default=Icon.SHIELD, help_text=_("The small drawing in the list.")
    )

    # Whether it answers what has happened to somebody; else it is about these pages or about our own work.
    is_situation = True

    content_panels = [*HelpPage.content_panels, "icon"]
    promote_panels = [
        HelpPanel(content=_("The address of this page is a number that it is given by itself: it tells nothing.")),
        *HelpPage.promote_panels,
    ]

    class Meta:
        abstract = True

    @cached_property
    def way_on(self):
        """Where one goes from the end of this page: to the list of all, and to the next page. One query."""
        above = self.path[: -self.steplen]
        after = models.Q(path__startswith=above, depth=self.depth, path__gt=self.path)
        return list(readable(Page.objects.all(), self).filter(models.Q(path=above) | after).order_by("path")[:2])

    def slug_of_title(self):
        """Only until the page has its place, and so its number."""
        return "new"

    def _set_core_field_defaults(self):
        if self.path:
            self.slug = neutral.neutral_slug(self)
        super()._set_core_field_defaults()
