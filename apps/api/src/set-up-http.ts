import type { Server } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { type Request, type Response, json, raw } from 'express';
import helmet from 'helmet';
import {
  type Config,
  type Log,
  Metrics,
  Problem,
  UndeclaredProxy,
  inWork,
  requestLog,
  toProblem,
  writeProblem,
} from '#libs/platform';
import { OpenConnections } from './open-connections.js';
import { serveWeb } from './serve-web.js';

const hookBytes = '4mb';
const jsonBytes = '1mb';
const readJson = json({ limit: jsonBytes, inflate: false, strict: true, type: 'application/json' });
/** There the body is a file's bytes, and a file may well be JSON. */
const upload = /^\/v1\/(visitor\/)?attachments\/?$/i;

/** Headers, bodies and static files, before any route is asked. */
export function setUpHttp(app: NestExpressApplication, config: Config, log: Log): void {
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', false);
  const connections = app.get(OpenConnections);
  connections.watch(app.getHttpServer() as Server);
  app.use(connections.endWithAnswer);
  app.use(refuseOddRequests);
  app.use((_request: Request, _response: Response, next: () => void) => inWork('request', next));
  app.use(requestLog(log, app.get(Metrics)));
  app.use(noteProxies(app.get(UndeclaredProxy)));
  app.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: policy(config) },
      strictTransportSecurity: config.publicUrl.startsWith('https:'),
      crossOriginEmbedderPolicy: false,
    }),
  );
  app.use('/hooks', raw({ type: () => true, limit: hookBytes, inflate: false }));
  app.use('/api', (request: Request, response: Response, next: (error?: unknown) => void) =>
    upload.test(request.path) ? next() : readJson(request, response, next),
  );
  app.use((error: unknown, _request: Request, response: Response, _next: () => void) =>
    writeProblem(
      response,
      toProblem(error, (unforeseen) => log.error('a body could not be read', unforeseen)),
    ),
  );
  app.use('/api', (_request: Request, response: Response, next: () => void) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  serveWeb(app);
}

const noteProxies = (proxies: UndeclaredProxy) => (request: Request, _response: Response, next: () => void) => {
  proxies.note(request);
  next();
};

/** No path of ours holds these. */
const oddParts = /\/\/|%2e|%5c|%00/i;

/**
 * An encoded slash may be in an id that a caller chose, such as an order's: routes match before they decode.
 */
function refuseOddRequests({ method, path }: Request, response: Response, next: () => void) {
  const odd =
    method === 'TRACE' ||
    method === 'CONNECT' ||
    oddParts.test(path) ||
    (/%2f/i.test(path) && !path.startsWith('/api/v1/'));
  if (odd) return writeProblem(response, new Problem('not-found'));
  next();
}

/** Scripts only from our own files; mail is shown in a sandboxed frame of its own, without any. */
function policy(config: Config) {
  const socket = config.publicUrl.replace(/^http/, 'ws');
  return {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'", socket],
    frameSrc: ["'self'", 'blob:'],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  };
}
