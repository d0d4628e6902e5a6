# Two stages: packages from hashes, then a small image that runs as nobody in particular.
ARG BASE=python:3.13-slim
FROM ${BASE} AS packages
COPY requirements/production.txt /
RUN python3 -m venv /venv && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /production.txt

FROM ${BASE}
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 HOST=0.0.0.0 PORT=8000
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin app \
    && mkdir -p /site/data/media /site/data/backups /site/data/errors && chown -R app /site/data
COPY --from=packages /venv /venv
WORKDIR /site
COPY . .
# Static files are hashed and compressed once, here; the values serve only this step.
RUN SECRET_KEY=only-for-this-step SITE_URL=https://site.example ALLOWED_HOSTS=site.example DATABASE_URL=sqlite:///:memory: \
    MESSAGE_KEYS="$(/venv/bin/python -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())')" \
    /venv/bin/python manage.py collectstatic --noinput --verbosity 0
USER app
VOLUME ["/site/data/media", "/site/data/backups", "/site/data/errors"]
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["/venv/bin/python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/alive', timeout=4)"]
# Migrations are a step of the release, not of every start: see docs/operations.md.
CMD ["/venv/bin/gunicorn", "--config", "iom_site/gunicorn.py", "iom_site.wsgi"]
