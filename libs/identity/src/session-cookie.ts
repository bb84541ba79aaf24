import type { Response } from 'express';
import { sessionCookie } from './session.middleware.js';

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
