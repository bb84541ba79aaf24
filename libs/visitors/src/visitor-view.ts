import { Injectable } from '@nestjs/common';
import type { VisitorAttachment, VisitorMessage, VisitorTicket } from '#libs/contracts';
import { Database, Problem } from '#libs/platform';
import { FileLinks, givenName, showsInPlace } from '#libs/tickets';
import type { Visitor } from './visitor.js';
import * as queries from './visitor-view.queries.js';

export interface TicketRow extends Omit<VisitorTicket, 'preview'> {
  lastText: string | null;
  lastKind: string | null;
  lastAuthor: string | null;
  lastAt: Date | null;
}
export interface MessageRow extends Pick<
  VisitorMessage,
  'id' | 'seq' | 'changeSeq' | 'direction' | 'text' | 'locale' | 'deleted'
> {
  externalId: string | null;
  authorKind: 'contact' | 'agent' | 'assistant' | 'system';
  authorName: string | null;
  isAutomatic: boolean;
  automaticTitle: string | null;
  createdAt: Date;
  files: FileRow[] | null;
}
interface FileRow {
  id: string;
  name: string;
  contentType: string;
  size: number;
  state: string;
}
/** The fields of a visitor's ticket that hints need. */
export interface OwnTicket {
  id: string;
  teamId: string | null;
  assigneeId: string | null;
  changeSeq: number;
  lastSeq: number;
}

/** Tickets and messages as their shopper sees them: returns nothing that they may not see. */
@Injectable()
export class VisitorView {
  constructor(
    private readonly database: Database,
    private readonly links: FileLinks,
  ) {}

  /** Reads a visitor's ticket; one of another visitor gets the same error as one that does not exist. */
  async own(visitor: Visitor, ticketId: string): Promise<OwnTicket> {
    const [ticket] = await this.database.query<OwnTicket>(queries.findOwnTicket, [
      visitor.channel.id,
      visitor.addresses,
      ticketId,
    ]);
    if (!ticket) throw new Problem('not-found');
    return ticket;
  }

  async ownIds(visitor: Visitor, limit: number): Promise<string[]> {
    const found = await this.database.query<{ id: string }>(queries.listOwnTicketIds, [
      visitor.channel.id,
      visitor.addresses,
      limit,
    ]);
    return found.map(({ id }) => id);
  }

  async tickets(visitor: Visitor, limit: number): Promise<VisitorTicket[]> {
    const found = await this.database.query<TicketRow>(queries.listOwnTickets, [
      visitor.channel.id,
      visitor.addresses,
      limit,
    ]);
    return found.map(describeTicket);
  }

  async messages(
    visitor: Visitor,
    ticketId: string,
    { afterSeq, beforeSeq, limit }: { afterSeq?: number; beforeSeq?: number; limit: number },
  ) {
    await this.own(visitor, ticketId);
    const forward = afterSeq !== undefined;
    const found = forward
      ? await this.database.query<MessageRow>(queries.messagesAfter, [ticketId, afterSeq, limit + 1, visitor.addresses])
      : await this.database.query<MessageRow>(queries.messagesBefore, [
          ticketId,
          beforeSeq ?? 2_147_483_647,
          limit + 1,
          visitor.addresses,
        ]);
    const items = this.describe(visitor, found.slice(0, limit));
    return { items: forward ? items : items.reverse(), more: found.length > limit };
  }

  /**
   * Bounded by the changeSeq that the ticket had before its messages were read: a commit in between is in the next
   * answer.
   */
  async changes(visitor: Visitor, ticketId: string, { after, limit }: { after: number; limit: number }) {
    const [ticket] = await this.database.query<TicketRow>(queries.describeOwnTicket, [
      visitor.channel.id,
      visitor.addresses,
      ticketId,
    ]);
    if (!ticket) throw new Problem('not-found');
    const found = await this.database.query<MessageRow>(queries.messagesChanged, [
      ticketId,
      after,
      limit,
      ticket.changeSeq,
      visitor.addresses,
    ]);
    const reached = found.length < limit ? ticket.changeSeq : found.at(-1)!.changeSeq;
    return {
      ticket: describeTicket(ticket),
      messages: this.describe(visitor, found),
      more: reached < ticket.changeSeq,
      changeSeq: Math.max(after, reached),
    };
  }

  async message(visitor: Visitor, ticketId: string, messageId: string): Promise<VisitorMessage> {
    const found = await this.database.query<MessageRow>(queries.messageById, [ticketId, messageId, visitor.addresses]);
    const [message] = this.describe(visitor, found);
    if (!message) throw new Problem('not-found');
    return message;
  }

  describe(visitor: Visitor, found: MessageRow[]): VisitorMessage[] {
    return found.map(({ files, ...row }) => ({
      ...describeMessage(visitor, row),
      attachments: (files ?? []).map((file) => this.describeFile(file)),
    }));
  }

  private describeFile({ id, name, contentType, size, state }: FileRow): VisitorAttachment {
    const isStored = state === 'stored';
    return {
      id,
      name,
      contentType,
      size,
      image: isStored && showsInPlace(contentType),
      url: isStored ? this.links.to(id) : null,
    };
  }
}

export function describeTicket({
  lastText,
  lastKind,
  lastAuthor,
  lastAt,
  agentName,
  ...ticket
}: TicketRow): VisitorTicket {
  const author = lastKind === 'agent' ? givenName(lastAuthor) : null;
  return {
    ...ticket,
    agentName: givenName(agentName),
    preview: lastAt && { text: lastText ?? '', author, at: lastAt.toISOString() },
  };
}

function describeMessage(visitor: Visitor, row: Omit<MessageRow, 'files'>): Omit<VisitorMessage, 'attachments'> {
  const { externalId, authorKind, authorName, isAutomatic, automaticTitle, createdAt, ...rest } = row;
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    clientId: clientIdOf(visitor, externalId),
    author: {
      kind: authorKind === 'contact' ? 'visitor' : authorKind,
      name: authorKind === 'agent' ? givenName(authorName) : null,
    },
    automatic: isAutomatic ? { title: automaticTitle ?? '' } : null,
  };
}

function clientIdOf({ addresses }: Visitor, externalId: string | null): string | null {
  const address = addresses.find((each) => externalId?.startsWith(`${each}:`));
  return address && externalId ? externalId.slice(address.length + 1) : null;
}
