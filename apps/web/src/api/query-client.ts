import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.js';

const isPassing = (error: unknown) => error instanceof ApiError && (error.type === 'offline' || error.status >= 500);

/**
 * The cache of what the server answered. Hints on the socket mark it stale; stale data is shown until it is refetched.
 */
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

/** The query keys of the cache. */
export const keys = {
  me: ['me'] as const,
  agents: ['agents'] as const,
  teams: ['teams'] as const,
  channels: ['channels'] as const,
  channelKinds: (locale: string) => ['channel-kinds', locale] as const,
  storePlatforms: (locale: string) => ['store-platforms', locale] as const,
  installation: ['installation'] as const,
  counts: ['counts'] as const,
  trouble: ['trouble'] as const,
  lists: ['tickets'] as const,
  list: (filter: unknown) => ['tickets', filter] as const,
  threads: ['thread'] as const,
  thread: (ticketId: string) => ['thread', ticketId] as const,
  draft: (ticketId: string) => ['draft', ticketId] as const,
  contact: (contactId: string) => ['contact', contactId] as const,
  orders: (ticketId: string) => ['orders', ticketId] as const,
  orderNews: (state?: string) => (state ? (['order-news', state] as const) : (['order-news'] as const)),
  noticeSettings: (storeId: string) => ['notice-settings', storeId] as const,
  clocks: (ticketId: string) => ['clocks', ticketId] as const,
  savedReplies: (ticketId: string, q: string) => ['saved-replies', ticketId, q] as const,
  templates: (channelId: string) => ['templates', channelId] as const,
  storedPlaceholders: ['stored-placeholders'] as const,
  contactTickets: (contactId: string) => ['tickets', 'of-contact', contactId] as const,
};
