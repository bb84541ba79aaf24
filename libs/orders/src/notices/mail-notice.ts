import { Injectable } from '@nestjs/common';
import {
  AdapterContexts,
  type OutboundMessage,
  type ReadyChannel,
  type SendResult,
  ownMessageId,
} from '#libs/channels';
import { Config, Database, Secrets, firstRow } from '#libs/platform';
import { awaitReply } from '#libs/tickets';
import type { Route } from './choose-route.js';
import { settleNotice, takeNotice } from './notice.queries.js';
import type { DueNotice, WrittenNotice } from './send-notice.js';

const maxTries = 8;

/** Mails a notice outside of any ticket. An answer to it opens a ticket, and later ones join that. */
@Injectable()
export class MailNotice {
  constructor(
    private readonly database: Database,
    private readonly contexts: AdapterContexts,
    private readonly secrets: Secrets,
    private readonly config: Config,
  ) {}

  async send(
    notice: DueNotice,
    written: WrittenNotice,
    { channel, address, contactId }: Extract<Route, { kind: 'mail' }>,
  ): Promise<void> {
    const mail = this.compose(notice, written, channel, address);
    const { messageId: mailId } = mail.thread;
    const tries = await this.database.transaction(async (tx) => {
      const taken = await firstRow<{ tries: number }>(tx, takeNotice, [
        notice.id,
        'sending',
        written.subject,
        written.text,
        channel.id,
        contactId,
        address,
        mailId,
        null,
        null,
      ]);
      if (taken) await awaitReply(tx, { replyToken: notice.replyToken, mailId, address });
      return taken?.tries;
    });
    if (tries === undefined) return;
    await this.settle(notice.id, tries, await this.deliver(channel, mail));
  }

  private compose(
    notice: DueNotice,
    { subject, text, locale }: WrittenNotice,
    channel: ReadyChannel,
    address: string,
  ): OutboundMessage {
    const domain = channel.adapter.addresses?.(channel.settings)[0]?.split('@').at(-1) ?? this.config.mailDomain;
    return {
      id: notice.id,
      attempt: 1,
      partsSent: 0,
      files: [],
      automatic: true,
      locale,
      subject,
      text,
      authorName: notice.store.name,
      recipient: { kind: 'email', value: address },
      // The id is the same on every try, so that a receiver drops a double.
      thread: {
        messageId: ownMessageId(this.secrets.key('message-id'), notice.id, 1, domain),
        references: [],
        replyToken: notice.replyToken,
      },
    };
  }

  private deliver(channel: ReadyChannel, mail: OutboundMessage): Promise<SendResult> {
    const { send } = channel.adapter;
    if (!send) return Promise.resolve({ outcome: 'failed', reason: 'The mail channel cannot send' });
    return send(mail, this.contexts.of(channel)).catch((error: unknown): SendResult => ({
      outcome: 'unknown',
      reason: `The adapter failed: ${(error as Error).message}`,
    }));
  }

  /** What may have left is never sent again; what was refused looks for another way. */
  private async settle(noticeId: string, tries: number, result: SendResult) {
    const reason = 'reason' in result ? result.reason.slice(0, 500) : null;
    if (result.outcome === 'sent' || result.outcome === 'unknown')
      return this.database.query(settleNotice, [noticeId, result.outcome, reason, null, false]);
    const again = result.outcome === 'retry' && tries < maxTries;
    const seconds = again ? Math.max(2 ** tries * 5, result.afterSeconds ?? 0) : 0;
    return this.database.query(settleNotice, [noticeId, 'due', reason, new Date(Date.now() + seconds * 1000), !again]);
  }
}
