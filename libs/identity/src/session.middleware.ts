import { Injectable, type NestMiddleware } from '@nestjs/common';
import { parseCookie } from 'cookie';
import type { NextFunction, Response } from 'express';
import { inWorkspace } from '#libs/platform';
import type { CallerRequest } from './agent-context.js';
import { FindCaller } from './find-caller.js';

const sessionCookie = 'waypost_session';

/** Identifies the agent and runs the rest of the request in their workspace. The access guard authorises. */
@Injectable()
export class SessionMiddleware implements NestMiddleware {
  constructor(private readonly findCaller: FindCaller) {}

  async use(request: CallerRequest, _response: Response, next: NextFunction): Promise<void> {
    const sent = sentToken(request);
    const found = sent && (await this.findCaller.byToken(sent.token));
    if (!sent || !found) return next();
    request.caller = { ...found, byCookie: sent.byCookie };
    inWorkspace(found.agent.workspaceId, next);
  }
}

function sentToken(request: CallerRequest): { token: string; byCookie: boolean } | null {
  const bearer = /^Bearer ([\w-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer) return { token: bearer, byCookie: false };
  const cookie = tokenFromCookies(request.headers.cookie);
  return cookie ? { token: cookie, byCookie: true } : null;
}

/** The session token from a request's cookies. */
export const tokenFromCookies = (header: string | undefined): string | undefined =>
  header ? parseCookie(header)[sessionCookie] : undefined;

const month = 30 * 24 * 3600 * 1000;

/** Sets the session cookie, which scripts cannot read. */
export function setSessionCookie(response: Response, token: string, publicUrl: string): void {
  response.cookie(sessionCookie, token, {
    httpOnly: true,
    sameSite: 'lax',
    secure: publicUrl.startsWith('https:'),
    path: '/',
    maxAge: month,
  });
}

export function clearSessionCookie(response: Response): void {
  response.clearCookie(sessionCookie, { path: '/' });
}
