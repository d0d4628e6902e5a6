"""One address of each kind of page that a reader meets."""

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
    "our work, Russian": "/ru/our-work/",
    "projects, Russian": "/ru/our-work/projects/",
    "our work, Turkmen": "/tk/our-work/",
    "home, Turkmen": "/tk/",
    "strategy, Turkmen": "/tk/who-we-are/strategy/",
    "country, Turkmen": "/tk/who-we-are/regional-approach/kyrgyzstan/",
}

ENGLISH = {kind: address for kind, address in PAGES.items() if address.startswith("/en/")}
# What a template does it does in every language; only the length of the words differs.
ONE_OF_A_LANGUAGE = {"home, Russian", "our work, Russian", "home, Turkmen"}
LOOKED_AT = {kind: address for kind, address in PAGES.items() if kind in ENGLISH or kind in ONE_OF_A_LANGUAGE}
# Those with controls of their own.
USED = ("home", "region", "every block", "search", "our work", "projects", "not found")
