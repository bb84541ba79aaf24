import type { NextFunction, Request, Response } from 'express';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';

/** Express middleware that logs and measures each answer by route pattern, without query, body or headers. */
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

/** Quick answers are logged at debug level only: there are too many. */
function levelOf(status: number, seconds: number) {
  if (status >= 500) return 'warn';
  return seconds > 1 ? 'info' : 'debug';
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** A path that matches no route is the caller's text, so do not log it. */
function routeOf(request: Request) {
  const path: unknown = (request.route as { path?: unknown } | undefined)?.path;
  return typeof path === 'string' ? `${request.baseUrl}${path}` : 'none';
}
