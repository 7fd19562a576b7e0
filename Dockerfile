# Browser packages, copied to static/vendor by the lock file.
FROM node:20-bookworm-slim AS assets
WORKDIR /app
COPY package.json package-lock.json ./
COPY scripts/vendor.mjs scripts/
RUN npm ci --omit=dev --no-audit --no-fund && npm run vendor

FROM python:3.11-slim-bookworm
# The packages that `make run` installs too: WeasyPrint's Pango and a font.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*
RUN pip install --no-cache-dir uv==0.13.8
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN UV_PYTHON_DOWNLOADS=never uv sync --frozen --no-dev --extra s3 --no-cache --compile-bytecode
COPY . .
COPY --from=assets /app/static/vendor static/vendor
RUN useradd --system --home-dir /data plenary && install -d -o plenary -g plenary /data
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PLENARY_DATA_DIR=/data
USER plenary
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "conference.wsgi", "--config", "python:conference.serving", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "32", "--graceful-timeout", "10", "--no-control-socket"]
