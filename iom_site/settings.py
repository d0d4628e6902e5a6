"""The settings of the site: strict by default; what differs between machines comes from `iom_site.env`.

`LOCAL=on` is the one relaxation: a machine of one's own, without https, with SQLite and local files.
"""

from csp.constants import NONE, SELF

from iom_site import env, logs
from iom_site.sign_in import sign_in_settings

ROOT = env.ROOT

# What this machine is ---------------------------------------------------------------------------

LOCAL = env.switch("LOCAL", False)
DEBUG = env.local_switch("DEBUG", LOCAL)
SECRET_KEY = env.text("SECRET_KEY")
SITE_URL = env.text("SITE_URL", "http://localhost:8000" if LOCAL else ...).rstrip("/")
ALLOWED_HOSTS = env.list_of("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"] if LOCAL else ...)
DATA_DIR = ROOT / "data"
if LOCAL:
    DATA_DIR.mkdir(exist_ok=True)

# The first encrypts what people write to the office, all of them read it: a new key is put in front.
MESSAGE_KEYS = env.keys("MESSAGE_KEYS", [env.key_from(SECRET_KEY)] if LOCAL else ..., unlike=SECRET_KEY)

# Messages closed for so many days are removed by `purge_messages`, all others after twice that.
MESSAGE_RETENTION_DAYS = env.number("MESSAGE_RETENTION_DAYS", 365)

# Applications -----------------------------------------------------------------------------------

INSTALLED_APPS = [
    "iom_site",
    "programmes",
    "pages",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.simple_translation",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "iom_site.users.UsersConfig",
    "wagtail.snippets",
    "wagtail.contrib.typed_table_block",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "iom_site.proxies.TrustedProxyMiddleware",
    "iom_site.delivery.EarlyNotModifiedMiddleware",
    "iom_site.request_ids.RequestIdMiddleware",
    "iom_site.middleware.DefaultHeadersMiddleware",
    "iom_site.middleware.HealthCheckMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "iom_site.middleware.RejectNullBytesMiddleware",
    "iom_site.middleware.ConditionalGetMiddleware",
    "iom_site.compression.CompressionMiddleware",
    "iom_site.lite.LiteMiddleware",
    "iom_site.middleware.CacheControlMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "iom_site.middleware.SiteContextMiddleware",
    "iom_site.middleware.UrlLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pages.accounts.middleware.SessionLimitsMiddleware",
    "pages.accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pages.site.redirects.RedirectMiddleware",
]

ROOT_URLCONF = "iom_site.urls"
WSGI_APPLICATION = "iom_site.wsgi.application"
AUTH_USER_MODEL = "pages.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "wagtail.templatetags.wagtailcore_tags",
                "wagtail.admin.templatetags.wagtailuserbar",
                "pages.templatetags.picture_tags",
                "pages.templatetags.site_tags",
                "pages.templatetags.listing_tags",
                "pages.templatetags.kept_tags",
                "pages.templatetags.lite_tags",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pages.site.context.context_processor",
            ],
        },
    },
]

# Data -------------------------------------------------------------------------------------------

DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{DATA_DIR / 'site.sqlite3'}" if LOCAL else ...)}
REDIS_URL = env.text("REDIS_URL", "")
CACHES = {
    "default": env.cache(REDIS_URL, "site"),
    "renditions": {**env.cache(REDIS_URL, "renditions"), "TIMEOUT": 86400},
}

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "english"}}

# Files ------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = env.text("STATIC_ROOT", str(ROOT / "static-built"))
STATICFILES_DIRS = [ROOT / "static"]
# Where large uploads wait. Python looks for a place of its own when it first needs one, and finds none on a full disk.
FILE_UPLOAD_TEMP_DIR = env.text("TMPDIR", "/tmp")  # noqa: S108
MEDIA_URL = "/media/"
MEDIA_ROOT = env.text("MEDIA_ROOT", str(DATA_DIR / "media"))
MEDIA_BUCKET = env.text("MEDIA_BUCKET", "")
MEDIA_DOMAIN = env.text("MEDIA_DOMAIN", "")

# Originals and documents may be private and go through the site; the drawn sizes of pictures are open to all.
WAGTAILIMAGES_RENDITION_STORAGE = "renditions"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "renditions": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if LOCAL
        else "iom_site.static_files.StaticStorage"
    },
}
if MEDIA_BUCKET:
    STORAGES |= env.buckets(MEDIA_BUCKET, env.text("MEDIA_PUBLIC_BUCKET", ""), MEDIA_DOMAIN)

