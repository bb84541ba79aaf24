import { Injectable } from '@nestjs/common';
import { reason } from '#libs/contracts';
import { type Composed, type Dispatch, DispatchOwner, type OwnsDispatches, type Settled } from '#libs/dispatch';
import { Database, StoredFileMissing, type Tx, defer, firstRow, rows } from '#libs/platform';
import { TicketHints, bumpTicketOf, deferTicketLock, noteMailId, recordTicketEvent, system } from '#libs/tickets';
import { queueMail } from './queue-unread-answers.js';
import * as queries from './unread-answers.queries.js';
import { type TicketToMail, WriteUnreadAnswers, addressOf } from './write-unread-answers.js';

/** Tickets per hour from which a typed address gets mail: it may be the address of a victim. */
const mostAnHour = 3;
const hourMs = 3_600_000;
/** How soon to try again, when an answer has not yet been delivered to the chat. */
const soonMs = 10_000;
const dayInSeconds = 86_400;

/** Mails a visitor their unread answers. Each answer is mailed once, whatever happens in between. */
@Injectable()
@DispatchOwner({ kind: 'unread-answers' })
export class UnreadAnswersDispatch implements OwnsDispatches {
  constructor(
    private readonly database: Database,
    private readonly mails: WriteUnreadAnswers,
    private readonly hints: TicketHints,
  ) {}

  async compose(dispatch: Dispatch): Promise<Composed> {
    const { ownerId: ticketId } = dispatch;
    const messageIds = await this.take(dispatch);
    if (messageIds.length === 0) return this.nothingDue(dispatch);
    const ticket = (await firstRow<TicketToMail>(this.database, queries.ticketToMail, [ticketId]))!;
    const address = addressOf(ticket);
    if (!address) return this.wait(dispatch, null, 'no address yet');
    if (!ticket.provenEmail && (await this.isOften(address, ticketId)))
      return this.wait(dispatch, new Date(Date.now() + hourMs), 'too much mail to this address');
    const channel = await this.mails.channel(ticket);
    if (!channel) return { next: 'fail', why: reason('no-mail-channel') };
    try {
      return { next: 'send', parcel: await this.mails.write(channel, ticket, address, messageIds) };
    } catch (error) {
      // Nothing has been sent: a lost file does not come back, a storage that is down does.
      if (error instanceof StoredFileMissing) throw error;
      return this.notWritten(dispatch, (error as Error).message);
    }
  }

  lock(tx: Tx, { ticketId }: Pick<Dispatch, 'ticketId'>): void {
    if (ticketId) deferTicketLock(tx, ticketId);
  }

  async onSettled(tx: Tx, dispatch: Dispatch, settled: Settled): Promise<void> {
    const { from, to } = settled;
    if (to === 'queued') return void defer(tx, queries.release, [dispatch.id, true]);
    if (to === 'failed' && (from === 'sent' || from === 'unknown'))
      await this.end(tx, dispatch, settled, ['mailed', 'unknown'], 'bounced');
    else if (to !== 'cancelled' && (from === 'sending' || from === 'queued'))
      await this.end(
        tx,
        dispatch,
        settled,
        ['waiting', 'sending'],
        to === 'failed' || to === 'unknown' ? to : 'mailed',
      );
    await this.goOn(tx, dispatch.ownerId);
  }

  private take({ ownerId: ticketId, id, tries }: Dispatch): Promise<string[]> {
    return this.database.transaction(async (tx) => {
      deferTicketLock(tx, ticketId);
      defer(tx, queries.settleRead, [ticketId]);
      const taken = await rows<{ messageId: string }>(tx, queries.take, [ticketId, id, tries > 0]);
      return taken.map(({ messageId }) => messageId);
    });
  }

  /** The answers that were due have been read, and the others are not due yet. */
  private async nothingDue({ ownerId: ticketId, tries }: Dispatch): Promise<Composed> {
    const { dueAt } = (await firstRow<{ dueAt: Date | null }>(this.database, queries.nextDue, [ticketId]))!;
    // A mail that was tried includes no further answers; they get a mail of their own.
    if (!dueAt || tries > 0) return { next: 'cancel', why: 'All of them have been read' };
    const until = new Date(Math.max(dueAt.getTime(), Date.now() + soonMs));
    return { next: 'wait', until, why: 'They may still be read in the chat' };
  }

  private async isOften(address: string, ticketId: string): Promise<boolean> {
    return (await firstRow<{ n: number }>(this.database, queries.mailedOfLate, [address, ticketId]))!.n >= mostAnHour;
  }

  private async wait({ id, tries }: Dispatch, until: Date | null, why: string): Promise<Composed> {
    await this.database.query(queries.release, [id, tries > 0]);
    return { next: 'wait', until, why };
  }

  /** Retries after 1, 2, 4 and more minutes up to an hour, for one day: a storage that is down comes back. */
  private async notWritten(dispatch: Dispatch, why: string): Promise<Composed> {
    const { seconds } = (await firstRow<{ seconds: number }>(this.database, queries.noteUnwritten, [dispatch.id]))!;
    if (seconds >= dayInSeconds) return { next: 'fail', why };
    return this.wait(dispatch, new Date(Date.now() + Math.min(seconds * 1_000 + 60_000, hourMs)), why);
  }

  /**
   * Writes the result of a mail to its answers and the ticket's history. Servers may report twice: only the first
   * report counts.
   */
  private async end(
    tx: Tx,
    { id, recipientValue, mailId, ownerId: ticketId }: Dispatch,
    { error }: Settled,
    states: string[],
    what: 'mailed' | 'unknown' | 'failed' | 'bounced',
  ): Promise<void> {
    const mayHaveLeft = what === 'mailed' || what === 'unknown';
    const state = what === 'bounced' ? 'failed' : what;
    const address = mayHaveLeft ? recipientValue : null;
    const answers = await rows<{ messageId: string }>(tx, queries.settle, [id, state, error, address, states]);
    const messageIds = answers.map(({ messageId }) => messageId);
    const place = messageIds[0] && (await bumpTicketOf(tx, messageIds[0]));
    if (!place) return;
    // Store the Message-ID, so that an answer's References find the ticket.
    if (mayHaveLeft && mailId) noteMailId(tx, messageIds.at(-1)!, mailId);
    recordTicketEvent(tx, {
      ticketId,
      changeSeq: place.changeSeq,
      type: what === 'mailed' ? 'answer-mailed' : 'answer-not-mailed',
      actor: system,
      data: what === 'mailed' ? { messageIds } : { messageIds, state: what, why: error?.slice(0, 200) ?? null },
    });
    this.hints.changed(tx, place, ['delivery']);
  }

  /** Answers that came while a mail was being sent go into the next one. */
  private async goOn(tx: Tx, ticketId: string): Promise<void> {
    const next = await firstRow<{ dueAt: Date | null }>(tx, queries.nextDue, [ticketId]);
    if (next?.dueAt) queueMail(tx, ticketId, Math.max(0, (next.dueAt.getTime() - Date.now()) / 1_000));
  }
}
