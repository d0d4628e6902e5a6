"""The settings of signing in: passwords, second factor, sessions and their cookies (decision 30)."""

PATHS_OF_STAFF = ("/admin/", "/accounts/")
HOURS_OF_SESSION = 12
HOURS_OF_RESET_LINK, DAYS_OF_INVITATION = 1, 3


def sign_in_settings(*, local, https, second_factor):
    """Django's, Wagtail's and allauth's settings; `https` says whether the site's own address is one of https."""
    return {
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "wagtailadmin_home",
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
            for name, options in {
                "UserAttributeSimilarityValidator": {},
                "MinimumLengthValidator": {"min_length": 12},
                "CommonPasswordValidator": {},
            }.items()
        ],
        **_sessions(local, https),
        # Passwords and addresses: by links and by administrators, so that a found session changes neither
        "PASSWORD_RESET_TIMEOUT": DAYS_OF_INVITATION * 24 * 60 * 60,
        "PASSWORD_LINK_TIMEOUT": HOURS_OF_RESET_LINK * 60 * 60,
        "WAGTAIL_PASSWORD_MANAGEMENT_ENABLED": False,
        "WAGTAIL_EMAIL_MANAGEMENT_ENABLED": False,
        "WAGTAILUSERS_PASSWORD_ENABLED": False,
        # The second factor
        "SECOND_FACTOR": second_factor,
        **_allauth(local),
    }


def _sessions(local, https):
    prefix = "__Host-" if https else ""  # a browser takes such a cookie from this host alone, and over https only
    return {
        "SESSION_ENGINE": "pages.accounts.sessions",
        "SESSION_COOKIE_NAME": f"{prefix}session",
        "CSRF_COOKIE_NAME": f"{prefix}csrf",
        "SESSION_COOKIE_AGE": HOURS_OF_SESSION * 60 * 60,
        "CSRF_COOKIE_AGE": None,
        "SESSION_COOKIE_SECURE": not local,
        "CSRF_COOKIE_SECURE": not local,
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_HTTPONLY": True,
        # Lax, not Strict: a link in a mail leads to what it names, and no form of another site comes with either.
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SAMESITE": "Lax",
        "CSRF_FAILURE_VIEW": "iom_site.views.forbidden",
        # Messages lie in the session, which is encrypted, rather than in a cookie of their own.
        "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
    }


def _allauth(local):
    return {
        "ACCOUNT_ADAPTER": "pages.accounts.adapters.AccountAdapter",
        "ACCOUNT_LOGIN_METHODS": {"username", "email"},
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_SESSION_REMEMBER": False,
        "ACCOUNT_LOGOUT_REDIRECT_URL": "account_login",
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 5 * 60,
        "ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR": "pages.accounts.links.LinkTokenGenerator",
        "ACCOUNT_FORMS": {
            "login": "pages.accounts.forms.LoginForm",
            "reset_password": "pages.accounts.forms.ResetPasswordForm",
        },
        # Wrong passwords and codes are counted by `pages.accounts.throttle`; these stop a flood.
        "ACCOUNT_RATE_LIMITS": {"login": "100/m/ip", "login_failed": "30/5m/key", "reset_password": "20/m/ip"},
        "ALLAUTH_TRUSTED_PROXY_COUNT": 0,  # `iom_site.proxies` has settled whose address it is
        "MFA_ADAPTER": "pages.accounts.adapters.SecondFactorAdapter",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_FORMS": {
            "authenticate": "pages.accounts.forms.AuthenticateForm",
            "reauthenticate": "pages.accounts.forms.ReauthenticateForm",
        },
        "MFA_TOTP_TOLERANCE": 1,  # of 30 seconds: the clock of a telephone goes wrong by that
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_ALLOW_UNVERIFIED_EMAIL": True,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": local,
    }
