import { Injectable } from '@nestjs/common';
import type { AgentContext } from '#libs/identity';
import { Realtime } from '#libs/platform';
import { givenName } from './given-name.js';
import { visitorRoom } from './ticket-hints.js';

/** How long a typing hint holds: a little longer than a browser's interval between two of them. */
const typingShownMs = 16_000;

/** Sends hints about the team's activity to the sockets of a ticket's visitor. Any hint may be lost. */
@Injectable()
export class VisitorHints {
  constructor(private readonly realtime: Realtime) {}

  /** Publishes that an agent has read further. */
  read(workspaceId: string, ticketId: string): void {
    this.realtime.emit('/visitor', [visitorRoom(workspaceId, ticketId)], 'ticket:changed', { ticketId });
  }

  /** Publishes that an agent is typing, or has stopped. */
  typing({ workspaceId, name }: Pick<AgentContext, 'workspaceId' | 'name'>, ticketId: string, isTyping: boolean): void {
    const until = new Date(Date.now() + (isTyping ? typingShownMs : 0)).toISOString();
    this.realtime.emit('/visitor', [visitorRoom(workspaceId, ticketId)], 'agent:typing', {
      ticketId,
      name: givenName(name),
      until,
    });
  }
}
