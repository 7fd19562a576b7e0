"""Django settings. Whatever a host may change comes from ``env``; nothing else reads the environment."""

from __future__ import annotations

import django_stubs_ext

from conference import env, logs

env.collect_garbage_less()
django_stubs_ext.monkeypatch()
env.date_fonts_alike()

BASE_DIR = env.ROOT
DATA_DIR = env.data_dir()
BASE_URL: str = env.read("PLENARY_BASE_URL").rstrip("/")

DEBUG: bool = env.read("PLENARY_DEBUG")
SECRET_KEY = env.secret_key()
ALLOWED_HOSTS: list[str] = env.read("PLENARY_ALLOWED_HOSTS")
WORKSHOP_HOSTS: dict[str, str] = env.workshop_hosts()
ALLOWED_HOSTS += WORKSHOP_HOSTS
HTTPS: bool = env.read("PLENARY_HTTPS")

INSTALLED_APPS = [
    "program.apps.ProgramConfig",
    "reviews.apps.ReviewsConfig",
    "submissions.apps.SubmissionsConfig",
    "conference.apps.ConferenceConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.github",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.orcid",
    "allauth.usersessions",
    "rest_framework",
    "drf_spectacular",
]

EMAIL_PROVIDER: str = env.read("PLENARY_EMAIL_PROVIDER")
EMAIL_REPORTS = bool(EMAIL_PROVIDER and env.read("PLENARY_EMAIL_REPORTS_SECRET"))
if EMAIL_PROVIDER:
    INSTALLED_APPS.append("anymail")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "conference.watching.WatchMiddleware",
    "conference.middleware.ContentSecurityPolicyMiddleware",
    "conference.hosts.WorkshopHostMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "conference.middleware.SessionActivityMiddleware",
    "conference.unsent.UnsentFormMiddleware",
    "conference.middleware.ViewerMiddleware",
    "conference.middleware.DomainErrorMiddleware",
]

