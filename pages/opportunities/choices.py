"""What is said of a vacancy or a call in a word that holds in every language."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AppointmentType(models.TextChoices):
    FIXED_TERM = "fixed_term", _("Fixed term")
    SHORT_TERM = "short_term", _("Short term")
    CONSULTANCY = "consultancy", _("Consultancy")
    INTERNSHIP = "internship", _("Internship")
    VOLUNTEER = "volunteer", _("Volunteering")


class Category(models.TextChoices):
    """The career categories of ReliefWeb, where such posts are announced."""

    ADMINISTRATION = "administration", _("Administration and finance")
    COMMUNICATION = "communication", _("Advocacy and communication")
    GRANTS = "grants", _("Donor relations and grants")
    PEOPLE = "people", _("Human resources")
    TECHNOLOGY = "technology", _("Information and communications technology")
    INFORMATION = "information", _("Information management")
    LOGISTICS = "logistics", _("Logistics and procurement")
    EVALUATION = "evaluation", _("Monitoring and evaluation")
    PROJECTS = "projects", _("Programme and project management")
    OTHER = "other", _("Other field")


class Experience(models.TextChoices):
    """In the steps of ReliefWeb."""

    UP_TO_TWO = "0-2", _("up to 2 years")
    UP_TO_FOUR = "3-4", _("3 to 4 years")
    UP_TO_NINE = "5-9", _("5 to 9 years")
    TEN = "10+", _("10 years and more")


class Outcome(models.TextChoices):
    CANCELLED = "cancelled", _("Cancelled")
    AWARDED = "awarded", _("Awarded or filled")


class CallKind(models.TextChoices):
    """What organisations and companies are called to."""

    PROPOSALS = "proposals", _("Call for proposals")
    INTEREST = "interest", _("Expression of interest")
    QUOTATIONS = "quotations", _("Request for quotations")
    BIDS = "bids", _("Invitation to bid")
