import { Injectable } from '@nestjs/common';
import type { TicketPart } from '#libs/contracts';
import { roomsOfTicket } from '#libs/identity';
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
