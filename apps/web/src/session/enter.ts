import { useNavigate } from '@tanstack/react-router';
import type { Me } from '#libs/contracts';
import { startSession } from './me.js';
import { adoptPreferences } from './preferences.js';

/** Enters the app with a new session. */
export function useEnter(): (me: Me, next?: unknown) => Promise<void> {
  const navigate = useNavigate();
  return async (me, next) => {
    startSession(me);
    adoptPreferences(me.preferences);
    await navigate({ href: safeNext(next), replace: true });
  };
}

/** The path to continue at after signing in; the inbox for anything outside this app. */
function safeNext(next: unknown): string {
  if (typeof next !== 'string' || !/^\/(?![/\\])[^\p{Cc}\\]*$/u.test(next)) return '/inbox';
  return new URL(next, location.origin).origin === location.origin && !next.startsWith('/sign-in') ? next : '/inbox';
}
