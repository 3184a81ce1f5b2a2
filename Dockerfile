# syntax=docker/dockerfile:1.7
# One image for every stage: `serve` runs all of them, `serve ingest` one. Also the command line: docker compose run --rm console status

FROM node:24.11.1-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
# Scripts run once the sources are there.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24.11.1-bookworm-slim
ENV NODE_ENV=production \
    USEWATCH_HOST=0.0.0.0 \
    USEWATCH_PORT=8787 \
    USEWATCH_DATA_DIR=/data
WORKDIR /app
COPY --from=build /src/package.json /src/LICENSE ./
COPY --from=build /src/node_modules ./node_modules
COPY --from=build /src/dist ./dist
# The user of the image owns nothing but the volume, so that nothing that runs can change the program.
RUN install -d -o node -g node -m 0700 /data
USER node
VOLUME /data
EXPOSE 8787
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.USEWATCH_PORT}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/dist/apps/cli/main.js"]
CMD ["serve"]
