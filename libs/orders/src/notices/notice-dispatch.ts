import { Injectable } from '@nestjs/common';
import { type OutboundTemplate, type PreparedTemplate, prepareTemplate } from '#libs/channels';
import {
  type Composed,
  type Dispatch,
  DispatchOwner,
  MailIds,
  type OwnsDispatches,
  type PastDispatch,
  type ProviderIds,
  type Settled,
} from '#libs/dispatch';
import { type NoticeTemplate, type NoticeWords, reason } from '#libs/contracts';
import { Database, Log, Problem, type Tx, defer, firstRow, newId } from '#libs/platform';
import { TicketHints, appendOutbound, awaitReply, lockTicket } from '#libs/tickets';
import { type Addressee, ChooseRoute, type Route } from './choose-route.js';
import { templateFor } from './notice-template.js';
import * as queries from './notice.queries.js';
import { queueNoticeDispatch } from './queue-notices.js';
import { type NoticeFacts, inOwnWords, writeNotice } from './write-notice.js';

type Notice = NoticeFacts &
  Addressee & {
    id: string;
    orderId: string | null;
    replyToken: string;
    isOn: boolean;
    words: NoticeWords[];
    templates: NoticeTemplate[];
  };
type Written = ReturnType<typeof writeNotice>;
type Way<K extends Route['kind']> = Extract<Route, { kind: K }>;

/** When the ticket was closed while a notice was being written to it. */
const soonMs = 1_000;

/** Sends a due notice to its buyer once, by the route that is open now: in their chat, by mail, or through an agent. */
@Injectable()
@DispatchOwner({ kind: 'order-notice', bulk: true })
export class NoticeDispatch implements OwnsDispatches {
  constructor(
    private readonly database: Database,
    private readonly routes: ChooseRoute,
    private readonly mailIds: MailIds,
    private readonly hints: TicketHints,
    private readonly log: Log,
  ) {}

  async compose(dispatch: Dispatch): Promise<Composed> {
    const found = await firstRow<Notice>(this.database, queries.noticeToTell, [dispatch.ownerId]);
    if (!found) return { next: 'cancel', why: 'Told already, or overtaken by newer news' };
    if (!found.orderId) return { next: 'fail', why: reason('order-gone') };
    const notice = {
      ...found,
      promisedAt: asDate(found.promisedAt),
      previousPromise: asDate(found.previousPromise),
      lastSignAt: asDate(found.lastSignAt),
    };
    if (!notice.isOn) return this.drop(notice.id);
    return this.tell(dispatch, notice, inOwnWords(notice, notice.words) ?? writeNotice(notice), notice.templates);
  }

  private async tell(
    dispatch: Dispatch,
    notice: Notice,
    written: Written,
    templates: NoticeTemplate[],
  ): Promise<Composed> {
    const route = await this.routes.choose(notice, (channelId) => templateFor(notice, templates, channelId));
    if (route.kind === 'template')
      return (await this.inTemplate(notice, written, route)) ?? this.tell(dispatch, notice, written, []);
    if (route.kind === 'ticket') return this.intoTicket(notice, written.subject, route, async () => written);
    if (route.kind === 'mail') return this.byMail(dispatch, notice, written, route);
    await firstRow(this.database, queries.takeNotice, [
      notice.id,
      'needs-agent',
      written.subject,
      written.text,
      null,
      route.contactId,
      notice.email ?? notice.phone,
      null,
      route.why,
    ]);
    return { next: 'cancel', why: route.why };
  }

  /** It was switched off while this one was waiting. */
  private async drop(id: string): Promise<Composed> {
    const why = reason('kind-off');
    await firstRow(this.database, queries.takeNotice, [id, 'superseded', '', '', null, null, null, null, why]);
    return { next: 'cancel', why };
  }

