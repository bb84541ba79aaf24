import { Injectable } from '@nestjs/common';
import { roomsOfTicket } from '#libs/identity';
import { Realtime, type Tx, afterCommit, requireWorkspaceId } from '#libs/platform';

/** What a hint needs to know of a ticket. */
export interface HintedTicket {
  id: string;
  teamId: string | null;
  assigneeId: string | null;
  changeSeq: number;
  lastSeq: number;
}

/** Room of a visitor's socket for one ticket, in the namespace of visitors. */
export const visitorRoom = (workspaceId: string, ticketId: string): string => `w:${workspaceId}:ticket:${ticketId}`;

/** Tells screens, after the commit, that a ticket changed. They fetch what; a lost hint loses nothing. */
@Injectable()
export class TicketHints {
  constructor(private readonly realtime: Realtime) {}

  /** `before` is where the ticket stood when the change took it away from somebody: they must hear of it too. */
  changed(
    tx: Tx,
    ticket: HintedTicket,
    {
      visitors = false,
      before,
    }: { visitors?: boolean; before?: { teamId: string | null; assigneeId: string | null } } = {},
  ): void {
    const workspaceId = requireWorkspaceId();
    const hint = { ticketId: ticket.id, changeSeq: ticket.changeSeq, lastSeq: ticket.lastSeq };
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
