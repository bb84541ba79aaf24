import { useNavigate } from '@tanstack/react-router';
import { call } from '../api/call.js';
import { keys } from '../api/keys.js';
import { queryClient } from '../api/query-client.js';

/** Ends the session and forgets everything that it had fetched. */
export function useSignOut(): () => Promise<void> {
  const navigate = useNavigate();
  return async () => {
    await call('deleteCurrentSession', {}).catch(() => {});
    queryClient.clear();
    queryClient.setQueryData(keys.me, null);
    await navigate({ to: '/sign-in', search: {} });
  };
}
