import { Injectable } from '@nestjs/common';
import type { SendResult } from '#libs/channels';
import { Database, type Tx, defer, firstRow, rows } from '#libs/platform';
import { bumpTicketOf } from '../../core/bump-ticket.js';
import { recordTicketEvent, system } from '../../core/record-event.js';
import { TicketHints } from '../../core/ticket-hints.js';
import { lockExternalId, takeEarlyStatus } from '../early-statuses.js';
import { applyFallbackStatus } from './apply-fallback-status.js';
import { type TicketToMail, addressOf } from './ticket-to-mail.js';
import {
  lockTicket,
  noteMailId,
  putOffUnwritten,
  settle,
  ticketToMail,
  unwrittenForADay,
} from './unread-answers.queries.js';

interface Mailed {
  messageIds: string[];
  address: string;
  /** That the mail went through. */
  channelId: string;
  mailId: string;
  tries: number;
}

const maxTries = 6;

/** Writes down how mailing unread answers ended, for the agents to see too. */
@Injectable()
export class SettleFallback {
  constructor(
    private readonly database: Database,
    private readonly hints: TicketHints,
  ) {}

  async settle(ticket: TicketToMail, mailed: Mailed, result: SendResult): Promise<void> {
    const { messageIds, tries } = mailed;
    if (result.outcome === 'sent' || result.outcome === 'unknown')
      return this.database.transaction((tx) => this.left(tx, ticket, mailed, result));
    if (result.outcome === 'retry' && tries < maxTries) {
      const seconds = Math.max(result.afterSeconds ?? 0, 15 * 2 ** tries);
      return this.wait(messageIds, result.reason, new Date(Date.now() + seconds * 1000));
    }
    await this.fail(ticket, messageIds, result.reason);
  }

  /** Until there is one. Looks again with the ticket locked, as by whoever stores one: what came just now is seen, what comes later wakes them. */
  async waitForAddress(ticketId: string, messageIds: string[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.query(lockTicket, [ticketId]);
      const known = addressOf((await firstRow<TicketToMail>(tx, ticketToMail, [ticketId]))!);
      await tx.query(settle, [messageIds, 'waiting', 'no address yet', null, known ? 'now' : 'infinity']);
    });
  }

  async wait(messageIds: string[], why: string, until: Date): Promise<void> {
    await this.database.query(settle, [messageIds, 'waiting', why.slice(0, 500), null, until]);
  }

  /** Again later, and for a day: what stands in the way may be gone by then. */
  async notWritten(ticket: TicketToMail, messageIds: string[], why: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.query(lockTicket, [ticket.id]);
      defer(tx, putOffUnwritten, [messageIds, why.slice(0, 500)]);
      const over = await rows<{ messageId: string }>(tx, unwrittenForADay, [messageIds]);
      if (over.length)
        await this.end(
          tx,
          ticket.id,
          over.map(({ messageId }) => messageId),
          'failed',
          why,
        );
    });
  }

  async fail(ticket: TicketToMail, messageIds: string[], why: string): Promise<void> {
    await this.database.transaction((tx) => this.end(tx, ticket.id, messageIds, 'failed', why));
  }

  /** The mail has left, or may have. Its id stands with its message, so that an answer finds the ticket by its References too, and a report of its delivery. */
  private async left(
    tx: Tx,
    ticket: TicketToMail,
    { messageIds, address, channelId, mailId }: Mailed,
    result: Extract<SendResult, { outcome: 'sent' | 'unknown' }>,
  ) {
    await lockExternalId(tx, channelId, mailId);
    const place = await bumpTicketOf(tx, messageIds[0]!);
    if (!place) return;
    const isSent = result.outcome === 'sent';
    const why = isSent ? null : result.reason.slice(0, 200);
    await tx.query(settle, [messageIds, isSent ? 'mailed' : 'unknown', why, address, null]);
    await tx.query(noteMailId, [messageIds, mailId]);
    const data = isSent ? { messageIds } : { messageIds, state: 'unknown', why };
    recordTicketEvent(tx, {
      ticketId: ticket.id,
      changeSeq: place.changeSeq,
      type: isSent ? 'answer-mailed' : 'answer-not-mailed',
      actor: system,
      data,
    });
    this.hints.changed(tx, place, ['delivery']);
    const early = await takeEarlyStatus(tx, channelId, mailId);
    if (early) await applyFallbackStatus(tx, this.hints, mailId, early);
  }

  /** They are mailed no more. */
  async end(tx: Tx, ticketId: string, messageIds: string[], state: 'unknown' | 'failed', why: string) {
    const place = await bumpTicketOf(tx, messageIds[0]!);
    if (!place) return;
    await tx.query(settle, [messageIds, state, why.slice(0, 500), null, null]);
    recordTicketEvent(tx, {
      ticketId,
      changeSeq: place.changeSeq,
      type: 'answer-not-mailed',
      actor: system,
      data: { messageIds, state, why: why.slice(0, 200) },
    });
    this.hints.changed(tx, place, ['delivery']);
  }
}
