"""For Django alone, which looks for models here. Import a model from the module that defines it."""

from pages.accounts.models import AuditLogEntry, FailedAttempts, Session, User
from pages.approvals.models import PendingChange
from pages.base.consents import ConsentRecord
from pages.base.media import SiteDocument, SiteImage, SiteImageRendition
from pages.base.taxonomies import GCMObjective, SDGTarget
from pages.contact.models import Message, MessageKey, MessageNumber
from pages.contact.page_types import ContactPage, FeedbackPage
from pages.contact.staff_records import MessageAccess, MessageAnswer, MessageNote
from pages.content.glossary import GlossaryPage
from pages.content.home import HomePage
from pages.content.mission import MissionPage
from pages.content.regional import CountryPage, RegionalApproachPage
from pages.content.standard import StandardPage
from pages.content.strategy import ObjectivePage, StrategyPage
from pages.copies.models import SiteZip
from pages.dashboard.models import PageWeight
from pages.deleted.models import DeletedFile, DeletedPage
from pages.events.models import EventIndexPage, EventPage, EventRelation
from pages.help.hotlines import Hotline
from pages.help.models import (
    ChecklistPage,
    HelpIndexPage,
    HelpTopicPage,
    OfferCheckPage,
    ReportMisconductPage,
    SafetyPage,
)
from pages.jobs.models import ScheduledJob
from pages.links.models import LinkPlace, LinkTarget
from pages.news.models import NewsIndexPage, NewsPage, NewsRelation
from pages.opportunities.models import CallPage, CallRelation, OpportunityIndexPage, VacancyPage, VacancyRelation
from pages.publications.models import PublicationIndexPage, PublicationPage, PublicationRelation
from pages.search.models import BestBet, IndexedWord, KnownWord, SynonymSet
from pages.sharing.models import SharedDraft
from pages.site.initial_content import InitialContentRecord
from pages.site.models import Alert, SiteIdentity, SiteTexts
from pages.translations.models import TranslationStatus
from pages.usefulness.models import UsefulnessCount
from pages.values.site_version import SiteVersion

__all__ = [
    "Alert",
    "AuditLogEntry",
    "BestBet",
    "CallPage",
    "CallRelation",
    "ChecklistPage",
    "ConsentRecord",
    "ContactPage",
    "CountryPage",
    "DeletedFile",
    "DeletedPage",
    "EventIndexPage",
    "EventPage",
    "EventRelation",
    "FailedAttempts",
    "FeedbackPage",
    "GCMObjective",
    "GlossaryPage",
    "HelpIndexPage",
    "HelpTopicPage",
    "HomePage",
    "Hotline",
    "IndexedWord",
    "InitialContentRecord",
    "KnownWord",
    "LinkPlace",
    "LinkTarget",
    "Message",
    "MessageAccess",
    "MessageAnswer",
    "MessageKey",
    "MessageNote",
    "MessageNumber",
    "MissionPage",
    "NewsIndexPage",
    "NewsPage",
    "NewsRelation",
    "ObjectivePage",
    "OfferCheckPage",
    "OpportunityIndexPage",
    "PageWeight",
    "PendingChange",
    "PublicationIndexPage",
    "PublicationPage",
    "PublicationRelation",
    "RegionalApproachPage",
    "ReportMisconductPage",
    "SDGTarget",
    "SafetyPage",
    "ScheduledJob",
    "Session",
    "SharedDraft",
    "SiteDocument",
    "SiteIdentity",
    "SiteImage",
    "SiteImageRendition",
    "SiteTexts",
    "SiteVersion",
    "SiteZip",
    "StandardPage",
    "StrategyPage",
    "SynonymSet",
    "TranslationStatus",
    "UsefulnessCount",
    "User",
    "VacancyPage",
    "VacancyRelation",
]
