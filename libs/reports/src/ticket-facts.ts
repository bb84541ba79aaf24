/**
 * The measurements of a ticket. Reports count these, never messages; libs/sla measures them and writes them with its
 * clocks.
 */
export interface TicketFacts {
  ticketId: string;
  createdAt: Date;
  channelId: string;
  channelType: string;
  storeId: string | null;
  teamId: string | null;
  /** Started by an agent, so there is no first response to measure. */
  byAgent: boolean;
  answeredAt: Date | null;
  responseSeconds: number | null;
  responseBusinessSeconds: number | null;
  /** Whether it came after its target; null while that is open, or without a target. */
  responseLate: boolean | null;
  resolvedAt: Date | null;
  resolutionSeconds: number | null;
  resolutionBusinessSeconds: number | null;
  resolutionLate: boolean | null;
}
