import { useNavigate } from '@tanstack/react-router';
import type { Me } from '#libs/contracts';
import { startSession } from './me.js';
import { adoptPreferences } from './preferences.js';
import { safeNext } from './safe-next.js';

/** Goes on into the app as the person who just signed in. */
export function useEnter(): (me: Me, next?: unknown) => Promise<void> {
  const navigate = useNavigate();
  return async (me, next) => {
    startSession(me);
    adoptPreferences(me.preferences);
    await navigate({ href: safeNext(next), replace: true });
  };
}
