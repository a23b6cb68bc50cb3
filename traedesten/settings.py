"""The one settings file. The environment is read here and nowhere else."""

import os
import sys
from pathlib import Path

import dj_database_url

from traedesten.vault.keyring import Keyring

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("TRAEDESTEN_VAR", BASE_DIR / "var"))
DEMO = os.environ.get("TRAEDESTEN_DEMO") == "1"
DEBUG = os.environ.get("TRAEDESTEN_DEBUG") == "1"
TESTING = "pytest" in sys.modules

KEYRING = Keyring.from_environ(os.environ, VAR_DIR)
SECRET_KEY = KEYRING.signing_key
ALLOWED_HOSTS = os.environ.get("TRAEDESTEN_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
PROXIES = [host.strip() for host in os.environ.get("TRAEDESTEN_PROXIES", "127.0.0.1,::1").split(",")]
PUBLIC_URL = os.environ.get("TRAEDESTEN_URL", "http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
HTTPS = PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "procrastinate.contrib.django",
    "traedesten.ui",
    "traedesten.tenancy",
    "traedesten.vault",
    "traedesten.audit",
    "traedesten.jobs",
    "traedesten.messages.apps.Messages",
    "traedesten.people",
    "traedesten.consent",
    "traedesten.offers",
    "traedesten.sources",
    "traedesten.referrals",
    "traedesten.journeys",
    "traedesten.groups",
    "traedesten.outcomes",
    "traedesten.matching",
    "traedesten.gathering",
    "traedesten.support",
    "traedesten.partners",
    "traedesten.insight",
    "traedesten.research",
    "traedesten.api",
    "traedesten.home",
    "traedesten.demo",
    "allauth",
    "allauth.account",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "traedesten.ui.middleware.ContentSecurity",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "traedesten.api.middleware.OpenToAll",
    "traedesten.tenancy.middleware.Transaction",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "traedesten.tenancy.middleware.SessionLife",
    "traedesten.tenancy.middleware.SiteAndActor",
]
MESSAGE_STORAGE = "traedesten.ui.kept_ahead.ForReaders"

ROOT_URLCONF = "traedesten.urls"
WSGI_APPLICATION = "traedesten.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "traedesten.tenancy.context.site_and_actor",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "traedesten.ui.templatetags.ui",
            ],
        },
    }
]
FORM_RENDERER = "traedesten.ui.forms.Renderer"

# One engine. The application connects as a role that owns nothing and cannot bypass row-level security;
# only migrations use the owner. Without DATABASE_URL the command line starts the embedded server and sets both.
_ENGINE = "traedesten.tenancy.backend"
_APP_URL = os.environ.get("DATABASE_URL", "postgresql://traedesten_app@/traedesten")
_OWNER_URL = os.environ.get("DATABASE_OWNER_URL", "postgresql://traedesten_owner@/traedesten")
DATABASES = {
    "default": dj_database_url.parse(_APP_URL, engine=_ENGINE, conn_max_age=60, conn_health_checks=True),
    "owner": dj_database_url.parse(_OWNER_URL, engine=_ENGINE),
}
DATABASE_ROUTERS = ["traedesten.tenancy.router.OneDatabase"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "tenancy.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "traedesten.tenancy.adapter.Invited"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account exists only because somebody opened the link in that mailbox
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60  # tenancy.step_up
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:my_sites"
LOGOUT_REDIRECT_URL = "home:front"

# Thirty minutes idle, eight hours in all (tenancy.middleware.SessionLife).
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "traedesten.ui.views.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
FILE_UPLOAD_HANDLERS = [
    "traedesten.sources.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "var" / "assets"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG or TESTING
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

# Messages. "kept" stores what would be sent and sends nothing; the demo shows it in its mailbox.
EMAIL_PROVIDER = os.environ.get("TRAEDESTEN_EMAIL", "smtp" if os.environ.get("EMAIL_HOST") and not DEMO else "kept")
SMS_PROVIDER = os.environ.get("TRAEDESTEN_SMS", "kept")
SMS_URL = os.environ.get("TRAEDESTEN_SMS_URL", "")
SMS_TOKEN = os.environ.get("TRAEDESTEN_SMS_TOKEN", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_PROVIDER == 'smtp' else 'dummy'}.EmailBackend"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("TRAEDESTEN_FROM", "ingen-svar@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"bare": {"()": "traedesten.ui.logging.WithoutRequest"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["bare"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
