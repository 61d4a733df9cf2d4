"""All settings, read from the environment. `docs/operations.md` lists the variables.

FLAGSHIP_ENV names where the application runs:

- ``production`` (the default): needs SECRET_KEY and FLAGSHIP_HOSTS, speaks HTTPS only, refuses DEBUG;
- ``local``: a demo or a developer's machine, set up by ``script/server`` in ``var/local.env``;
- ``test``: pytest.
"""

import datetime as dt
import os
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("FLAGSHIP_VAR") or BASE_DIR / "var").resolve()

# --- Where do we run? ---------------------------------------------------------------------------------------------

# An exported empty variable means: not set.
for _name in ("FLAGSHIP_ENV", "SECRET_KEY", "DATABASE_URL", "DEBUG"):
    if os.environ.get(_name) == "":
        del os.environ[_name]

env = environ.Env()

# The file of script/server speaks only where nothing else has named the place: it can never lend a production
# start its secret.
if os.environ.get("FLAGSHIP_ENV", "local") == "local":
    env.read_env(VAR_DIR / "local.env")

ENVIRONMENT = os.environ.get("FLAGSHIP_ENV", "production")
if ENVIRONMENT not in ("production", "local", "test"):
    raise ImproperlyConfigured(f"FLAGSHIP_ENV is “{ENVIRONMENT}”; set it to production, local or test.")
PRODUCTION = ENVIRONMENT == "production"

DEBUG = env.bool("DEBUG", default=False)
if DEBUG and PRODUCTION:
    raise ImproperlyConfigured("DEBUG is on in production, where it would show secrets; unset DEBUG.")

SECRET_KEY = os.environ.get("SECRET_KEY", "only-for-tests" if ENVIRONMENT == "test" else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set: give a production start a long random one in the environment, "
        "or run script/server, which makes its own for this machine."
    )

ALLOWED_HOSTS = [host.strip() for host in os.environ.get("FLAGSHIP_HOSTS", "").split(",") if host.strip()]
if not ALLOWED_HOSTS:
    if PRODUCTION:
        raise ImproperlyConfigured("FLAGSHIP_HOSTS is not set: name the hosts the site answers to, with commas.")
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]

# --- What is it made of? ------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "axes",
    "django_tasks_db",
    "flagship",
    "branches",
    "members",
    "scoring",
    "reports",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "flagship.language.language_from_cookie",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "members.middleware.change_password_first",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",  # last: it turns a lock-out raised by any view into its page
]

ROOT_URLCONF = "flagship.urls"
WSGI_APPLICATION = "flagship.wsgi.application"

_finders = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            # The outermost loader finds "page.html#partial".
            "loaders": [
                ("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", _finders)]),
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "flagship.templatetags.house",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "flagship.context.house",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Data ---------------------------------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        # A transaction takes the write lock when it begins and waits for it, instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,  # seconds
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    # A file, because connections of several threads cannot share a database in memory. Every run of the tests
    # brings a folder of its own.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(os.environ.get("FLAGSHIP_TEST_DIR") or VAR_DIR) / "test.sqlite3")}
elif ENVIRONMENT != "test":
    DATABASES["default"]["CONN_MAX_AGE"] = 60  # seconds
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Uploads and made files. No URL leads here: views hand out what a person may see.
MEDIA_ROOT = (Path(os.environ["FLAGSHIP_TEST_DIR"]) if os.environ.get("FLAGSHIP_TEST_DIR") else VAR_DIR) / "media"

# A sheet of 300 people with a score of indicators is one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024  # bytes of form fields
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # bytes; larger files wait on disk
FILE_UPLOAD_HANDLERS = [
    "flagship.uploads.CappedRequest",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
UPLOAD_MAX_BYTES = 10 * 1024 * 1024  # of one file; forms refuse more with a sentence
UPLOAD_MAX_REQUEST_BYTES = 32 * 1024 * 1024  # of one request; cut off before it is read

# --- Who comes in? ------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "members.backends.AppointmentBackend",
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login/"

PASSWORD_HASHERS = [
    "flagship.hashers.Argon2id",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if ENVIRONMENT == "test":
    PASSWORD_HASHERS.insert(0, "django.contrib.auth.hashers.MD5PasswordHasher")  # only speed counts
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# A person is locked out at one address; a nested pair, or one person's mistakes would lock the whole office.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "username"
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ADMIN = False
AXES_ALLOWED_CORS_ORIGINS = ""
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "members.views.session.locked_out"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds: a working day
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [f"https://{host.removeprefix('.')}" for host in ALLOWED_HOSTS if PRODUCTION and host != "*"]

# --- What a browser may do ----------------------------------------------------------------------------------------

# No inline script or style, no data: address, nothing from elsewhere.
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
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # a probe from inside speaks plain HTTP
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    # Preloading binds a whole domain for years; that is not this application's to decide.
    SILENCED_SYSTEM_CHECKS = ["security.W021"]
    if os.environ.get("FLAGSHIP_BEHIND_PROXY") in ("1", "true"):
        # Only for a proxy that sets this header itself and drops what a client sent.
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Language and time --------------------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# --- Files served to the browser ----------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "build" / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("vendor", BASE_DIR / "build" / "vendor"),  # copied from packages by script/assets.py
]
_hashed = not DEBUG and ENVIRONMENT != "test"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "flagship.static_files.HashedFiles"
        if _hashed
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not _hashed
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 3600  # seconds, of files without a hash in their name; the others never change

# --- What is written down -----------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("FLAGSHIP_LOG_LEVEL") or "INFO"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        # Every sign-in would tell that it deleted no failed attempts.
        "axes": {"level": "WARNING"},
        # Subsetting a font tells every table it drops.
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}

# --- Work in the background ---------------------------------------------------------------------------------------

# Queued in the same database, so that what is asked for within a transaction exists if and only if it commits.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Reminders ----------------------------------------------------------------------------------------------------

# smtp+tls://user:password@host:587; nothing is sent without it. consolemail:// prints.
if os.environ.get("EMAIL_URL") == "":
    del os.environ["EMAIL_URL"]
SENDS_MAIL = bool(env.str("EMAIL_URL", default=""))
for _name, _value in env.email_url("EMAIL_URL", default="dummymail://").items():
    if _name.startswith("EMAIL_"):
        globals()[_name] = _value
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("FLAGSHIP_MAIL_FROM") or f"noreply@{ALLOWED_HOSTS[0].removeprefix('.')}"
# The beginning of the links in mails.
FLAGSHIP_URL = (
    os.environ.get("FLAGSHIP_URL")
    or (f"https://{ALLOWED_HOSTS[0].removeprefix('.')}" if PRODUCTION else "http://localhost:8000")
).rstrip("/")

# --- Official documents -------------------------------------------------------------------------------------------

# Font families that go before all others in their role: the company's own licensed ones (reports/print_fonts.py).
PRINT_FONTS = {
    role: os.environ.get(f"FLAGSHIP_FONT_{role.upper()}", "").strip()
    for role in ("fangsong", "title", "hei", "kai", "song")
}
# 红头: the issuer in red above its documents, with the number and the red line. Off where printed letter paper is used.
PRINT_RED_HEAD = os.environ.get("FLAGSHIP_RED_HEAD") in ("1", "true")
