import { Injectable } from '@nestjs/common';
import type { Attachment, MailAddress, Message } from '#libs/contracts';
import { type Database, type Stored, type Tx, defer, firstRow, rows, withInstantsAsText } from '#libs/platform';
import { FileLinks } from './file-links.js';
import { type QuotedMessage, type StoredReference, describeReference } from './message-reference.js';
import { messageById, messagesWhere } from './message.queries.js';

type Instants = 'createdAt' | 'editedAt' | 'deletedAt';

interface MessageRow extends Omit<Stored<Message, Instants>, 'author' | 'attachments' | 'to' | 'cc' | 'about'> {
  authorKind: Message['author']['kind'];
  authorId: string | null;
  authorName: string | null;
  files: AttachmentRow[] | null;
  mailboxes: { to?: MailAddress[]; cc?: MailAddress[] } | null;
  about: StoredReference | null;
  quotedMessage: QuotedMessage | null;
}
export interface AttachmentRow extends Omit<Attachment, 'url' | 'image' | 'canFetchAgain'> {
  /** The provider may still have the file. */
  isHeld: boolean;
}

/** Raster images that a browser may show inline. Never an SVG: it can contain scripts. */
export const showsInPlace = (contentType: string): boolean => /^image\/(png|jpeg|gif|webp|avif)$/i.test(contentType);

/** Messages as agents see them. */
@Injectable()
export class MessageView {
  constructor(private readonly links: FileLinks) {}

  /** `where` and `order` refer to a row `m`. */
  async read(from: Tx | Database, where: string, parameters: unknown[], order: string): Promise<Message[]> {
    const found = await rows<MessageRow>(from, messagesWhere(where, order), parameters);
    return found.map((row) => this.describe(row));
  }

  async one(from: Tx | Database, messageId: string): Promise<Message> {
    return this.describe((await firstRow<MessageRow>(from, messageById, [messageId]))!);
  }

  /** The message as this transaction leaves it. It is read together with the commit: await it after the commit. */
  committed(tx: Tx, messageId: string): Promise<Message> {
    const message = defer<MessageRow>(tx, messageById, [messageId]).then(([row]) => this.describe(row!));
    // When the commit fails, the caller gets the commit's error.
    message.catch(() => undefined);
    return message;
  }

  private describe(message: MessageRow): Message {
    const { authorKind, authorId, authorName, files, mailboxes, about, quotedMessage, ...row } = message;
    return {
      ...withInstantsAsText(row),
      to: mailboxes?.to ?? [],
      cc: mailboxes?.cc ?? [],
      about: row.deletedAt ? null : describeReference(about, quotedMessage),
      author: { kind: authorKind, id: authorId, name: authorName },
      attachments: (files ?? []).map((file) => this.attachment(file)),
    };
  }

  attachment({ id, name, contentType, size, inline, contentId, state, isHeld }: AttachmentRow): Attachment {
    const isStored = state === 'stored';
    return {
      id,
      name,
      contentType,
      size: Number(size),
      inline,
      contentId,
      state,
      canFetchAgain: state === 'failed' && isHeld,
      image: isStored && showsInPlace(contentType),
      url: isStored ? this.links.to(id) : null,
    };
  }
}
