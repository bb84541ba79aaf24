import { Injectable } from '@nestjs/common';
import type { TicketPart } from '#libs/contracts';
import { type AgentContext, roomsOfTicket } from '#libs/identity';
import { Realtime, type Tx, afterCommit, requireWorkspaceId } from '#libs/platform';

/** The fields of a ticket that a hint needs. */
export interface HintedTicket {
  id: string;
  teamId: string | null;
  assigneeId: string | null;
  changeSeq: number;
  lastSeq: number;
}

/** Room of a visitor's socket for one ticket, in the namespace of visitors. */
export const visitorRoom = (workspaceId: string, ticketId: string): string => `w:${workspaceId}:ticket:${ticketId}`;

/** Sends hints to the screens after the commit. The screens fetch the data, so a lost hint loses nothing. */
@Injectable()
export class TicketHints {
  constructor(private readonly realtime: Realtime) {}

  /**
   * @param changed what changed, by name; screens fetch only what shows it
   * @param options.before the access before the change, when it took the ticket away from an agent whose screen must
   * drop it
   */
  changed(
    tx: Tx,
    ticket: HintedTicket,
    changed: TicketPart[],
    {
      visitors = false,
      before,
    }: { visitors?: boolean; before?: { teamId: string | null; assigneeId: string | null } } = {},
  ): void {
    const workspaceId = requireWorkspaceId();
    const hint = { ticketId: ticket.id, changeSeq: ticket.changeSeq, lastSeq: ticket.lastSeq, changed };
    const rooms = new Set([
      ...roomsOfTicket(workspaceId, ticket),
      ...(before ? roomsOfTicket(workspaceId, before) : []),
    ]);
    afterCommit(tx, () => {
      this.realtime.emit('/agent', [...rooms], 'ticket:changed', hint);
      if (visitors)
        this.realtime.emit('/visitor', [visitorRoom(workspaceId, ticket.id)], 'ticket:changed', {
          ticketId: ticket.id,
        });
    });
  }
}

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

/** An agent is known to shoppers by their first name. */
export const givenName = (name: string | null): string | null => name?.trim().split(/\s+/u)[0] || null;
