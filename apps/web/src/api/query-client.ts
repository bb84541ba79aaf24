import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.js';

const isPassing = (error: unknown) => error instanceof ApiError && (error.type === 'offline' || error.status >= 500);

/** What the app knows of the server. Sockets hint when it is stale; it is shown until fresher is there. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 30 * 60_000,
      retry: (failures, error) => isPassing(error) && failures < 3,
      retryDelay: (attempt) => Math.min(8000, 400 * 2 ** attempt),
      networkMode: 'always',
      refetchOnWindowFocus: true,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});
