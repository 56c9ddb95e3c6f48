"""The one settings file: every value that differs between places comes from the environment.

Secrets have no default outside the demo. `docs/operating.md` lists every variable.
"""

import os
import sys
from pathlib import Path

from csp.constants import NONE, SELF
from django.contrib.messages import constants as messages
from django.core.exceptions import ImproperlyConfigured

from raitti.config.environment import database, env, flag, listed, openid_providers, origins
from raitti.core.languages import INTERFACE_LANGUAGES, register_languages

PACKAGE = Path(__file__).resolve().parent.parent

# The demo is the one place where secrets may be made up and the web may be plain http.
DEMO = flag("RAITTI_DEMO")
TESTING = "pytest" in sys.modules
DEBUG = flag("RAITTI_DEBUG")
DATA = Path(env("RAITTI_DATA", "var")).expanduser().resolve()

SECRET_KEY = env("RAITTI_SECRET_KEY")
if not SECRET_KEY:
    if not (DEMO or TESTING):
        raise ImproperlyConfigured(
            "RAITTI_SECRET_KEY is not set. Give it a long random value, or set RAITTI_DEMO=1 to try Raitti."
        )
    SECRET_KEY = "demo-only-secret-that-protects-nothing-and-must-never-leave-the-demo"  # noqa: S105

# The one host people sign in on; portal hosts are public faces that link to it.
RAITTI_HOST = env("RAITTI_HOST", "localhost:8000")
ALLOWED_HOSTS = listed("RAITTI_ALLOWED_HOSTS") or [
    RAITTI_HOST.rpartition(":")[0] or RAITTI_HOST,
    *(["localhost", ".localhost", "127.0.0.1", "[::1]"] if DEMO or TESTING else []),
]
RAITTI_HTTPS = flag("RAITTI_HTTPS", default=not (DEMO or TESTING))
# A proxy in front says who asks and by which scheme; without one these headers are anyone's to make up.
RAITTI_BEHIND_PROXY = flag("RAITTI_BEHIND_PROXY")

ROOMS = (
    *("core", "search", "accounts", "places", "directory", "bodies", "programmes", "exchange"),
    *("site", "workspace", "api"),
)
INSTALLED_APPS = [
    *(f"raitti.{room}" for room in ROOMS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    # Brings an HTTP library along, for nothing where nobody signs in elsewhere.
    *(["allauth.socialaccount.providers.openid_connect"] if TESTING or env("RAITTI_OIDC") else []),
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "ninja",
]

MIDDLEWARE = [
    "raitti.site.health.answer_health",
    # The headers of safety come first, so that refusals and errors carry them too.
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "raitti.site.middleware.need_no_devices",
    "raitti.site.middleware.guard_input",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "raitti.site.middleware.Compress",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "raitti.site.middleware.choose_portal",
    "raitti.site.middleware.choose_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "raitti.site.middleware.ExplainRefusals",
]

ROOT_URLCONF = "raitti.config.urls"
WSGI_APPLICATION = "raitti.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

DATABASES = {"default": database(env("DATABASE_URL"), data=DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "quick"]}}

