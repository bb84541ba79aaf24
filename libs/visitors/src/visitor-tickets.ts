import { Injectable } from '@nestjs/common';
import { Realtime } from '#libs/platform';
import type { Visitor } from './visitor.js';

/** A ticket that its visitor's sockets subscribe to. */
export interface JoinNotice {
  workspaceId: string;
  address: string;
  ticketId: string;
}
export const joinTopic = 'visitor-ticket';

/** Rooms of a visitor's sockets: by session, to disconnect them, and by address, to receive new tickets. */
export const sessionRoom = (sessionId: string): string => `visitor-session:${sessionId}`;
export const addressRoom = (workspaceId: string, address: string): string => `w:${workspaceId}:visitor:${address}`;

/** Publishes to a visitor's sockets, on every node, what changes for them. */
@Injectable()
export class VisitorTickets {
  constructor(private readonly realtime: Realtime) {}

  joined({ workspaceId, address, answers }: Visitor, ticketId: string): void {
    // Who reads what was mailed does not learn what else happens on the ticket.
    if (answers) return;
    this.realtime.broadcast(joinTopic, { workspaceId, address, ticketId } satisfies JoinNotice);
  }

  ended(sessionIds: string[]): void {
    this.realtime.disconnect('/visitor', sessionIds.map(sessionRoom));
  }
}
