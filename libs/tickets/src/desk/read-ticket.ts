import { Injectable } from '@nestjs/common';
import { type Message, type TicketEvent, maxSeq } from '#libs/contracts';
import type { AgentContext } from '#libs/identity';
import {
  Database,
  type PageOf,
  Problem,
  Storage,
  type Stored,
  cutPage,
  decodeCursor,
  firstRow,
  isUuid,
  rows,
  withInstantsAsText,
} from '#libs/platform';
import { findVisibleTicket, requireVisible, requireVisibleWithContact } from '../core/find-visible-ticket.js';
import { VisitorHints } from '../core/ticket-hints.js';
import { MessageView, maskedActor } from '../core/message-view.js';
import { readRaw } from '../files/store-files.js';
import { eventsSince, isMessageOf, pageOfEvents, writeRead } from './read-ticket.queries.js';

type EventRow = Stored<TicketEvent, 'at'>;
type EventPlace = [changeSeq: number, id: string];
const isEventPlace = (value: unknown): value is EventPlace =>
  Array.isArray(value) &&
  value.length === 2 &&
  Number.isInteger(value[0]) &&
  Math.abs(value[0] as number) <= maxSeq &&
  isUuid(value[1]);

/** Reads a ticket's content and changes. */
@Injectable()
export class ReadTicket {
  constructor(
    private readonly database: Database,
    private readonly messages: MessageView,
    private readonly visitors: VisitorHints,
    private readonly storage: Storage,
  ) {}

  async listMessages(
    agent: AgentContext,
    ticketId: string,
    { cursor, limit, ...asked }: { afterSeq: number; beforeSeq?: number; cursor?: number; limit: number },
  ): Promise<PageOf<Message>> {
    const knowsContact = await requireVisibleWithContact(this.database, agent, ticketId);
    const backwards = asked.beforeSeq !== undefined;
    const beforeSeq = backwards ? (cursor ?? asked.beforeSeq) : undefined;
    const afterSeq = backwards ? asked.afterSeq : (cursor ?? asked.afterSeq);
    if (backwards) {
      const found = await this.messages.read(
        this.database,
        'm.ticket_id = $1 and m.seq < $2 and m.seq > $3',
        [ticketId, beforeSeq, afterSeq],
        { order: `m.seq desc limit ${limit + 1}`, knowsContact },
      );
      return {
        items: found.slice(0, limit).reverse(),
        nextCursor: found.length > limit ? String(found[limit - 1]!.seq) : null,
      };
    }
    const found = await this.messages.read(this.database, 'm.ticket_id = $1 and m.seq > $2', [ticketId, afterSeq], {
      order: `m.seq limit ${limit + 1}`,
      knowsContact,
    });
    return { items: found.slice(0, limit), nextCursor: found.length > limit ? String(found[limit - 1]!.seq) : null };
  }

  async changes(agent: AgentContext, ticketId: string, { after, limit }: { after: number; limit: number }) {
    const ticket = await findVisibleTicket(this.database, agent, ticketId);
    const knowsContact = ticket.contact.known;
    const events = await rows<EventRow>(this.database, eventsSince, [ticketId, after, limit + 1]);
    const messages = await this.messages.read(
      this.database,
      'm.ticket_id = $1 and m.change_seq > $2',
      [ticketId, after],
      { order: `m.change_seq, m.seq limit ${limit + 1}`, knowsContact },
    );
    // Each list may be cut off at another changeSeq: return both only as far as the shorter one.
    const upTo = Math.min(reach(events, limit), reach(messages, limit), ticket.changeSeq);
    return {
      ticket,
      events: events
        .filter((event) => event.changeSeq <= upTo)
        .map((event) => describeEvent(event, ticketId, knowsContact)),
      messages: messages.filter((message) => message.changeSeq <= upTo),
      changeSeq: upTo,
      more: upTo < ticket.changeSeq,
    };
  }

  /** The message as it was received. */
  async raw(agent: AgentContext, { ticketId, messageId }: { ticketId: string; messageId: string }): Promise<Buffer> {
    await requireVisible(this.database, agent, ticketId);
    const isHere = await firstRow(this.database, isMessageOf, [messageId, ticketId]);
    const raw = isHere ? await readRaw(this.database, this.storage, messageId) : null;
    if (!raw) throw new Problem('not-found');
    return raw;
  }

  /** Stores how far an agent has read. The widget shows the shopper that the team has read the message. */
  async markRead(agent: AgentContext, ticketId: string, seq: number): Promise<void> {
    await requireVisible(this.database, agent, ticketId);
    await this.database.query(writeRead, [ticketId, agent.agentId, seq]);
    this.visitors.read(agent.workspaceId, ticketId);
  }

  async events(
    agent: AgentContext,
    ticketId: string,
    { limit, cursor }: { limit: number; cursor?: string },
  ): Promise<PageOf<TicketEvent>> {
    const knowsContact = await requireVisibleWithContact(this.database, agent, ticketId);
    const [seq, id] = decodeCursor(cursor, isEventPlace) ?? [-1, '00000000-0000-0000-0000-000000000000'];
    const found = await rows<EventRow>(this.database, pageOfEvents, [ticketId, seq, id, limit + 1]);
    const page = cutPage(found, limit, (last): EventPlace => [last.changeSeq, last.id]);
    return { ...page, items: page.items.map((event) => describeEvent(event, ticketId, knowsContact)) };
  }
}

/** How far a list is complete that was fetched with one row more than its limit. */
function reach(list: { changeSeq: number }[], limit: number): number {
  return list.length > limit ? list[limit]!.changeSeq - 1 : Number.MAX_SAFE_INTEGER;
}

const describeEvent = (event: EventRow, ticketId: string, knowsContact: boolean): TicketEvent =>
  withInstantsAsText({ ...event, actor: maskedActor(event.actor, ticketId, knowsContact) });
