import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import type { Me } from '#libs/contracts';
import { isProblem } from '../api/api-error.js';
import { call } from '../api/call.js';
import { keys, queryClient } from '../api/query-client.js';

/** The signed-in agent; null without a session. */
export const meQuery = {
  queryKey: keys.me,
  queryFn: async (): Promise<Me | null> => {
    try {
      return await call('getCurrentSession', {});
    } catch (error) {
      if (isProblem(error, 'not-signed-in')) return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
};

/**
 * The signed-in agent. Only for components below the frame; after sign-out it returns the last one until they unmount.
 */
export function useMe(): Me {
  const { data } = useQuery(meQuery);
  const latest = useRef(data);
  if (data) latest.current = data;
  if (!latest.current) throw new Error('no agent is signed in');
  return latest.current;
}

export const signedIn = (): Me | null => queryClient.getQueryData<Me | null>(keys.me) ?? null;

/** Starts a session with an empty cache: nothing of another session may be shown. */
export function startSession(me: Me): void {
  queryClient.clear();
  queryClient.setQueryData(keys.me, me);
}

/** Whether the agent's role includes this one. */
export function useMay(needed: 'admin' | 'manager'): boolean {
  const { role } = useMe().agent;
  return role === 'admin' || role === needed;
}

/** Ends the session and clears the cache. */
export function useSignOut(): () => Promise<void> {
  const navigate = useNavigate();
  return async () => {
    await call('deleteCurrentSession', {}).catch(() => {});
    queryClient.clear();
    queryClient.setQueryData(keys.me, null);
    await navigate({ to: '/sign-in', search: {} });
  };
}
