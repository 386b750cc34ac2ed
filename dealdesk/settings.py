"""Every setting, read from the environment by typed readers; no business numbers live here."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from dealdesk import embedded

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def env_bool(name: str, default: bool) -> bool:
    value = env(name).lower()
    table = {"": default, "1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    if value not in table:
        raise ImproperlyConfigured(f"{name}={value!r}: write 1 or 0.")
    return table[value]


def env_int(name: str, default: int) -> int:
    value = env(name)
    try:
        return int(value) if value else default
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value!r}: write a whole number.") from None


def env_list(name: str, default: str) -> list[str]:
    return [part.strip() for part in env(name, default).split(",") if part.strip()]


def database(url: str) -> dict[str, object]:
    """postgresql://user:password@host:port/name?option=value → a Django DATABASES entry."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must start with postgresql://, for example postgresql://me@/dealdesk")
    options: dict[str, object] = dict(parse_qsl(parts.query))
    host = unquote(str(options.pop("host", "") or parts.hostname or ""))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(options.pop("port", "") or parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options
        | {
            "pool": {"min_size": 1, "max_size": env_int("DEALDESK_POOL", 8), "timeout": 10},
            # To plan our joins takes PostgreSQL longer than to run them: what a connection asks often is planned once.
            "server_side_binding": True,
            "prepare_threshold": 2 if env_bool("DEALDESK_PREPARE", True) else None,
        },
    }


def mailer(url: str) -> dict[str, object]:
    """smtp://user:password@host:port asks the server for TLS, smtps:// begins with it, smtp+plain:// does without;
    nothing writes letters to the console."""
    if not url:
        return {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps", "smtp+plain"} or not parts.hostname:
        raise ImproperlyConfigured("DEALDESK_MAIL_URL must be like smtp://user:password@mail.company.example:587")
    options = {
        "host": parts.hostname,
        "port": parts.port,
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": parts.scheme == "smtp",
        "use_ssl": parts.scheme == "smtps",
        "timeout": 10,
    }
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}


DEBUG = env_bool("DEALDESK_DEBUG", False)
SECRET_KEY = env("DEALDESK_SECRET_KEY") or embedded.secret_key()
ALLOWED_HOSTS = env_list("DEALDESK_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_FAILURE_VIEW = "dealdesk.home.errors.not_from_here"
CSRF_TRUSTED_ORIGINS = env_list("DEALDESK_ORIGINS", "")
SECURE = env_bool("DEALDESK_HTTPS", False)
DEMO = env_bool("DEALDESK_DEMO", False)
COMPANY_NAME = env("DEALDESK_COMPANY", "云衢")
# Who offers, as it stands on a proposal; what is empty is left there to be filled in by hand. The demo sells for a
# company that does not exist.
INVENTED = {
    "company": "云衢网络技术（杭州）有限公司（演示）",
    "tax_id": "91330100DEMO000000",
    "address": "浙江省杭州市余杭区演示路 8 号",
    "phone": "0571-0000 0000",
    "bank": "演示银行杭州分行",
    "account": "0000 0000 0000 0000",
    # What English documents print instead, where it is there.
    "company_en": "Yunqu Network Technology (Hangzhou) Co., Ltd. (demo)",
    "short_en": "Yunqu",
    "address_en": "8 Demo Road, Yuhang District, Hangzhou, Zhejiang",
    "bank_en": "Demo Bank, Hangzhou Branch",
}
SELLER = {name: env(f"DEALDESK_SELLER_{name.upper()}", invented if DEMO else "") for name, invented in INVENTED.items()}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "django_htmx",
    "lucide",
    "pgtrigger",
    "procrastinate.contrib.django",
    "dealdesk",
    "stakeholders",
    "quotes",
    "contracts",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "dealdesk.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dealdesk.web.middleware.PrivateMiddleware",
    "dealdesk.web.middleware.SignInMiddleware",
    "dealdesk.web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "dealdesk.urls"
WSGI_APPLICATION = "dealdesk.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dealdesk.home.context.shell",
            ],
            "libraries": {"paper": "dealdesk.web.templatetags.paper"},
            "builtins": [
                "dealdesk.web.templatetags.dealdesk",
                "dealdesk.web.templatetags.sheet",
                "django_htmx.templatetags.django_htmx",
                "django.templatetags.i18n",
                # After Django's own, whose tag it keeps.
                "dealdesk.web.templatetags.phrases",
            ],
        },
    }
]
FORM_RENDERER = "dealdesk.web.renderer.DeskRenderer"

