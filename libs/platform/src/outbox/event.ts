/** What happened, in the past tense, told by ids only. */
export interface DomainEvent {
  type: EventType;
  ticketId?: string;
  payload: Record<string, string | number | boolean | null>;
}

export interface StoredEvent extends DomainEvent {
  id: string;
  workspaceId: string;
  attempts: number;
  createdAt: Date;
}

/** Every event there is. */
export const eventTypes = [
  'TicketCreated',
  'MessageReceived',
  'MessageQueued',
  'NoteAdded',
  'TicketChanged',
  'MessageStatusChanged',
  'MessageChanged',
  'OrderChanged',
] as const;
export type EventType = (typeof eventTypes)[number];
