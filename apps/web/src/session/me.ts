import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Me } from '#libs/contracts';
import { isProblem } from '../api/api-error.js';
import { call } from '../api/call.js';
import { keys } from '../api/keys.js';
import { queryClient } from '../api/query-client.js';

/** Asks who is signed in; null: nobody. */
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

/** Who is signed in. Only below the frame, where somebody is; or just was, while the sign-in takes its place. */
export function useMe(): Me {
  const { data } = useQuery(meQuery);
  const latest = useRef(data);
  if (data) latest.current = data;
  if (!latest.current) throw new Error('nobody is signed in');
  return latest.current;
}

export const signedIn = (): Me | null => queryClient.getQueryData<Me | null>(keys.me) ?? null;

/** Starts with a clean memory: nothing of another session may be shown. */
export function startSession(me: Me): void {
  queryClient.clear();
  queryClient.setQueryData(keys.me, me);
}
