# The images of the lab: `docker compose build` makes both, `docker build --target lab|tweets .` one of them.
# Nothing here depends on an architecture, and every package comes from requirements.lock.
#
# Behind a mirror of the package index, give pip's configuration as a secret, so that it stays out of the
# image: docker build --secret id=pip,src=$HOME/.config/pip/pip.conf … (docs/containers.md)
ARG PYTHON_IMAGE=python:3.13-slim

# ---------------------------------------------------------------- the files, put together
FROM ${PYTHON_IMAGE} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore PYTHONHASHSEED=0 \
    PYTHONDONTWRITEBYTECODE=1 PIP_CACHE_DIR=/var/cache/pip
WORKDIR /build
RUN python -m venv --without-pip /opt/nuage
# packages change rarely: what is made of them comes first
COPY requirements.lock ./
RUN --mount=type=cache,target=/var/cache/pip \
    --mount=type=secret,id=pip,target=/etc/pip.conf \
    python -m pip --python /opt/nuage/bin/python install --quiet --no-compile \
      --require-hashes -r requirements.lock
COPY containers/assemble.py ./
# 1980-01-01, the date of the files in function.zip
ARG SOURCE_DATE_EPOCH=315532800
RUN /opt/nuage/bin/python assemble.py packages /opt/nuage /packages "${SOURCE_DATE_EPOCH}"
COPY pyproject.toml README.md LICENSE ./
COPY src src
COPY bootstrap bootstrap
COPY queries queries
COPY lambda lambda
COPY mock_tweet_server mock_tweet_server
RUN python -m pip --python /opt/nuage/bin/python install --quiet --no-compile \
      --no-index --no-deps --no-build-isolation . \
 && /opt/nuage/bin/python assemble.py lab /opt/nuage /lab "${SOURCE_DATE_EPOCH}"

# ---------------------------------------------------------------- what both images have in common
FROM ${PYTHON_IMAGE} AS base
ENV PATH=/opt/nuage/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
COPY --from=build /packages/base /
ARG PYTHON_IMAGE
LABEL org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.base.name="${PYTHON_IMAGE}"
USER 10001:10001

# ---------------------------------------------------------------- the tweet server alone
FROM base AS tweets
COPY --from=build /lab/tweets /
ENV NUAGE_HOST=0.0.0.0
LABEL org.opencontainers.image.title="Nuage: tweet server" \
      org.opencontainers.image.description="A new tweet every lab minute at :5002/tweet"
EXPOSE 5002
HEALTHCHECK --interval=2s --timeout=10s --start-period=60s --retries=6 \
  CMD ["python", "-I", "-S", "/opt/nuage/share/nuage/healthy.py", "127.0.0.1", "5002", "/health"]
CMD ["nuage", "tweets"]

# ---------------------------------------------------------------- LocalStack with our plug-ins, and bootstrap
FROM base AS lab
COPY --from=build /packages/packages /
COPY --from=build /packages/index /
COPY --from=build /lab/lab /
ENV NUAGE_HOST=0.0.0.0 XDG_CACHE_HOME=/tmp/.cache
LABEL org.opencontainers.image.title="Nuage" \
      org.opencontainers.image.description="LocalStack with Nuage's plug-ins: an AWS data lab, offline"
EXPOSE 4566
HEALTHCHECK --interval=2s --timeout=10s --start-period=60s --retries=6 \
  CMD ["python", "-I", "-S", "/opt/nuage/share/nuage/healthy.py", "127.0.0.1", "4566", "/_nuage/health"]
CMD ["nuage", "emulator"]