ROOT_URLCONF = "conference.root_urls"
WSGI_APPLICATION = "conference.wsgi.application"
ASGI_APPLICATION = "conference.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "conference.context_processors.site",
            ],
            "builtins": ["conference.templatetags.plenary"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": env.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL: str = env.read("PLENARY_REDIS_URL")
CACHE_URL = env.cache_url()
CACHES = {
    "default": {"BACKEND": "conference.caching.ForgivingRedisCache", "LOCATION": CACHE_URL}
    if CACHE_URL
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(DATA_DIR / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
    # What each process may forget and no other needs to know.
    "process": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "process",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}

AUTH_USER_MODEL = "conference.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "conference:dashboard"
ACCOUNT_ADAPTER = "conference.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "conference.adapters.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "conference.forms.accounts.SignupDetailsForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "conference.adapters.display_name"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_FORMS = {
    "login": "conference.forms.account_words.LoginForm",
    "signup": "conference.forms.account_words.SignupForm",
    "add_email": "conference.forms.account_words.AddEmailForm",
    "change_password": "conference.forms.account_words.ChangePasswordForm",
    "set_password": "conference.forms.account_words.SetPasswordForm",
    "reset_password": "conference.forms.account_words.ResetPasswordForm",
    "reset_password_from_key": "conference.forms.account_words.ResetPasswordKeyForm",
    "reauthenticate": "conference.forms.account_words.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": "conference.forms.account_words.SecondFactorForm",
    "reauthenticate": "conference.forms.account_words.SecondFactorAgainForm",
    "activate_totp": "conference.forms.account_words.SetUpSecondFactorForm",
}
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_MAX_EMAIL_ADDRESSES = 10
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_RATE_LIMITS = {"subscribe": "20/h/ip"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# By whom attempts are counted: without it all people behind the proxy would be one.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.read("PLENARY_TRUST_PROXY") else 0
USERSESSIONS_TRACK_ACTIVITY = True
MFA_TOTP_ISSUER = "Plenary"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_QUERY_EMAIL = True
SOCIALACCOUNT_PROVIDERS = {
    provider: {"APPS": [{"client_id": client_id, "secret": secret, "key": ""}] if client_id else []}
    for provider, client_id, secret in (
        ("orcid", env.read("PLENARY_ORCID_ID"), env.read("PLENARY_ORCID_SECRET")),
        ("google", env.read("PLENARY_GOOGLE_ID"), env.read("PLENARY_GOOGLE_SECRET")),
        ("github", env.read("PLENARY_GITHUB_ID"), env.read("PLENARY_GITHUB_SECRET")),
    )
}

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True
FORMS_URLFIELD_ASSUME_HTTPS = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Only our own: no page of ours uses what other packages bring along, and compressing it took longer than all else.
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
MEDIA_ROOT = DATA_DIR / "files"
MEDIA_URL = ""
STORAGES = {
    "default": env.files(),
    "staticfiles": {"BACKEND": "conference.statics.JoinedStaticFiles"},
}
WHITENOISE_USE_FINDERS = DEBUG
MAX_UPLOAD_BYTES: int = env.read("PLENARY_MAX_UPLOAD_MB") * 1024 * 1024
MAX_ATTACHMENT_BYTES: int = env.read("PLENARY_MAX_ATTACHMENT_MB") * 1024 * 1024
UPLOAD_PARTS_DIR = DATA_DIR / "parts"
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost//"
CELERY_BROKER_TRANSPORT = f"conference.broker:{'Redis' if REDIS_URL else 'Folder'}Transport"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"socket_timeout": 5, "socket_connect_timeout": 2} if REDIS_URL else env.queue_folders()
)
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.1}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "conference.sweep", "schedule": 15.0},
    "tidy": {"task": "conference.tidy", "schedule": 3600.0},
    "sweep-uploads": {"task": "submissions.sweep_uploads", "schedule": 3600.0},
    "reminders": {"task": "conference.remind", "schedule": 900.0},
    "keep-house": {"task": "conference.keep_house", "schedule": 3600.0},
    "news": {"task": "program.tell_subscribers", "schedule": 3600.0},
    "sweep-answers": {"task": "conference.sweep_answers", "schedule": 3600.0},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")

EMAIL_TIMEOUT = 30
for _name, _value in env.email().items():
    globals()[_name] = _value
DEFAULT_FROM_EMAIL: str = env.read("PLENARY_FROM_EMAIL")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

SESSION_ENGINE = "conference.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)/$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
INTERNAL_WEBHOOKS: bool = DEBUG or env.read("PLENARY_INTERNAL_WEBHOOKS")
CSRF_TRUSTED_ORIGINS = [BASE_URL] if HTTPS else []
if env.read("PLENARY_TRUST_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = True
CONTENT_SECURITY_POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "frame-src": ["'self'"],
    "object-src": ["'none'"],
    "manifest-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["conference.api.authentication.TokenAuthentication"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "NUM_PROXIES": 1 if env.read("PLENARY_TRUST_PROXY") else 0,
}
API_RATES = {"address": 120, "token": 600, "changes": 120}
"""Requests a minute: of an address without a token, of a token, and of a token that writes."""
SPECTACULAR_SETTINGS = {
    "TITLE": "Plenary",
    "VERSION": "1",
    "DESCRIPTION": "Everything a workshop has published without a token; with one, what its holder may see and do.",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVERS": [{"url": BASE_URL}],
    "POSTPROCESSING_HOOKS": ["conference.api.schema.tidy"],
    "SORT_OPERATIONS": False,
    "COMPONENT_SPLIT_PATCH": False,
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "token": {"type": "http", "scheme": "bearer", "description": "A token from the page API tokens."}
        }
    },
}

SLOW_PAGE_SECONDS = 1.0
METRICS_TOKEN: str = env.read("PLENARY_METRICS_TOKEN")
LOGGING = logs.config(env.read("PLENARY_LOG_LEVEL"), env.log_form())

if SENTRY_DSN := env.read("PLENARY_SENTRY_DSN"):
    from conference import reporting

    reporting.start(SENTRY_DSN)
