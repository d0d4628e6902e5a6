from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import TranslatableMixin
from wagtail.rich_text import expand_db_html
from wagtail.search import index

from pages.approvals import second_person
from pages.approvals.live_changes import site_changed_live
from pages.approvals.panels import SecondPersonPanel
from pages.base.fields import CleanRichTextField, ListField
from pages.base.reviewed import ReviewedModel
from pages.blocks.entries import MenuGroupBlock, SocialAccountBlock
from pages.blocks.links import LabelledLinkBlock

HAS_ITS_WORDS = _("This language has its words.")


@register_setting(icon="site")
class SiteIdentity(BaseSiteSetting):
    """What is true of the office in every language. Whatever is empty is left out of the site."""

    logo = models.ForeignKey(
        "pages.SiteImage",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Stands in the header in place of the neutral mark. Use the official file of the organization."),
    )
    country_iso2 = models.CharField(
        _("country of this office"),
        max_length=2,
        default="TM",
        validators=[RegexValidator(r"^[A-Z]{2}$")],
        help_text=_("Two capital letters. This country is the dark one on the map."),
    )
    email = models.EmailField(
        _("email address"), blank=True, help_text=_("Public address of the office, in the footer.")
    )
    phone = models.CharField(
        _("telephone"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^\+[0-9 ]{7,19}$", _("Write it with the country code, for example +993 …"))],
        help_text=_("Public number of the office with the country code, in the footer. Not a help line."),
    )
    security_contact = models.EmailField(
        _("address for security reports"),
        blank=True,
        help_text=_("Published in /.well-known/security.txt, where people who find a weakness look for it."),
    )
    organisation_url = models.URLField(
        _("site of the organization"), blank=True, help_text=_("Address of IOM's own site; told to search engines.")
    )
    social_accounts = ListField(
        [("account", SocialAccountBlock())],
        verbose_name=_("accounts in social networks"),
        blank=True,
        help_text=_("Links in the footer, and told to search engines."),
    )

    # How people reach the office: a change takes two people.
    confirmed_fields = ("email", "phone", "security_contact")

    panels = [
        SecondPersonPanel(),
        "logo",
        "country_iso2",
        MultiFieldPanel([FieldPanel("email"), "phone", "security_contact"], heading=_("How to reach the office")),
        MultiFieldPanel([FieldPanel("organisation_url"), "social_accounts"], heading=_("Elsewhere")),
    ]

    class Meta:
        verbose_name = _("The office")

    def __str__(self):
        return self.site.site_name or self.site.hostname

    def save(self, *args, **kwargs):
        """What takes two people is kept back until the second has confirmed it; the rest is saved at once."""
        second_person.keep_back(self, self.confirmed_fields)
        stored = SiteIdentity.objects.filter(pk=self.pk).values(*self.confirmed_fields).first() if self.pk else None
        changed = [name for name, value in (stored or {}).items() if getattr(self, name) != value]
        super().save(*args, **kwargs)
        if changed:
            user = second_person.acting_user()
            site_changed_live("change", self, user, changed, second_person.is_alone(user, SiteIdentity))


class SiteTexts(ReviewedModel):
    """The words around every page in one language: names, menu, footer."""

    site_name = models.CharField(
        _("name of the site"), max_length=60, help_text=_("In the header, and after the title in the browser's tab.")
    )
    short_name = models.CharField(
        _("short name"), max_length=20, help_text=_("First word of the header on a phone, for example IOM.")
    )
    place_name = models.CharField(
        _("place"), max_length=40, help_text=_("Second word of the header, for example Turkmenistan.")
    )
    organisation = models.CharField(
        _("name of the organization"),
        max_length=120,
        help_text=_("Small line in the header, and in the footer after ©."),
    )
    strip_note = models.CharField(
        _("line at the very top"), max_length=80, blank=True, help_text=_("Left of the languages, on wide screens.")
    )
    help_label = models.CharField(
        _("words of the help button"), max_length=24, help_text=_("In the header of every page.")
    )
    help_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page of the help button"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The yellow button is shown when this page is chosen and published."),
    )
    menu = ListField(
        [("link", LabelledLinkBlock()), ("group", MenuGroupBlock())],
        verbose_name=_("menu"),
        blank=True,
        help_text=_("The main menu. Drag the entries into the order you want."),
    )
    footer_about = models.CharField(
        _("sentence in the footer"), max_length=200, blank=True, help_text=_("Under the name of the site.")
    )
    address = models.TextField(
        _("postal address"), max_length=300, blank=True, help_text=_("In the footer; left out while empty.")
    )
    footer_groups = ListField(
        [("group", MenuGroupBlock())],
        verbose_name=_("lists of links in the footer"),
        blank=True,
        max_num=3,
        help_text=_("At most three lists."),
    )
    footer_promise = models.CharField(
        _("last line of the footer"),
        max_length=200,
        blank=True,
        help_text=_("For example what the site promises readers."),
    )
    map_note = models.TextField(
        _("sentence under every map"),
        max_length=400,
        help_text=_("Says that boundaries and names on the map imply no official endorsement."),
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("site_name"), "short_name", "place_name", "organisation", "strip_note"], heading=_("Names")
        ),
        MultiFieldPanel([FieldPanel("help_label"), FieldPanel("help_page")], heading=_("Help button")),
        "menu",
        MultiFieldPanel(
            [FieldPanel("footer_about"), "address", "footer_groups", "footer_promise"], heading=_("Footer")
        ),
        "map_note",
        PublishingPanel(),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("words around every page")
        verbose_name_plural = _("words around every page")
        constraints = [
            models.UniqueConstraint(
                fields=["locale"], name="site_texts_once_a_language", violation_error_message=HAS_ITS_WORDS
            )
        ]

    def __str__(self):
        return f"{self.site_name} ({self.locale})"

    def clean(self):
        """The form does not ask for the language, so it does not look at the constraint."""
        super().clean()
        if SiteTexts.objects.filter(locale=self.locale_id).exclude(pk=self.pk).exists():
            raise ValidationError(HAS_ITS_WORDS)

    def get_preview_template(self, request, mode_name):
        return "pages/site_texts_preview.html"

    def get_preview_context(self, request, mode_name):
        request.preview_texts = self
        return super().get_preview_context(request, mode_name)


class Alert(ReviewedModel, index.Indexed):
    """A notice under the header, on the whole site or on a part of it, from a time until a time."""

    title = models.CharField(_("title"), max_length=60, help_text=_("One or two words, in bold, before the text."))
    text = CleanRichTextField(
        _("text"),
        features=["bold", "link"],
        max_length=300,
        help_text=_("One or two sentences, with a link if needed."),
    )
    part = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("only on this part of the site"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Shown on this page and all pages below it. If empty, on every page."),
    )

    panels = ["title", "text", FieldPanel("part"), PublishingPanel()]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title"), index.FilterField("locale_id")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        ordering = ["-go_live_at", "-pk"]

    def __str__(self):
        return self.title

    @property
    def html(self):
        """The text as a page shows it."""
        return expand_db_html(self.text)

    @property
    def is_over(self):
        """Its time is past, even if nothing has yet taken it off the site."""
        return bool(self.expire_at and self.expire_at <= timezone.now())

    def get_preview_template(self, request, mode_name):
        return "pages/alert_preview.html"

    def get_preview_context(self, request, mode_name):
        return {**super().get_preview_context(request, mode_name), "preview_alert": self}
