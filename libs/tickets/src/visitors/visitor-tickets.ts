import { Injectable } from '@nestjs/common';
import type { AgentContext } from '#libs/identity';
import { Realtime } from '#libs/platform';
import { visitorRoom } from '../core/ticket-hints.js';
import { givenName } from './given-name.js';
import type { Visitor } from './visitor.js';

/** A ticket that sockets of its visitor should listen to. */
export interface JoinNotice {
  workspaceId: string;
  address: string;
  ticketId: string;
}
/** A little longer than it takes until a browser says so again. */
const typingShownMs = 16_000;
export const joinTopic = 'visitor-ticket';

/** Rooms of a visitor's sockets: by session, to be cut, and by address, to learn of new tickets. */
export const sessionRoom = (sessionId: string): string => `visitor-session:${sessionId}`;
export const addressRoom = (workspaceId: string, address: string): string => `w:${workspaceId}:visitor:${address}`;

/** Tells the sockets of a visitor, on every node, what changes for them. */
@Injectable()
export class VisitorTickets {
  constructor(private readonly realtime: Realtime) {}

  joined({ workspaceId, address }: Visitor, ticketId: string): void {
    this.realtime.tell(joinTopic, { workspaceId, address, ticketId } satisfies JoinNotice);
  }

  /** Somebody of the team has read on. */
  read(workspaceId: string, ticketId: string): void {
    this.realtime.emit('/visitor', [visitorRoom(workspaceId, ticketId)], 'ticket:changed', { ticketId });
  }

  /** Somebody of the team writes, or has stopped. */
  typing({ workspaceId, name }: Pick<AgentContext, 'workspaceId' | 'name'>, ticketId: string, isTyping: boolean): void {
    const until = new Date(Date.now() + (isTyping ? typingShownMs : 0)).toISOString();
    this.realtime.emit('/visitor', [visitorRoom(workspaceId, ticketId)], 'agent:typing', {
      ticketId,
      name: givenName(name),
      until,
    });
  }

  ended({ sessionId }: Visitor): void {
    this.realtime.disconnect('/visitor', [sessionRoom(sessionId)]);
  }
}
