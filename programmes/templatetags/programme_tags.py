"""The tags of our work: what a project is, and which projects belong to something else."""

from itertools import islice

from django import template
from django.utils.formats import number_format
from django.utils.translation import get_language

from pages.values.cache import reads_what_is_published
from programmes.portfolio.index import pages_of, portfolio
from programmes.portfolio.project_facts import ProjectFacts
from programmes.portfolio.result_figures import people_reached, result_figures
from programmes.projects import ProjectPage

register = template.Library()
MOST = 12  # projects on a page about something else; the list has them all
MOST_RESULTS = 6  # on such a page


@register.simple_tag
def project_details(page):
    """The facts of a project in the words of the page's language; nothing while its source is not published."""
    return ProjectFacts(page.source, get_language(), reads_what_is_published()) if page.source else None


@register.simple_tag
def projects_of(facet, value):
    """The newest projects with this value of a filter: `{pages, count}`; the filters are those of the list."""
    index = portfolio()
    projects = index.select(index.having(facet, str(value)))
    return {"pages": pages_of(projects[:MOST], get_language()), "count": len(projects)}


@register.simple_tag
def served_by(objective):
    """What serves an objective: its value as a filter, the areas of work as `(name, address)`, the list of projects."""
    index, language = portfolio(), get_language()
    value = index.objectives.get(objective.translation_key, "")
    names, links = index.names[language]["area"], index.links[language]["area"]
    return {
        "value": value,
        "areas": [(names[code], links.get(code)) for code in index.areas_of.get(value, ())],
        "list_url": f"{index.work_urls.get(language, '')}projects/?objective={value}",
    }


@register.simple_tag
def objectives_of(area):
    """The objectives that an area of work serves, as `(name, address)`; those only that the office has confirmed."""
    index, language = portfolio(), get_language()
    names, links = index.names[language]["objective"], index.links[language]["objective"]
    values = [value for value, codes in index.areas_of.items() if area.code in codes]
    return [(names[value], links.get(value)) for value in values]


@register.simple_tag
def results_of(page):
    """The results of a project, as figures to draw."""
    return list(result_figures([page]))


@register.simple_tag
def newest_results(pages):
    """A few results of the projects that a page lists. One query: the list itself does without them."""
    keys = [page.pk for page in pages]
    found = ProjectPage.objects.filter(pk__in=keys).exclude(results=[]).in_bulk()
    return list(islice(result_figures(found[key] for key in keys if key in found), MOST_RESULTS))


@register.simple_tag
def people_of(page):
    """The groups of people that a project reached, as figures to draw."""
    return list(people_reached(page))


@register.filter
def money(amount, currency):
    """An amount as it is written in the language in use, without cents that are none: `100,000 USD`."""
    decimals = 0 if amount == int(amount) else 2
    return f"{number_format(amount, decimal_pos=decimals, force_grouping=True)}\u00a0{currency}"


@register.filter
def figure(number):
    """A number as it is written in the language in use."""
    decimals = 0 if number == int(number) else None
    return number_format(number.normalize() if decimals is None else number, decimal_pos=decimals, force_grouping=True)
