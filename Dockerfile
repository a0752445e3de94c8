# The bot in a container: `docker compose up -d`, or
# `docker run -e BOT_TOKEN=… -v chihoi:/app/data --read-only --cap-drop ALL chihoi`.
# Nothing is written outside /app/data, and nothing that builds or installs software is left inside.

FROM python:3.13-slim AS packages
COPY requirements.lock /
RUN python -m venv --without-pip /opt/chihoi \
 && python -m pip --python /opt/chihoi install --no-cache-dir --disable-pip-version-check \
    --require-hashes --only-binary :all: -r /requirements.lock \
 && python -m pip --python /opt/chihoi uninstall --yes --quiet setuptools

FROM python:3.13-slim
LABEL org.opencontainers.image.title="Chị Hội" \
      org.opencontainers.image.description="A Telegram bot that trains branch cadres of the Vietnam Women's Union" \
      org.opencontainers.image.licenses="LGPL-3.0-or-later"
RUN python -m pip uninstall --yes --quiet --root-user-action ignore pip \
 && groupadd --gid 10001 chihoi \
 && useradd --uid 10001 --gid 10001 --home-dir /app --no-create-home --shell /usr/sbin/nologin chihoi
WORKDIR /app
COPY --from=packages /opt/chihoi /opt/chihoi
COPY COPYING LICENSE ./
COPY bot bot
COPY handlers handlers
COPY content content
ENV PATH=/opt/chihoi/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    LISTEN=0.0.0.0:8080
# Compiled here, because the running bot may not write beside its code.
RUN python -m compileall -q --invalidation-mode unchecked-hash bot handlers \
 && install --directory --owner=10001 --group=10001 --mode=0700 data
USER 10001:10001
VOLUME ["/app/data"]
EXPOSE 8080
STOPSIGNAL SIGTERM
# Asked on the loopback whatever address it listens on, and never through a proxy.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.build_opener(u.ProxyHandler({})).open('http://127.0.0.1:%s/health' % os.environ['LISTEN'].rpartition(':')[2], timeout=8)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
