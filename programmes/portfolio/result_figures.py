"""What projects planned and reached, as figures that a page can draw."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pages.values.partial_dates import PartialDate
from programmes.blocks import Sex
from programmes.portfolio.charts import BarPart, stacked
from programmes.projects import ProjectPage

Number = int | Decimal


@dataclass(frozen=True)
class ResultFigure:
    """One indicator, or one group of people: reached, of planned, when and according to whom."""

    label: str
    unit: str
    reached: Number | None
    planned: Number | None
    before: Number | None
    as_of: PartialDate
    source: str
    page: ProjectPage

    @property
    def bar(self) -> list[BarPart] | None:
        """How much of what was planned has been reached, perhaps nothing yet; none unless both are known."""
        if self.reached is None or not self.planned:
            return None
        return stacked([("", min(self.reached, self.planned))], self.planned)


def result_figures(pages: Iterable[ProjectPage]) -> Iterator[ResultFigure]:
    """The results of some projects, each with the page that states it."""
    for page in pages:
        for entry in page.results:
            result = entry.value
            yield ResultFigure(
                label=result["indicator"],
                unit=result["unit"] or "",
                reached=result["actual"],
                planned=result["target"],
                before=result["baseline"],
                as_of=result["as_of"],
                source=result["source"],
                page=page,
            )


def people_reached(page: ProjectPage) -> Iterator[ResultFigure]:
    """The groups of people for whom a project is."""
    for entry in page.beneficiaries:
        people = entry.value
        sex = str(Sex(people["sex"]).label) if people["sex"] != Sex.ALL else ""
        yield ResultFigure(
            label=", ".join(filter(None, [people["group"], sex, people["age_band"]])),
            unit="",
            reached=people["reached"],
            planned=people["planned"],
            before=None,
            as_of=people["as_of"],
            source=people["source"],
            page=page,
        )