DATABASES = {"default": database(env("DATABASE_URL") or embedded.database_url())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "stakeholders.User"
AUTHENTICATION_BACKENDS = ["dealdesk.web.accounts.DeskBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:desk"
ACCOUNT_ADAPTER = "dealdesk.web.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "5/5m/key,20/10m/ip", "change_password": "5/m/user"}
# Of whoever has logged in with their browser before, by that browser: guesses of others do not keep them out.
DEALDESK_KNOWN_LIMITS = {"login_failed": "5/5m/key"}
# How many proxies of ours stand in front: the address the outermost of them noted is the one whose failures count.
ALLAUTH_TRUSTED_PROXY_COUNT = env_int("DEALDESK_PROXIES", 0)
# A full cache forgets entries that still count: the failed attempts of the log-in, which all processes count together,
# lie apart from what anybody makes grow who has no account. How often such a caller asks is counted by each process
# for itself: it is a limit on its own load, and whoever only looks writes nothing.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "dealdesk_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "callers": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "callers",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}

# A worker not heard of for so long is taken for dead; every fifteen seconds its jobs are given back.
DEALDESK_WORKER_SILENCE = 20.0
DEALDESK_RESCUE = "* * * * * */15"
# Notices that were held or refused have their next turn by the clock; one that a worker has been sending for so many
# seconds is in doubt.
DEALDESK_SEND_DUE = "* * * * *"
DEALDESK_SENDING_SILENCE = 120.0
PROCRASTINATE_WORKER_DEFAULTS = {
    "concurrency": env_int("DEALDESK_WORKER_JOBS", 2),
    "fetch_job_polling_interval": 2.0,
    "update_heartbeat_interval": 5.0,
    "stalled_worker_timeout": DEALDESK_WORKER_SILENCE,
    "shutdown_graceful_timeout": 15.0,
    "delete_jobs": "successful",
}

SESSION_ENGINE = "dealdesk.home.sessions"
SESSION_COOKIE_NAME = "__Host-dealdesk" if SECURE else "dealdesk"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = USE_I18N = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env("DEALDESK_STATIC_ROOT") or None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
# What may be attached to a round of negotiation: megabytes a file, and files a round.
ATTACHMENT_MB = env_int("DEALDESK_ATTACHMENT_MB", 10)
ATTACHMENTS_A_ROUND = env_int("DEALDESK_ATTACHMENTS_A_ROUND", 10)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

MAILERS = {"default": mailer(env("DEALDESK_MAIL_URL"))}
# Without a sender no notice leaves the desk by mail.
MAIL_FROM = env("DEALDESK_MAIL_FROM")
# Each hour the ends of the journal are written into this folder, or mailed to this address.
ANCHOR_FOLDER = Path(folder) if (folder := env("DEALDESK_ANCHOR_FOLDER")) else None
ANCHOR_MAIL = env("DEALDESK_ANCHOR_MAIL")
# Where the desk is found from outside, for addresses in mails.
DESK_URL = env("DEALDESK_URL", f"http://127.0.0.1:{env_int('PORT', 8000)}").rstrip("/")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_tokens": {"()": "dealdesk.web.logs.WithoutTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["without_tokens"]}},
    "root": {"handlers": ["console"], "level": env("DEALDESK_LOG_LEVEL", "WARNING")},
}
