"""What every installation shares. Operators set the environment (docs/settings.md), never this file."""

from pathlib import Path
from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from wellread.settings import environment

_values = environment.values
PACKAGE = Path(__file__).resolve().parent.parent

WELLREAD_HOME = cast(Path, _values["WELLREAD_HOME"])
WELLREAD_PUBLIC_URL = cast(str, _values["WELLREAD_PUBLIC_URL"])
WELLREAD_REGION = cast(str, _values["WELLREAD_REGION"])
WELLREAD_ALLOW_WAIVERS = cast(bool, _values["WELLREAD_ALLOW_WAIVERS"])
WELLREAD_REVIEW_MONTHS = cast(int, _values["WELLREAD_REVIEW_MONTHS"])
WELLREAD_SAMPLE = cast(bool, _values["WELLREAD_SAMPLE"])
WELLREAD_OVERDUE_GRACE_DAYS = cast(int, _values["WELLREAD_OVERDUE_GRACE_DAYS"])
WELLREAD_OVERDUE_WITHDRAW_DAYS = cast(int, _values["WELLREAD_OVERDUE_WITHDRAW_DAYS"])
WELLREAD_ANSWER_UNREVIEWED = cast(bool, _values["WELLREAD_ANSWER_UNREVIEWED"])
WELLREAD_PAGE_CACHE_MB = cast(int, _values["WELLREAD_PAGE_CACHE_MB"])
WELLREAD_FEEDBACK_DAYS = cast(int, _values["WELLREAD_FEEDBACK_DAYS"])
WELLREAD_FEEDBACK_MAIL = cast(str, _values["WELLREAD_FEEDBACK_MAIL"])
WELLREAD_BEHIND_PROXY = cast(bool, _values["WELLREAD_BEHIND_PROXY"])
WELLREAD_KEYS = WELLREAD_HOME / "keys"

SECRET_KEY = environment.secret_key(cast(str, _values["WELLREAD_SECRET_KEY"]), WELLREAD_HOME)
DEBUG = False
ALLOWED_HOSTS = cast("list[str]", _values["WELLREAD_HOSTS"])
ROOT_URLCONF = "wellread.urls"
WSGI_APPLICATION = "wellread.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "wellread.settings",
    "wellread.vocabulary",
    "wellread.articles",
    "wellread.review",
    "wellread.accounts",
    "wellread.publishing",
    "wellread.importers",
    "wellread.discovery",
    "wellread.website",
    "wellread.api",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",  # the admin asks for it; nothing of it is public
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # First, so that what it keeps has what all others add; docs/website.md, "Kept pages".
    "wellread.website.kept_pages.middleware.KeptPagesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wellread.website.headers.SafetyHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "wellread.website.error_pages.NotAllowedMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wellread.accounts.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wellread.publishing.refusals.RefusalMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # An institution's own parts come before ours: docs/branding.md.
        "DIRS": [WELLREAD_HOME / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": WELLREAD_HOME / "library.sqlite3",
        "OPTIONS": {
            # A writer takes its lock at once and waits for it, instead of failing half-way (SQLITE_BUSY).
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = cast(str, _values["WELLREAD_LANGUAGE"])
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
LOCALE_PATHS = [PACKAGE / "website" / "locale"]
TIME_ZONE = cast(str, _values["WELLREAD_TIME_ZONE"])
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = WELLREAD_HOME / "static"
# Originals and renditions are for editors: this address asks for a sign-in. Readers get frozen copies
# of published images only, at /images/HASH.
MEDIA_ROOT = WELLREAD_HOME / "media"
MEDIA_URL = "/admin/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "frozen": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": WELLREAD_HOME / "frozen"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Readers get no cookie: both cookies belong to the editors' house.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = LANGUAGE_COOKIE_PATH = "/admin/"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 3600 * cast(int, _values["WELLREAD_SESSION_HOURS"])
# Messages in a cookie of their own would go to readers' pages too.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Signing in, and second factors: docs/security.md.
WELLREAD_SECOND_FACTOR = cast(str, _values["WELLREAD_SECOND_FACTOR"])
LOGIN_REDIRECT_URL = "wagtailadmin_home"
ACCOUNT_ADAPTER = "wellread.accounts.adapters.AccountAdapter"
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = [
    "username*",
    "password1*",
    "password2*",
]  # nobody signs up; allauth's check wants them to agree
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser, or after its hours
# As for signatures: five wrong tries, then a quarter of an hour. Nothing is counted by network address, which
# behind a proxy would be the same for everybody.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/15m/key", "reauthenticate": None, "new_password": "5/h/key"}
MFA_ADAPTER = "wellread.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "wellread.accounts.forms.CodeForm",
    "reauthenticate": "wellread.accounts.forms.CodeAgainForm",
}
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # the phone's clock may be half a minute off
# Wrong tries are counted by all server processes together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "wellread_counted_tries",
        # More than anybody can try in a quarter of an hour: a full table would forget whose tries it counted.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "renditions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "renditions"},
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview shows the page in a frame of its own house
CSRF_FAILURE_VIEW = "wellread.website.error_pages.csrf_failure"
CSRF_TRUSTED_ORIGINS = [WELLREAD_PUBLIC_URL]
LOGIN_URL = "account_login"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long article's form has many small fields

WAGTAIL_SITE_NAME = "Wellread"
WAGTAILADMIN_BASE_URL = WELLREAD_PUBLIC_URL
WAGTAIL_I18N_ENABLED = True
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILREDIRECTS_AUTO_CREATE = False  # publishing keeps the addresses of articles itself
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILDOCS_SERVE_METHOD = "direct"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000  # unpacked, each takes four bytes: a small file can be a very large picture
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# Without WELLREAD_MAIL_URL nothing is sent, and whoever wants to send is told so.
_mail = cast(environment.MailServer, _values["WELLREAD_MAIL_URL"])
EMAIL_BACKEND = _mail.backend
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.username, _mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.starttls, _mail.tls
EMAIL_TIMEOUT = 10  # Wagtail sends while it saves: a dead mail server must not hold the database
DEFAULT_FROM_EMAIL = SERVER_EMAIL = cast(str, _values["WELLREAD_MAIL_FROM"]) or "wellread@localhost"
# A link for a new password must not land in the server's log where mail goes to the console.
WAGTAIL_PASSWORD_RESET_ENABLED = bool(_mail.host)
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "wellread.accounts.forms.NewPasswordForm"  # noqa: S105  # a place, no password
PASSWORD_RESET_TIMEOUT = 3600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"secrets": {"()": "wellread.settings.secrets_in_logs.HideSecretLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"wellread": {"level": cast(str, _values["WELLREAD_LOG_LEVEL"])}},
}

if cast(bool, _values["WELLREAD_BEHIND_PROXY"]):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = True
if cast(bool, _values["WELLREAD_HTTPS"]):
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_REDIRECT_EXEMPT = [r"^health/"]
