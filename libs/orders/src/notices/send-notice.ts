import { Injectable } from '@nestjs/common';
import { Database, JobHandler, type PayloadOfJob, firstRow, newId } from '#libs/platform';
import { TicketHints, appendOutbound, lockTicket } from '#libs/tickets';
import { type Addressee, ChooseRoute, type Route } from './choose-route.js';
import { MailNotice } from './mail-notice.js';
import { dueNotice, takeNotice } from './notice.queries.js';
import { sendNotice } from './send-notice.job.js';
import { type NoticeFacts, writeNotice } from './write-notice.js';

export type DueNotice = NoticeFacts & Addressee & { id: string; orderId: string; replyToken: string; tries: number };
export type WrittenNotice = ReturnType<typeof writeNotice>;

/** Tells a buyer once what is due, on the way that is open now. */
@Injectable()
export class SendNotice {
  constructor(
    private readonly database: Database,
    private readonly routes: ChooseRoute,
    private readonly mail: MailNotice,
    private readonly hints: TicketHints,
  ) {}

  @JobHandler(sendNotice)
  async send({ noticeId }: PayloadOfJob<typeof sendNotice>): Promise<void> {
    const found = await firstRow<DueNotice>(this.database, dueNotice, [noticeId]);
    if (!found) return;
    const notice = { ...found, promisedAt: asDate(found.promisedAt), previousPromise: asDate(found.previousPromise) };
    const [route, written] = [await this.routes.choose(notice), writeNotice(notice)];
    if (route.kind === 'ticket') await this.intoTicket(notice, written, route);
    else if (route.kind === 'mail') await this.mail.send(notice, written, route);
    else
      await firstRow(this.database, takeNotice, [
        notice.id,
        'needs-agent',
        written.subject,
        written.text,
        null,
        route.contactId,
        notice.email ?? notice.phone,
        null,
        null,
        route.why,
      ]);
  }

  /** A message of the talk that goes on: it changes neither the ticket's status nor its clocks, and is delivered as every other. */
  private async intoTicket(
    notice: DueNotice,
    { subject, text, locale }: WrittenNotice,
    { ticketId, channelId, contactId }: Extract<Route, { kind: 'ticket' }>,
  ) {
    await this.database.transaction(async (tx) => {
      const ticket = await lockTicket(tx, ticketId);
      // Closed in this very moment: the sweep comes back to the notice and finds another way.
      if (!ticket || ticket.status === 'closed') return;
      const id = newId();
      if (
        !(await firstRow(tx, takeNotice, [
          notice.id,
          'in-ticket',
          subject,
          text,
          channelId,
          contactId,
          null,
          null,
          id,
          null,
        ]))
      )
        return;
      appendOutbound(tx, this.hints, ticket, {
        id,
        text,
        visibility: 'public',
        author: { kind: 'system', id: null, name: notice.store.name },
        automatic: { kind: 'order-notice', title: subject },
        locale,
      });
    });
  }
}

const asDate = (at: Date | null): Date | null => (at ? new Date(at) : null);