# Where `manage.py backup` puts its archives, for whom it encrypts them, for how many days they are kept.
BACKUP_TO = env.text("BACKUP_TO", str(DATA_DIR / "backups") if LOCAL else "")
BACKUP_RECIPIENTS = env.list_of("BACKUP_RECIPIENTS", [])
BACKUP_RETENTION_DAYS = env.number("BACKUP_RETENTION_DAYS", 30)
if BACKUP_TO:
    STORAGES["backups"] = env.backups(BACKUP_TO)
# Where the proxy looks for the pages that it shows when the site does not answer.
ERROR_PAGES_ROOT = env.text("ERROR_PAGES_ROOT", "")
# The fingerprints of MESSAGE_KEYS of which a copy is kept elsewhere: `manage.py doctor` names them.
MESSAGE_KEYS_COPIED = env.list_of("MESSAGE_KEYS_COPIED", [])

WHITENOISE_USE_FINDERS = LOCAL
WHITENOISE_AUTOREFRESH = LOCAL
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Slow work --------------------------------------------------------------------------------------

# Wagtail's own tasks keep the search index right within the request; what is slow waits for the worker.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

# Whether the server asks other sites, once a day, if the links that lead to them still work.
CHECK_EXTERNAL_LINKS = env.switch("CHECK_EXTERNAL_LINKS", not LOCAL)

# Languages --------------------------------------------------------------------------------------

USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Ashgabat"
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("ru", "Русский"), ("tk", "Türkmençe")]
LOCALE_PATHS = [ROOT / "iom_site" / "locale"]
FORMAT_MODULE_PATH = ["pages.formats"]
WAGTAIL_I18N_ENABLED = True
WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE = False

# Wagtail ----------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "IOM Turkmenistan"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English"), ("ru", "Русский")]
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["bold", "italic", "link", "document-link", "ol", "ul", "h3"]},
    }
}
WAGTAIL_AUTOSAVE_INTERVAL = 3000
WAGTAIL_AUTO_UPDATE_PREVIEW_INTERVAL = 1000
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILIMAGES_IMAGE_MODEL = "pages.SiteImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "pages.base.forms.SiteImageForm"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000  # four bytes each in memory, twice while it is turned
WAGTAILIMAGES_EXTENSIONS = ["avif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_JPEG_QUALITY = 75
WAGTAILIMAGES_WEBP_QUALITY = 70
WAGTAILIMAGES_AVIF_QUALITY = 50
WAGTAILDOCS_DOCUMENT_MODEL = "pages.SiteDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "pages.base.forms.SiteDocumentForm"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "ods", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
WAGTAILEMBEDS_FINDERS = []
WAGTAILREDIRECTS_AUTO_CREATE = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
WAGTAILAPI_LIMIT_MAX = 100

# Signing in -------------------------------------------------------------------------------------

# Two that the type checker would not find in the dictionary.
SECOND_FACTOR: str
PASSWORD_LINK_TIMEOUT: int
globals().update(
    sign_in_settings(
        local=LOCAL,
        https=SITE_URL.startswith("https://"),
        second_factor=env.choice("SECOND_FACTOR", ("required", "offered"), "offered" if LOCAL else "required"),
    )
)

# Safety -----------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = not LOCAL
SECURE_HSTS_SECONDS = 0 if LOCAL else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LOCAL
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
X_FRAME_OPTIONS = "DENY"
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES", [])
if TRUSTED_PROXIES:  # from all others `iom_site.proxies` takes this header away
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, *([f"https://{MEDIA_DOMAIN}"] if MEDIA_DOMAIN else [])],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],  # the preview in the admin
    }
}

# Mail -------------------------------------------------------------------------------------------

globals().update(env.mail("EMAIL_URL", "consolemail://" if LOCAL else "dummymail://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("DEFAULT_FROM_EMAIL", "webmaster@localhost")

# Logs: see `iom_site.logs` ----------------------------------------------------------------------

LOGGING = logs.configuration(
    env.text("LOG_LEVEL", "WARNING" if LOCAL else "INFO"),
    env.switch("LOG_JSON", False),
    security_level="WARNING" if LOCAL else "INFO",  # on one's own screen only what was refused
)

# Both are off until they are set, and need the production packages: `iom_site.metrics`, `iom_site.error_reports`.
METRICS_TOKEN = env.secret("METRICS_TOKEN", "")
if METRICS_TOKEN:
    for before, name in (("delivery.EarlyNotModified", "Counting"), ("middleware.HealthCheck", "Numbers")):
        place = MIDDLEWARE.index(f"iom_site.{before}Middleware")
        MIDDLEWARE.insert(place, f"iom_site.metrics.{name}Middleware")
if sentry_dsn := env.text("SENTRY_DSN", ""):
    from iom_site import error_reports

    error_reports.start(sentry_dsn)
