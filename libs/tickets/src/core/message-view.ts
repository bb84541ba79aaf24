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
  /** Of a contact's message, the name that is known of them otherwise. */
  contactName: string | null;
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

/**
 * Who wrote or did something on a ticket, for a reader who may know its contact or not: then the ticket's own id is
 * shown, since that of the contact would reveal that two addresses are one person, and since when.
 */
export const maskedActor = <A extends { kind: string; id: string | null }>(
  actor: A,
  ticketId: string,
  knowsContact: boolean,
): A => (actor.kind === 'contact' && actor.id && !knowsContact ? { ...actor, id: ticketId } : actor);

/** Messages as agents see them. */
@Injectable()
export class MessageView {
  constructor(private readonly links: FileLinks) {}

  /** `where` and `order` refer to a row `m`; `knowsContact` says whether the reader may know who the contact is. */
  async read(
    from: Tx | Database,
    where: string,
    parameters: unknown[],
    { order, knowsContact }: { order: string; knowsContact: boolean },
  ): Promise<Message[]> {
    const found = await rows<MessageRow>(from, messagesWhere(where, order), parameters);
    return found.map((row) => this.describe(row, knowsContact));
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

  private describe(message: MessageRow, knowsContact = true): Message {
    const { authorKind, authorId, authorName, contactName, files, mailboxes, about, quotedMessage, ...row } = message;
    return {
      ...withInstantsAsText(row),
      to: mailboxes?.to ?? [],
      cc: mailboxes?.cc ?? [],
      about: row.deletedAt ? null : describeReference(about, quotedMessage),
      author: maskedActor(
        { kind: authorKind, id: authorId, name: authorName ?? (knowsContact ? contactName : null) },
        row.ticketId,
        knowsContact,
      ),
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
