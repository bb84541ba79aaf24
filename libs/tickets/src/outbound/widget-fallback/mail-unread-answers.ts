import { Injectable } from '@nestjs/common';
import {
  AdapterContexts,
  FindChannel,
  type OutboundMessage,
  type ReadyChannel,
  type SendResult,
  adapters,
  ownMessageId,
} from '#libs/channels';
import {
  Config,
  Database,
  JobHandler,
  type PayloadOfJob,
  Secrets,
  StoredFileMissing,
  firstRow,
  rows,
} from '#libs/platform';
import { ComposeOutbound } from '../compose-outbound.js';
import { mailUnreadAnswers } from './mail-unread-answers.job.js';
import { fallbackWords } from './fallback-words.js';
import { SettleFallback } from './settle-fallback.js';
import { type TicketToMail, addressOf } from './ticket-to-mail.js';
import * as queries from './unread-answers.queries.js';

interface Answer {
  id: string;
  seq: number;
  text: string;
  authorName: string | null;
}

const mailTypes = adapters.filter((adapter) => adapter.receive === 'mail').map((adapter) => adapter.type);
/** Tickets in an hour from which an address that somebody typed gets mail: it may be a victim's. */
const mostAnHour = 3;

/** Mails a visitor what they left unread, and nothing earlier. An answer goes once, whatever happens in between. */
@Injectable()
export class MailUnreadAnswers {
  constructor(
    private readonly database: Database,
    private readonly channels: FindChannel,
    private readonly contexts: AdapterContexts,
    private readonly compose: ComposeOutbound,
    private readonly settle: SettleFallback,
    private readonly secrets: Secrets,
    private readonly config: Config,
  ) {}

  @JobHandler(mailUnreadAnswers)
  async mail({ ticketId }: PayloadOfJob<typeof mailUnreadAnswers>): Promise<void> {
    const claimed = await this.claim(ticketId);
    if (claimed.length === 0) return;
    const messageIds = claimed.map(({ messageId }) => messageId);
    const ticket = (await firstRow<TicketToMail>(this.database, queries.ticketToMail, [ticketId]))!;
    const address = addressOf(ticket);
    if (!address) return this.settle.waitForAddress(ticketId, messageIds);
    if (!ticket.provenEmail && (await this.isOften(address, ticketId)))
      return this.settle.wait(messageIds, 'too much mail to this address', new Date(Date.now() + 3_600_000));
    const channel = await this.mailChannel(ticket);
    if (!channel) return this.settle.fail(ticket, messageIds, 'There is no mail channel to send from');
    const mail = await this.write(channel, ticket, address, messageIds).catch((error: unknown) =>
      this.notWritten(ticket, messageIds, error),
    );
    if (!mail) return;
    const result = await this.send(channel, mail);
    await this.settle.settle(
      ticket,
      {
        messageIds,
        address,
        channelId: channel.id,
        mailId: mail.thread.messageId,
        tries: Math.max(...claimed.map(({ tries }) => tries)),
      },
      result,
    );
  }

  private claim(ticketId: string): Promise<{ messageId: string; tries: number }[]> {
    return this.database.transaction(async (tx) => {
      await tx.query(queries.lockTicket, [ticketId]);
      const lost = await rows<{ messageId: string }>(tx, queries.lostWhileSending, [ticketId]);
      if (lost.length)
        await this.settle.end(
          tx,
          ticketId,
          lost.map(({ messageId }) => messageId),
          'unknown',
          'Waypost stopped while sending',
        );
      await tx.query(queries.settleRead, [ticketId]);
      return rows(tx, queries.claim, [ticketId]);
    });
  }

  private async isOften(address: string, ticketId: string): Promise<boolean> {
    return (await firstRow<{ n: number }>(this.database, queries.mailedOfLate, [address, ticketId]))!.n >= mostAnHour;
  }

  private async mailChannel({ storeId }: TicketToMail): Promise<ReadyChannel | null> {
    const found = await firstRow<{ id: string }>(this.database, queries.mailChannels, [mailTypes, storeId]);
    return found && this.channels.byId(found.id);
  }

  private async write(
    channel: ReadyChannel,
    ticket: TicketToMail,
    address: string,
    messageIds: string[],
  ): Promise<OutboundMessage> {
    const answers = await rows<Answer>(this.database, queries.answersToMail, [messageIds]);
    const shop = (await this.channels.byId(ticket.channelId))?.name ?? channel.name;
    const words = fallbackWords(ticket.locale);
    const last = answers.at(-1)!;
    return {
      id: last.id,
      attempt: 1,
      partsSent: 0,
      automatic: false,
      locale: ticket.locale,
      authorName: last.authorName,
      recipient: { kind: 'email', value: address },
      subject: words.subject(shop),
      text: `${answers.map(({ text }) => text).join('\n\n')}\n\n${words.hint(shop)}`,
      files: (await Promise.all(answers.map(({ id }) => this.compose.files(id)))).flat(),
      thread: await this.thread(channel, ticket, address, last.id),
    };
  }

  /** Nothing has left: a file that is gone does not come back, a storage that is away does. */
  private async notWritten(ticket: TicketToMail, messageIds: string[], error: unknown): Promise<null> {
    if (error instanceof StoredFileMissing) await this.settle.fail(ticket, messageIds, 'A file of the message is lost');
    else await this.settle.notWritten(ticket, messageIds, (error as Error).message);
    return null;
  }

  private async thread(
    channel: ReadyChannel,
    { id, replyToken }: TicketToMail,
    address: string,
    messageId: string,
  ): Promise<OutboundMessage['thread']> {
    const references = (await rows<{ mailId: string }>(this.database, queries.earlierMails, [id, address])).map(
      ({ mailId }) => mailId,
    );
    const domain = channel.adapter.addresses?.(channel.settings)[0]?.split('@').at(-1) ?? this.config.mailDomain;
    const inReplyTo = references.at(-1);
    return {
      messageId: ownMessageId(this.secrets.key('message-id'), messageId, 1, domain),
      references,
      replyToken,
      ...(inReplyTo && { inReplyTo }),
    };
  }

  private send(channel: ReadyChannel, mail: OutboundMessage): Promise<SendResult> {
    const { send } = channel.adapter;
    if (!send) return Promise.resolve({ outcome: 'failed', reason: 'The mail channel cannot send' });
    return send(mail, this.contexts.of(channel)).catch((error: unknown): SendResult => ({
      outcome: 'unknown',
      reason: `The adapter failed: ${(error as Error).message}`,
    }));
  }
}
