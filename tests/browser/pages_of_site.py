"""One address of each kind of page that a reader meets, and what each may cost."""

PAGES = {
    "home": "/en/",
    "mission": "/en/who-we-are/",
    "strategy": "/en/who-we-are/strategy/",
    "objective": "/en/who-we-are/strategy/action-on-human-trafficking/",
    "region": "/en/who-we-are/regional-approach/",
    "country": "/en/who-we-are/regional-approach/turkmenistan/",
    "text": "/en/privacy/",
    "every block": "/en/sample/",
    "contact": "/en/contact/",
    "search": "/en/search/?q=trafficking",
    "empty search": "/en/search/?q=qwertzuiop",
    "all pages": "/en/all-pages/",
    "not found": "/en/nothing/",
    "home, Russian": "/ru/",
    "strategy, Russian": "/ru/who-we-are/strategy/",
    "country, Russian": "/ru/who-we-are/regional-approach/kyrgyzstan/",
    "our work": "/en/our-work/",
    "projects": "/en/our-work/projects/?area=A3.2",
    "area": "/en/our-work/legislation/",
    "sample project": "/en/our-work/young-people/sample-project/",
    "donor": "/en/our-work/donors/iom-development-fund/",
    "open data": "/en/our-work/data/",
    "news": "/en/news/",
    "news item": "/en/news/sample-news/",
    "publications": "/en/publications/",
    "publication": "/en/publications/sample-publication/",
    "events": "/en/events/",
    "event": "/en/events/sample-event/",
    "opportunities": "/en/opportunities/",
    "vacancy": "/en/opportunities/sample-vacancy/",
    "call": "/en/opportunities/sample-call/",
    "opportunities, Russian": "/ru/opportunities/",
    "vacancy, Russian": "/ru/opportunities/sample-vacancy/",
    "event, Turkmen": "/tk/events/sample-event/",
    "our work, Russian": "/ru/our-work/",
    "projects, Russian": "/ru/our-work/projects/",
    "our work, Turkmen": "/tk/our-work/",
    "home, Turkmen": "/tk/",
    "strategy, Turkmen": "/tk/who-we-are/strategy/",
    "country, Turkmen": "/tk/who-we-are/regional-approach/kyrgyzstan/",
}

# Pages that are left at once: light, without a menu.
HELP = {
    "help": "/en/notes/",
    "help, topic": "/en/notes/a/",
    "help, checklist": "/en/notes/c/",
    "help, offer": "/en/notes/d/",
    "help, safety": "/en/notes/e/",
    "card": "/en/card/",
    "confidential form, Russian": "/ru/info/10/",
    "calendar, Russian": "/ru/calendar/",
    "help, Russian": "/ru/notes/",
    "help topic, Russian": "/ru/notes/a/",
    "help safety, Russian": "/ru/notes/e/",
    "help, Turkmen": "/tk/notes/",
    "help topic, Turkmen": "/tk/notes/a/",
    "help offer, Turkmen": "/tk/notes/d/",
    "help safety, Turkmen": "/tk/notes/e/",
    "card, Turkmen": "/tk/card/",
}
EVERY = PAGES | HELP
# What these share with others is asked of those; how they are laid out is asked of each.
FURTHER = {
    "donors": "/en/our-work/donors/",
    "calendar": "/en/calendar/",
    "confidential form": "/en/info/10/",
    "misconduct": "/en/info/9/",
    "terms": "/en/terms/",
    "state of a message": "/en/contact/status/",
    "global compact": "/en/our-work/global-compact/",
    "recorded project": "/en/our-work/legislation/iom-central-asian-regional-counter-trafficking-project/",
}
ANSWERS = {"/nothing/": 404}  # all others are found


def in_each_language():
    """`(kind, code, address, status)`: each kind of page once, in each language."""
    for kind, address in (EVERY | FURTHER).items():
        if address.startswith("/en/"):
            for code in ("en", "ru", "tk"):
                status = next((number for end, number in ANSWERS.items() if address.endswith(end)), 200)
                yield kind, code, address.replace("/en/", f"/{code}/", 1), status


# What a template does it does in every language; only the length of the words differs.
ONE_OF_A_LANGUAGE = {"home, Russian", "our work, Russian", "home, Turkmen", "confidential form, Russian"}
LOOKED_AT = {kind for kind, address in EVERY.items() if address.startswith("/en/")} | ONE_OF_A_LANGUAGE
# Those with controls of their own.
USED = ("home", "region", "every block", "search", "our work", "projects", "not found", "news", "vacancy")

# The most bytes of a first view, headers included.
LIMITS = dict.fromkeys(PAGES, 36_000) | dict.fromkeys(HELP, 14_000)
LIMITS |= {"home": 40_000, "region": 38_000, "country": 38_000, "home, Russian": 48_000, "home, Turkmen": 42_000}
# A second alphabet costs its letters: 8.7 kB of them for Russian, 2.1 kB for Turkmen.
LIMITS |= {
    "strategy, Russian": 45_000,
    "country, Russian": 47_000,
    "our work, Russian": 46_000,
    "projects, Russian": 43_000,
    "opportunities, Russian": 45_000,
    "vacancy, Russian": 45_000,
    "event, Turkmen": 38_500,
    "our work, Turkmen": 39_500,
    "strategy, Turkmen": 38_500,
    "country, Turkmen": 40_500,
}
# On the calendar it is the dot whose answer clears the cache.
PICTURES = dict.fromkeys(("home", "home, Russian", "home, Turkmen", "country"), 1)
PICTURES |= {"every block": 2, "sample project": 1, "projects, Russian": 1, "calendar, Russian": 1}
LIMITS |= {"every block": 150_000, "sample project": 36_000 + 60_000, "projects, Russian": 43_000 + 25_000}
# The sample project shows its picture there.
LIMITS |= {kind: LIMITS[kind] + 10_000 for kind in ("home", "home, Russian", "home, Turkmen", "country")}