# The keys of votes that are open. Never in one backup with the database: see docs/operating.md.
ELECTION_KEYS = Path(env("RAITTI_ELECTION_KEYS") or DATA / "election-keys").expanduser().resolve()

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "raitti.accounts.elsewhere.AskedElsewhere",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    *(["django.contrib.auth.hashers.MD5PasswordHasher"] if TESTING else []),
]
if TESTING:
    PASSWORD_HASHERS.reverse()
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "raitti.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "raitti.accounts.passwords.NotCommon"},
]
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "raitti.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "raitti.accounts.forms.SignInForm",
    "signup": "raitti.accounts.forms.SignUpForm",
    "add_email": "raitti.accounts.forms.AddressForm",
    "reset_password": "raitti.accounts.forms.ForgottenPasswordForm",
}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if RAITTI_HTTPS else "http"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = ACCOUNT_PREVENT_ENUMERATION = ACCOUNT_SESSION_REMEMBER = True
# Digits come quickest on a phone; few tries and few letters a minute make eight of them enough.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8}
# How often one connection or address may try; counted by each server process for itself.
RAITTI_RATE_SIGN_IN = flag("RAITTI_RATE_SIGN_IN", default=not (DEMO or TESTING))
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {} if RAITTI_RATE_SIGN_IN else False
MFA_RATE_LIMITS = ACCOUNT_RATE_LIMITS
MFA_ADAPTER = "raitti.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {"add_webauthn": "raitti.accounts.forms.PasskeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Raitti"
# Phones and servers seldom agree to the second.
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not RAITTI_HTTPS
SOCIALACCOUNT_FORMS = {"signup": "raitti.accounts.forms.ElsewhereForm"}
SOCIALACCOUNT_ADAPTER = "raitti.accounts.adapter.OtherSignInAdapter"
OPENID_PROVIDERS = openid_providers(env("RAITTI_OIDC"))
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"APPS": OPENID_PROVIDERS, "provider_class": "raitti.accounts.openid.Provider"}
}
# Whoever is known by their address is known by the other service's own name for them from then on.
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# Whether roles that reach beyond one's own association open only with a second factor.
RAITTI_SECOND_FACTOR = flag("RAITTI_SECOND_FACTOR", default=not (DEMO or TESTING))

register_languages()
LANGUAGE_CODE = "fi"
LANGUAGES = INTERFACE_LANGUAGES
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Helsinki"
USE_TZ = True
# The looks a message has on the page.
MESSAGE_TAGS = {messages.SUCCESS: "good", messages.ERROR: "bad"}

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
# Our own files only: Ninja alone would bring 8 MB of pages for trying its interface, half a minute to compress.
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if TESTING or DEBUG:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_USE_FINDERS = True
    WHITENOISE_AUTOREFRESH = True
MEDIA_ROOT = DATA / "media"
MEDIA_URL = "/media/"

EMAIL_BACKEND = env("RAITTI_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = env("RAITTI_SMTP_HOST", "localhost")
EMAIL_PORT = int(env("RAITTI_SMTP_PORT", "25"))
EMAIL_HOST_USER = env("RAITTI_SMTP_USER")
EMAIL_HOST_PASSWORD = env("RAITTI_SMTP_PASSWORD")
EMAIL_USE_TLS = flag("RAITTI_SMTP_TLS")
DEFAULT_FROM_EMAIL = env("RAITTI_MAIL_FROM", f"raitti@{RAITTI_HOST.partition(':')[0]}")
if DEMO and "RAITTI_EMAIL_BACKEND" not in os.environ:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA / "mail"

# Requests per minute and address; 0 switches a limit off.
RAITTI_RATE_API = int(env("RAITTI_RATE_API", "0" if DEMO or TESTING else "600"))
RAITTI_RATE_SEARCH = int(env("RAITTI_RATE_SEARCH", "0" if DEMO or TESTING else "300"))
RAITTI_RATE_FORMS = int(env("RAITTI_RATE_FORMS", "0" if DEMO or TESTING else "10"))
# "auto" uses Voikko together with simplemma where Debian's libvoikko1 and voikko-fi are installed.
RAITTI_ANALYSER = env("RAITTI_ANALYSER", "auto")
# Bytes of finished anonymous pages each server process may hold.
RAITTI_SHELF_BYTES = int(env("RAITTI_SHELF_BYTES", str(64 * 1024 * 1024)))
# Seconds after which a finished page is drawn anew though nothing changed: "open now" depends on the hour.
RAITTI_SHELF_SECONDS = int(env("RAITTI_SHELF_SECONDS", "60"))

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# An activity that a register knows in a hundred places has a part of the form for each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
SECURE_SSL_REDIRECT = RAITTI_HTTPS and flag("RAITTI_HTTPS_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if RAITTI_BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 31_536_000 if RAITTI_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = RAITTI_HTTPS
SECURE_HSTS_PRELOAD = RAITTI_HTTPS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = RAITTI_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "raitti.site.errors.form_expired"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        # Signing in elsewhere begins with a form that leads there.
        "form-action": [SELF, *origins(OPENID_PROVIDERS)],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env("RAITTI_LOG_LEVEL", "WARNING")},
}
