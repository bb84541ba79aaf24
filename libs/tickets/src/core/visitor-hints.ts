import { Injectable } from '@nestjs/common';
import type { AgentContext } from '#libs/identity';
import { Realtime } from '#libs/platform';
import { givenName } from './given-name.js';
import { visitorRoom } from './ticket-hints.js';

/** A little longer than it takes until a browser says so again. */
const typingShownMs = 16_000;

/** Tells the sockets of a ticket's visitor what the team does there. Any hint may be lost. */
@Injectable()
export class VisitorHints {
  constructor(private readonly realtime: Realtime) {}

  /** An agent has read on. */
  read(workspaceId: string, ticketId: string): void {
    this.realtime.emit('/visitor', [visitorRoom(workspaceId, ticketId)], 'ticket:changed', { ticketId });
  }

  /** An agent writes, or has stopped. */
  typing({ workspaceId, name }: Pick<AgentContext, 'workspaceId' | 'name'>, ticketId: string, isTyping: boolean): void {
    const until = new Date(Date.now() + (isTyping ? typingShownMs : 0)).toISOString();
    this.realtime.emit('/visitor', [visitorRoom(workspaceId, ticketId)], 'agent:typing', {
      ticketId,
      name: givenName(name),
      until,
    });
  }
}
