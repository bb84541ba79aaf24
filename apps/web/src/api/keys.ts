/** Names under which the app keeps what it fetched. */
export const keys = {
  me: ['me'] as const,
  agents: ['agents'] as const,
  teams: ['teams'] as const,
  channels: ['channels'] as const,
  counts: ['counts'] as const,
  lists: ['tickets'] as const,
  list: (filter: unknown) => ['tickets', filter] as const,
  threads: ['thread'] as const,
  thread: (ticketId: string) => ['thread', ticketId] as const,
  draft: (ticketId: string) => ['draft', ticketId] as const,
  contact: (contactId: string) => ['contact', contactId] as const,
  orders: (ticketId: string) => ['orders', ticketId] as const,
  clocks: (ticketId: string) => ['clocks', ticketId] as const,
  savedReplies: (ticketId: string, q: string) => ['saved-replies', ticketId, q] as const,
  contactTickets: (contactId: string) => ['tickets', 'of-contact', contactId] as const,
};
