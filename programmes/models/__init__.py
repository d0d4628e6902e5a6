"""Every model of the upper floor. The index page comes last: it asks the portfolio, which knows the others."""

from programmes.models.areas import ProgrammeAreaPage
from programmes.models.imports import ProjectImport
from programmes.models.open_data import OpenDataSettings
from programmes.models.partners import Donor, Partner
from programmes.models.places import Province
from programmes.models.projects import ProjectDonor, ProjectPage

from programmes.models.programme_index import ProgrammeIndexPage  # isort: skip

__all__ = [
    "Donor",
    "OpenDataSettings",
    "Partner",
    "ProgrammeAreaPage",
    "ProgrammeIndexPage",
    "ProjectDonor",
    "ProjectImport",
    "ProjectPage",
    "Province",
]
