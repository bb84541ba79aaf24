import { useParams } from '@tanstack/react-router';

/** The ticket that the address names. */
export function useOpenTicketId(): string | undefined {
  return (useParams({ strict: false }) as { ticketId?: string }).ticketId;
}
