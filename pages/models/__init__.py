"""Every model of the ground floor, one module per kind."""

from pages.models.contact import ContactPage, FeedbackPage
from pages.models.content import StandardPage
from pages.models.help import (
    ChecklistPage,
    HelpIndexPage,
    HelpTopicPage,
    OfferCheckPage,
    ReportMisconductPage,
    SafetyPage,
)
from pages.models.home import HomePage
from pages.models.hotlines import Hotline
from pages.models.loaded import LoadedContent
from pages.models.media import SiteDocument, SiteImage, SiteImageRendition
from pages.models.messages import Message, MessageLook, MessageNote
from pages.models.mission import MissionPage
from pages.models.regional import CountryPage, RegionalApproachPage
from pages.models.site import Alert, SiteIdentity, SiteWords
from pages.models.strategy import ObjectivePage, StrategyPage
from pages.models.taxonomy import Country, GCMObjective, SDGTarget
from pages.models.translation import Freshness
from pages.models.users import User

__all__ = [
    "Alert",
    "ChecklistPage",
    "ContactPage",
    "Country",
    "CountryPage",
    "FeedbackPage",
    "Freshness",
    "GCMObjective",
    "HelpIndexPage",
    "HelpTopicPage",
    "HomePage",
    "Hotline",
    "LoadedContent",
    "Message",
    "MessageLook",
    "MessageNote",
    "MissionPage",
    "ObjectivePage",
    "OfferCheckPage",
    "RegionalApproachPage",
    "ReportMisconductPage",
    "SDGTarget",
    "SafetyPage",
    "SiteDocument",
    "SiteIdentity",
    "SiteImage",
    "SiteImageRendition",
    "SiteWords",
    "StandardPage",
    "StrategyPage",
    "User",
]
