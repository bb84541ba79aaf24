import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { readContact } from '#libs/contacts';
import type { Contact, TicketFilter, TicketPage } from '#libs/contracts';
import { type AgentContext, ticketScope } from '#libs/identity';
import { Database, Problem, contributed, decodeCursor, firstRow, isInstantText, isUuid } from '#libs/platform';
import { knowsContact } from '../core/known-contact.queries.js';
import { ContactTimeZone } from './contact-time-zone.js';
import { CONTRIBUTED_FILTER, type ContributedFilter } from './filter-tickets.js';
import { findPage, pageOf } from './find-page.js';
import { CONTRIBUTED_WORDS, type ContributedWords, readSearch } from './search-tickets.js';
import type { Place } from './walk-tickets.queries.js';

interface ListQuery extends TicketFilter {
  sort: 'activity' | 'due';
  limit: number;
  cursor?: string;
}

/** The end of a page, and whether only the way through the tickets in their order is left, since no source gave few. */
type ListPlace = [...Place, 1?];

const isPlace = (value: unknown): value is ListPlace =>
  Array.isArray(value) &&
  (value.length === 2 || (value.length === 3 && value[2] === 1)) &&
  isInstantText(value[0]) &&
  isUuid(value[1]);

/** Lists the tickets that an agent may see, in pages, and shows their contacts. */
@Injectable()
export class ListTickets {
  constructor(
    private readonly database: Database,
    private readonly modules: ModuleRef,
    private readonly zones: ContactTimeZone,
  ) {}

  async list(agent: AgentContext, { sort, limit, cursor, q, ...filter }: ListQuery): Promise<TicketPage> {
    const place = decodeCursor(cursor, isPlace);
    const asked = {
      scope: ticketScope(agent),
      filter,
      search: q
        ? await readSearch(this.database, q, contributed<ContributedWords>(this.modules, CONTRIBUTED_WORDS))
        : null,
      others: contributed<ContributedFilter>(this.modules, CONTRIBUTED_FILTER),
      sort,
      after: place && ([place[0], place[1]] satisfies Place),
      limit: limit + 1,
    };
    return pageOf(await findPage(this.database, asked, agent.agentId, place?.[2] === 1), limit);
  }

  /** The contact, for an agent who may know them: see knowsContactSql. */
  async contact(agent: AgentContext, contactId: string): Promise<Contact> {
    const parameters: unknown[] = [contactId];
    const seen = await firstRow(this.database, knowsContact(ticketScope(agent), parameters), parameters);
    const contact = seen ? await readContact(this.database, contactId) : null;
    if (!contact) throw new Problem('not-found');
    return { ...contact, timeZone: await this.zones.of(contact) };
  }
}
