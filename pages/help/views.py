"""Views beside the help pages: the exit and the calendar it leads to, the numbers as plain text, the wallet card."""

from calendar import Calendar
from datetime import date
from functools import wraps

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.text import capfirst

from pages.help import hotline_list
from pages.values.partial_dates import localized_date

FIRST_YEAR, LAST_YEAR = 2000, 2100
NOTHING = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


def sensitive(view):
    """A view whose answers are treated like help pages; see `iom_site.middleware.CacheControlMiddleware`."""

    @wraps(view)
    def marked(request, *args, **kwargs):
        request.is_sensitive = True
        return view(request, *args, **kwargs)

    return marked


def same_for_all(view):
    """A sensitive view whose answer holds nothing of who asks: the proxy may give it while the site rests."""

    @wraps(view)
    def marked(request, *args, **kwargs):
        request.proxy_may_keep = True
        return view(request, *args, **kwargs)

    return sensitive(marked)


@same_for_all
def quick_exit(request):
    """The exit: to the calendar at once. What was stored is cleared by the calendar, see `clear_site_data`."""
    return HttpResponseRedirect(reverse("calendar"), status=303)


@same_for_all
def clear_site_data(request):
    """A drawing of nothing on the calendar, whose arrival clears what the browser kept of the site.

    Not on the exit itself: Chrome holds back an answer that clears its cache for seconds, on some telephones
    for minutes (crbug.com/40233601), and so long the help page would stay on the screen.
    """
    response = HttpResponse(NOTHING, content_type="image/svg+xml")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def calendar(request, year=None):
    """The months of a year on an ordinary page. Without holidays, for which the site has no source."""
    today = timezone.localdate()
    year = year or today.year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    context = {
        "year": year,
        "today": today,
        "months": [month_of(year, month) for month in range(1, 13)],
        "weekdays": weekdays(),
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < LAST_YEAR else None,
    }
    return render(request, "pages/calendar.html", context)


def month_of(year, month):
    """A month as a table: its name and its weeks, each with its number and seven days or gaps."""
    weeks = [
        (week[3].isocalendar().week, [day if day.month == month else None for day in week])
        for week in Calendar().monthdatescalendar(year, month)
    ]
    return {"name": capfirst(localized_date(date(year, month, 1), "F")), "weeks": weeks}


def weekdays():
    """The days of the week from Monday, short and in full, as a heading shows them."""
    return [(capfirst(WEEKDAYS_ABBR[day]), capfirst(WEEKDAYS[day])) for day in range(7)]


@same_for_all
def plain_text(request):
    """The numbers as plain text, for a telephone or a line that can do no more."""
    site = request.site_context
    text = hotline_list.plain_text(site, request.build_absolute_uri(site.help_url) if site.help_url else "")
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@same_for_all
def wallet_card(request):
    """The numbers on a card to print, fold and carry. Folded, it shows a calendar of the month."""
    today = timezone.localdate()
    hotlines = [each for each in request.site_context.hotlines if each.is_current][:4]
    context = {
        "hotlines": hotlines,
        "cards": range(8),
        "month": month_of(today.year, today.month),
        "year": today.year,
        "weekdays": weekdays(),
        "shows_exit": True,
    }
    return render(request, "pages/wallet_card.html", context)
