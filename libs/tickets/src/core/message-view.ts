import { Injectable } from '@nestjs/common';
import type { Attachment, Message } from '#libs/contracts';
import { contactRows } from '#libs/contacts';
import { dispatchStatus } from '#libs/dispatch';
import { agentRows } from '#libs/identity';
import { type Database, type Tx, defer, rows } from '#libs/platform';
import { FileLinks } from './file-links.js';

const columns = `
  m.id, m.ticket_id as "ticketId", m.seq, m.change_seq as "changeSeq", m.direction, m.visibility,
  m.author_kind as "authorKind", m.author_id as "authorId", coalesce(a.name, m.author_name, c.name) as "authorName",
  m.channel_type as "channelType", m.text, m.quoted, m.html, m.has_remote_images as "hasRemoteImages",
  case when m.delivery_status = 'queued' then coalesce(${dispatchStatus('m.workspace_id', 'm.id')}, 'queued') else m.delivery_status end as "deliveryStatus", m.delivery_error as "deliveryError", m.automatic, m.flags,
  m.from_address as "from", m.locale, m.created_at as "createdAt", m.edited_at as "editedAt", m.deleted_at as "deletedAt",
  (select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'contentType', f.content_type, 'size', f.size, 'inline', f.inline, 'contentId', f.content_id, 'state', f.state, 'isHeld', f.media_ref is not null) order by f.position)
    from attachments f where f.workspace_id = m.workspace_id and f.message_id = m.id and m.deleted_at is null) as files`;
const joins = `
  left join ${agentRows} a on m.author_kind = 'agent' and a.workspace_id = m.workspace_id and a.id = m.author_id
  left join ${contactRows} c on m.author_kind = 'contact' and c.workspace_id = m.workspace_id and c.id = m.author_id`;

interface MessageRow extends Omit<Message, 'author' | 'attachments'> {
  authorKind: Message['author']['kind'];
  authorId: string | null;
  authorName: string | null;
  files: AttachmentRow[] | null;
}
interface AttachmentRow extends Omit<Attachment, 'url' | 'image' | 'canFetchAgain'> {
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
  async read(from: Tx | Database, where: string, parameters: unknown[], order = 'm.seq'): Promise<Message[]> {
    const found = await rows<MessageRow>(
      from,
      `select ${columns} from messages m ${joins} where ${where} order by ${order}`,
      parameters,
    );
    return found.map((row) => this.describe(row));
  }

  async one(from: Tx | Database, messageId: string): Promise<Message> {
    return (await this.read(from, 'm.id = $1', [messageId]))[0]!;
  }

  /** The message as this transaction leaves it. It is read together with the commit: await it after the commit. */
  committed(tx: Tx, messageId: string): Promise<Message> {
    const message = defer<MessageRow>(tx, `select ${columns} from messages m ${joins} where m.id = $1`, [
      messageId,
    ]).then(([row]) => this.describe(row!));
    // When the commit fails, the caller gets the commit's error.
    message.catch(() => undefined);
    return message;
  }

  private describe({ authorKind, authorId, authorName, files, ...row }: MessageRow): Message {
    return {
      ...row,
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
