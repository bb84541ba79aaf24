import { Injectable } from '@nestjs/common';
import { FindChannel, type ReadyChannel, adapters } from '#libs/channels';
import type { Parcel } from '#libs/dispatch';
import { Database, firstRow, rows } from '#libs/platform';
import { MessageFiles } from '#libs/tickets';
import { fallbackWords } from './fallback-words.js';
import * as queries from './unread-answers.queries.js';

/** The fields of a ticket that a mail of unread answers needs. */
export interface TicketToMail {
  id: string;
  channelId: string;
  storeId: string | null;
  contactId: string;
  locale: string | null;
  replyToken: string;
  provenEmail: string | null;
  claimedEmail: string | null;
}

interface Answer {
  id: string;
  seq: number;
  text: string;
  authorName: string | null;
}

const mailTypes = adapters.filter((adapter) => adapter.receive === 'mail').map((adapter) => adapter.type);

/** The address; null until one is known. */
export const addressOf = ({ provenEmail, claimedEmail }: TicketToMail): string | null => provenEmail ?? claimedEmail;

/** Writes the mail of a ticket's unread answers. */
@Injectable()
export class WriteUnreadAnswers {
  constructor(
    private readonly database: Database,
    private readonly channels: FindChannel,
    private readonly files: MessageFiles,
  ) {}

  /** The mail channel that sends it; null without one. */
  async channel({ storeId }: TicketToMail): Promise<ReadyChannel | null> {
    const found = await firstRow<{ id: string }>(this.database, queries.mailChannels, [mailTypes, storeId]);
    return found && this.channels.byId(found.id);
  }

  async write(channel: ReadyChannel, ticket: TicketToMail, address: string, messageIds: string[]): Promise<Parcel> {
    const answers = await rows<Answer>(this.database, queries.answersToMail, [messageIds]);
    const shop = (await this.channels.byId(ticket.channelId))?.name ?? channel.name;
    const words = fallbackWords(ticket.locale);
    return {
      channel,
      automatic: false,
      locale: ticket.locale,
      authorName: answers.at(-1)?.authorName ?? null,
      recipient: { kind: 'email', value: address },
      subject: words.subject(shop),
      text: `${answers.map(({ text }) => text).join('\n\n')}\n\n${words.hint(shop)}`,
      files: (await Promise.all(answers.map(({ id }) => this.files.of(id)))).flat(),
      thread: await this.thread(ticket, address),
    };
  }

  private async thread({ id, replyToken }: TicketToMail, address: string): Promise<Parcel['thread']> {
    const earlier = await rows<{ mailId: string }>(this.database, queries.earlierMails, [id, address]);
    const references = earlier.map(({ mailId }) => mailId);
    const inReplyTo = references.at(-1);
    return { references, replyToken, ...(inReplyTo && { inReplyTo }) };
  }
}
