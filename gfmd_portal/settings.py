"""Settings of the portal, read from the environment. The README lists the variables."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from gfmd_portal import country_names, environment, logs

BASE_DIR = Path(__file__).resolve().parent.parent
STATE_DIR = environment.folder("STATE_DIR", BASE_DIR / "var")

DEBUG = environment.flag("DEBUG", default=False)
SECRET_KEY = environment.secret("SECRET_KEY", STATE_DIR / "secret_key")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
HTTPS = environment.flag("HTTPS", default=True)
BEHIND_PROXY = environment.flag("BEHIND_PROXY", default=False)

INSTALLED_APPS = [
    "gfmd_portal",
    "changes",
    "search",
    "meetings",
    "documents",
    "roundtables",
    "sessions",
    "agencies",
    "recommendations",
    "mine",
    "gfmd_portal.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_countries",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "csp",
]

MIDDLEWARE = [
    "gfmd_portal.middleware.head.HeadMiddleware",
    "gfmd_portal.middleware.cors.CorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "gfmd_portal.middleware.isolation.IsolationMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gfmd_portal.middleware.compression.CompressionMiddleware",
    "gfmd_portal.middleware.conditional.ConditionalMiddleware",
    "gfmd_portal.middleware.languages.LanguageMiddleware",
    "gfmd_portal.middleware.long_addresses.LongAddressMiddleware",
    "gfmd_portal.middleware.former_names.FormerNamesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "gfmd_portal.middleware.second_factor.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "gfmd_portal.urls"
WSGI_APPLICATION = "gfmd_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["gfmd_portal.templatetags.languages"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "libraries": {"browse": "browse.tags"},
        },
    },
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"environment": "gfmd_portal.jinja.environment"},
    },
]

LONGEST_WAIT = 20
"""Seconds for which whoever writes waits for another, such as an import, before they are told to come back."""
DATABASES = {"default": environment.database("DATABASE_URL", f"sqlite:///{STATE_DIR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Readers do not wait for a writer, and a writer waits for another instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": LONGEST_WAIT,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
# The search knows no kind of record; these tell it what every kind of record gives to it, and what things are called.
SEARCH_SOURCES = "gfmd_portal.site_search.sources.SOURCES"
SEARCH_NAMES = "gfmd_portal.country_names.other_names"
SEARCH_NAMES_AT_THE_DESK = "gfmd_portal.site_search.names.at_the_desk"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
# Each by its own name, as the links from one to the other call it.
LANGUAGES = [("en-gb", "English"), ("fr", "Français"), ("es", "Español"), ("ar", "العربية")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "gfmd_portal.formats"
COUNTRIES_OVERRIDE = country_names.NAMES
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = STATE_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# Devices keep the meetings that they look at; without this, they remove what they kept.
OFFLINE_COPIES = environment.flag("OFFLINE_COPIES", default=True)

# What went wrong stands where the web server keeps its errors. Django would only mail it to somebody, and knows nobody.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {
        "in_a_line": {"()": "django.utils.log.CallbackFilter", "callback": logs.in_a_line},
        "without_tokens": {"()": "django.utils.log.CallbackFilter", "callback": logs.without_tokens},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["in_a_line", "without_tokens"]},
        "nowhere": {"class": "logging.NullHandler"},  # without any, Python itself would write to stderr
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},  # scanners, all day long
    },
}

# Staff sign-in: ten wrong tries for one name from one place, passwords and codes, close it for five minutes.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "gfmd_portal.desk.second_factor.SecondFactorBackend",
]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 5 / 60
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "gfmd_portal.desk.sign_in.place_of"
AXES_LOCKOUT_CALLABLE = "gfmd_portal.desk.sign_in.told_to_wait"
AXES_RESET_ON_SUCCESS = True
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "one_time_code"]
# Demand the second factor of all staff, not only of those who have set one up.
SECOND_FACTOR_REQUIRED = environment.flag("SECOND_FACTOR_REQUIRED", default=False)
OTP_TOTP_ISSUER = "GFMD portal"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_ENGINE = "gfmd_portal.desk.sessions"
# Only those who are signed in are told something on their next page.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGIN_REDIRECT_URL = "admin:index"
CSRF_FAILURE_VIEW = "gfmd_portal.desk.site.form_refused"
# A meeting’s form in the admin posts some ten fields for each of its participants, of whom it takes up to two thousand.
# Of words in addresses, `gfmd_portal.middleware.long_addresses` takes far fewer.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 25_000
FILE_UPLOAD_HANDLERS = [
    "gfmd_portal.importing.desk.limits.UploadLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "gfmd_portal.importing.desk.limits.UploadOnDisk",
]

# The API reads and never writes: JSON only, nobody signs in, and one address may ask twenty times a second.
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "gfmd_portal.api.negotiation.AlwaysTheFirst",
    "URL_FORMAT_OVERRIDE": None,
    "DEFAULT_THROTTLE_CLASSES": ["gfmd_portal.api.throttling.ReaderThrottle"],
    "DEFAULT_THROTTLE_RATES": {"reader": "1200/min", "my-agenda": "600/hour"},
    # Only our own proxy may say who asks; others could pretend to be somebody new each time.
    "NUM_PROXIES": 1 if BEHIND_PROXY else 0,
    "EXCEPTION_HANDLER": "gfmd_portal.api.errors.answer_error",
    "DEFAULT_SCHEMA_CLASS": "gfmd_portal.api.documentation.PortalSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": _("GFMD portal API"),
    "DESCRIPTION": _(
        "The record of the Global Forum on Migration and Development for programs: the same records, filters and "
        "counts as on the pages. It is read-only, needs no key, and may be used from any site.\n\n"
        "Words that are not understood are no error: they are named in not_understood, and the rest is followed. "
        "Names and labels are given in all languages of the portal at once, whatever language a request prefers; the "
        "words of record are English. Addresses and fields stay as they are; later versions only add to them."
    ),
    "VERSION": "1.2.0",
    "OAS_VERSION": "3.1.1",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,  # a field names its values already, and our page reads no Markdown
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
    "ENUM_NAME_OVERRIDES": {
        "RecommendationKind": "recommendations.models.Recommendation.Kind",
        "SessionKind": "sessions.models.Session.Kind",
        "SessionStatus": "sessions.models.Session.Status",
        "PointKind": "sessions.models.Point.Kind",
        "MeetingKind": "meetings.models.Meeting.Kind",
        "PassageKind": "documents.models.Passage.Kind",
    },
}

# Pages load nothing but their own files, run no inline script, and cannot be framed.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
if BEHIND_PROXY:
    # Only where a proxy of our own sets this header and drops what visitors send.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
