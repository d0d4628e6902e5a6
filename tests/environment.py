"""What the suite runs in: set before Django's settings are read, whatever `.env` says."""

import os

os.environ.update(LOCAL="on", DEBUG="off", SECRET_KEY="tests-only", SITE_URL="http://localhost:8000", REDIS_URL="")
os.environ.update(METRICS_TOKEN="", SENTRY_DSN="")
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
