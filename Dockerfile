# syntax=docker/dockerfile:1
# The release for servers, as an image: docs/deploy-server.md.
FROM node:24-bookworm-slim AS build
ARG TARGETARCH
WORKDIR /build
COPY . .
RUN node scripts/prepare.mjs --build \
  && node infra/src/ec2-release/build-release.ts --cpu "$([ "$TARGETARCH" = arm64 ] && echo arm64 || echo x64)" --into /release.tar.gz \
  && mkdir /release \
  && tar -xzf /release.tar.gz -C /release --no-same-owner

# Node comes with the release.
FROM debian:bookworm-slim
RUN useradd --system --uid 10001 --home-dir /data --create-home vitrine
COPY --from=build /release /opt/vitrine
WORKDIR /opt/vitrine
ENV PORT=3000 \
  VITRINE_HOST=0.0.0.0 \
  VITRINE_DATABASE_URL=sqlite:/data/vitrine.db \
  VITRINE_STORAGE_URL=file:/data/media \
  VITRINE_MAIL_URL=folder:/data/outbox \
  VITRINE_SECRET_FILE=/data/secret \
  VITRINE_SCRATCH=/data/scratch
USER 10001
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["/opt/vitrine/node_modules/.bin/node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/opt/vitrine/node_modules/.bin/node", "/opt/vitrine/server/src/entry/cli.ts"]
CMD ["serve"]
