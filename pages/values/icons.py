"""The small drawings that stand beside a title. They are Lucide icons; see `static/icons/`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Icon(models.TextChoices):
    """The drawings that editors may choose; the value is the name of the symbol in the sprite."""

    LAMP = "o1", _("Lamp")
    ROUTE = "o2", _("Route")
    SCALES = "o3", _("Scales")
    GIVING_HAND = "o4", _("Giving hand")
    BRIEFCASE = "o5", _("Briefcase")
    PEOPLE = "o6", _("People")
    LUGGAGE = "o7", _("Luggage")
    BROKEN_CHAIN = "o8", _("Broken chain")
    LANDMARK = "landmark", _("Public building")
    GAVEL = "gavel", _("Gavel")
    CAP = "graduation-cap", _("Graduation cap")
    HANDS = "heart-handshake", _("Helping hands")
    CLIMATE = "cloud-sun", _("Sun and cloud")
    GLOBE = "globe", _("Globe")
    SHIELD = "shield", _("Shield")
    COMPASS = "compass", _("Compass")
    HOUSE = "house", _("House")
