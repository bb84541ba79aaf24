import type { NextFunction, Request, Response } from 'express';
import { Problem } from '#libs/platform';

/** Any page in the same browser could post here; only the playground's own may. */
export function refuseOtherSites(request: Request, _response: Response, next: NextFunction): void {
  const { origin, host } = request.headers;
  const isOwn = !origin || origin === `http://${host}` || origin === `https://${host}`;
  next(request.method === 'GET' || isOwn ? undefined : new Problem('forbidden'));
}