  /**
   * What may have been sent is never sent again; what was refused takes another route; a bounce is left to an agent.
   */
  async onSettled(tx: Tx, { ownerId: id }: Dispatch, { from, to, error }: Settled): Promise<void> {
    if (to === 'failed' && from !== 'sending') return void defer(tx, queries.leaveToAgent, [id, error]);
    if (to === 'cancelled') return this.goOn(tx, id);
    if (from !== 'sending') return;
    const state = to === 'unknown' ? 'unknown' : to === 'queued' || to === 'failed' ? 'due' : 'sent';
    defer(tx, queries.settleNotice, [id, state, error, to === 'failed']);
    if (to === 'failed') queueNoticeDispatch(tx, id);
  }

  /**
   * The message was refused before the dispatch that wrote it had ended: the notice is due again, and only this queues
   * it.
   */
  private async goOn(tx: Tx, id: string): Promise<void> {
    if (await firstRow(tx, queries.isDue, [id])) queueNoticeDispatch(tx, id);
  }

  async recall(tx: Tx, { channelId, externalId }: ProviderIds): Promise<PastDispatch | null> {
    return firstRow<PastDispatch>(tx, queries.noticeOfBefore, [channelId, externalId]);
  }

  /** Null when the template cannot be sent: it is not approved any more, or this notice lacks one of its values. */
  private async inTemplate(
    notice: Notice,
    { subject }: Written,
    { template, ...way }: Way<'template'>,
  ): Promise<Composed | null> {
    try {
      return await this.intoTicket(notice, subject, way, (tx) => prepareTemplate(tx, way.channelId, template));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.log.warn('a notice could not be told in its template', { noticeId: notice.id, reason: error.type });
      return null;
    }
  }

  /**
   * A message in the present conversation: it changes neither the ticket's status nor its clocks, and is delivered like
   * any other.
   */
  private async intoTicket(
    notice: Notice,
    subject: string,
    { ticketId, channelId, contactId }: Omit<Way<'ticket'>, 'kind'>,
    say: (tx: Tx) => Promise<Pick<PreparedTemplate, 'text' | 'locale'> & { template?: OutboundTemplate }>,
  ): Promise<Composed> {
    const isOpen = await this.database.transaction(async (tx) => {
      const ticket = await lockTicket(tx, ticketId);
      if (!ticket || ticket.status === 'closed') return false;
      const [messageId, { text, locale, template }] = [newId(), await say(tx)];
      const values = [notice.id, 'in-ticket', subject, text, channelId, contactId, null, messageId, null];
      if (!(await firstRow(tx, queries.takeNotice, values))) return true;
      appendOutbound(tx, this.hints, ticket, {
        id: messageId,
        text,
        ...(template && { template }),
        visibility: 'public',
        author: { kind: 'system', id: null, name: notice.store.name },
        automatic: { kind: 'order-notice', title: subject },
        locale,
      });
      return true;
    });
    return isOpen
      ? { next: 'cancel', why: 'Told in a ticket' }
      : { next: 'wait', until: new Date(Date.now() + soonMs), why: 'The ticket was closed just now' };
  }

  /** A mail outside of any ticket. An answer to it opens a ticket, and later answers join that. */
  private async byMail(
    dispatch: Dispatch,
    notice: Notice,
    { subject, text, locale }: Written,
    { channel, address, contactId }: Way<'mail'>,
  ): Promise<Composed> {
    const { replyToken, store } = notice;
    const taken = await this.database.transaction(async (tx) => {
      const values = [notice.id, 'sending', subject, text, channel.id, contactId, address, null, null];
      const stillDue = await firstRow(tx, queries.takeNotice, values);
      if (stillDue) await awaitReply(tx, { replyToken, mailId: this.mailIds.of(dispatch, channel), address });
      return stillDue !== null;
    });
    if (!taken) return { next: 'cancel', why: reason('overtaken') };
    return {
      next: 'send',
      parcel: {
        channel,
        files: [],
        automatic: true,
        locale,
        subject,
        text,
        authorName: store.name,
        recipient: { kind: 'email', value: address },
        thread: { references: [], replyToken },
      },
    };
  }
}

const asDate = (at: Date | null): Date | null => (at ? new Date(at) : null);
