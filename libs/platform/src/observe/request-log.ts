import type { NextFunction, Request, Response } from 'express';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';

/** Express middleware: logs and measures every answer by its route pattern, without query, body or header. */
export function requestLog(log: Log, metrics: Metrics) {
  return (request: Request, response: Response, next: NextFunction) => {
    const start = process.hrtime.bigint();
    response.once('close', () => {
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      const method = methods.has(request.method) ? request.method : 'OTHER';
      const route = routeOf(request);
      metrics.observeRequest(method, route, response.statusCode, seconds);
      const fields = {
        method,
        route,
        status: response.statusCode,
        ms: Math.round(seconds * 1000),
        aborted: response.writableFinished ? undefined : true,
      };
      log.write(levelOf(response.statusCode, seconds), 'request', fields);
    });
    next();
  };
}

/** Quick answers are many and all alike: they show only to who asks for them. */
function levelOf(status: number, seconds: number) {
  if (status >= 500) return 'warn';
  return seconds > 1 ? 'info' : 'debug';
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** A path that matched nothing is the caller's own text: it is not repeated. */
function routeOf(request: Request) {
  const path: unknown = (request.route as { path?: unknown } | undefined)?.path;
  return typeof path === 'string' ? `${request.baseUrl}${path}` : 'none';
}
