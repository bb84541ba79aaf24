import { Injectable } from '@nestjs/common';
import { FindChannel, type ReadyChannel, adapters } from '#libs/channels';
import type { Parcel } from '#libs/dispatch';
import { Database, fillIn, firstRow, readLocales, rows } from '#libs/platform';
import { MessageFiles } from '#libs/tickets';
import { AnswerLinks } from './answer-links.js';
import { shopName } from '../visitors.queries.js';
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

interface Words {
  subject: (shop: string) => string;
  hint: (shop: string) => string;
  open: (link: string) => string;
}

const locales = readLocales<{ subject: string; hint: string; open: string }>(new URL('./locales/', import.meta.url));

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
    private readonly links: AnswerLinks,
  ) {}

  /** The mail channel that sends it; null without one. */
  async channel({ storeId }: TicketToMail): Promise<ReadyChannel | null> {
    const found = await firstRow<{ id: string }>(this.database, queries.mailChannels, [mailTypes, storeId]);
    return found && this.channels.byId(found.id);
  }

  async write(channel: ReadyChannel, ticket: TicketToMail, address: string, messageIds: string[]): Promise<Parcel> {
    const answers = await rows<Answer>(this.database, queries.answersToMail, [messageIds]);
    const shop = await this.shop(ticket);
    const words = fallbackWords(ticket.locale);
    const files = (await Promise.all(answers.map(({ id }) => this.files.of(id)))).flat();
    const link = await this.links.make(
      ticket.channelId,
      { ticketId: ticket.id, channelId: channel.id, address },
      ticket.locale,
    );
    return {
      channel,
      automatic: false,
      locale: ticket.locale,
      authorName: answers.at(-1)?.authorName ?? null,
      recipient: { kind: 'email', value: address },
      subject: words.subject(shop),
      text: `${answers.map(({ text }) => text).join('\n\n')}\n\n${words.hint(shop)}\n${words.open(link)}`,
      files,
      thread: await this.thread(ticket, address),
    };
  }

  /**
   * As customers know it: the chat's store, or the only one, or the workspace; the channel's name is the team's own.
   */
  private async shop({ storeId }: TicketToMail): Promise<string> {
    const found = await firstRow<{ name: string }>(this.database, shopName, [storeId]);
    return found?.name ?? '';
  }

  private async thread({ id, replyToken }: TicketToMail, address: string): Promise<Parcel['thread']> {
    const earlier = await rows<{ mailId: string }>(this.database, queries.earlierMails, [id, address]);
    const references = earlier.map(({ mailId }) => mailId);
    const inReplyTo = references.at(-1);
    return { references, replyToken, ...(inReplyTo && { inReplyTo }) };
  }
}

/**
 * The text around a mailed answer. It contains nothing that the visitor wrote, because the address may not be theirs.
 */
function fallbackWords(locale: string | null): Words {
  const { subject, hint, open } = locales.of(locale).texts;
  return {
    subject: (shop) => fillIn(subject, { shop }),
    hint: (shop) => fillIn(hint, { shop }),
    open: (link) => fillIn(open, { link }),
  };
}
