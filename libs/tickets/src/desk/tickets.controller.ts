import { Controller } from '@nestjs/common';
import {
  type InputOf,
  countTickets as counts,
  createTicket,
  findTicketByNumber,
  getContact,
  getDrafts,
  getTicket,
  listTicketEvents,
  listTickets,
  markTicketRead,
  putDraft,
  updateTicket,
} from '#libs/contracts';
import { type AgentContext, CurrentAgent } from '#libs/identity';
import { Database, Endpoint, IdempotencyKey, Input } from '#libs/platform';
import { CountTickets } from './count-tickets.js';
import { Drafts } from './drafts.js';
import { findVisibleTicket, findVisibleTicketByNumber } from '../core/find-visible-ticket.js';
import { ListTickets } from './list-tickets.js';
import { ReadTicket } from './read-ticket.js';
import { StartTicket } from './start-ticket.js';
import { UpdateTicket } from './update-ticket.js';

@Controller()
export class TicketsController {
  constructor(
    private readonly database: Database,
    private readonly lists: ListTickets,
    private readonly reads: ReadTicket,
    private readonly updates: UpdateTicket,
    private readonly drafts: Drafts,
    private readonly starts: StartTicket,
    private readonly counting: CountTickets,
  ) {}

  @Endpoint(listTickets)
  list(@Input() { query }: InputOf<typeof listTickets>, @CurrentAgent() agent: AgentContext) {
    return this.lists.list(agent, query);
  }

  @Endpoint(counts)
  counts(@CurrentAgent() agent: AgentContext) {
    return this.counting.of(agent);
  }

  @Endpoint(findTicketByNumber)
  byNumber(@Input() { params }: InputOf<typeof findTicketByNumber>, @CurrentAgent() agent: AgentContext) {
    return findVisibleTicketByNumber(this.database, agent, params.number);
  }

  @Endpoint(getTicket)
  get(@Input() { params }: InputOf<typeof getTicket>, @CurrentAgent() agent: AgentContext) {
    return findVisibleTicket(this.database, agent, params.ticketId);
  }

  @Endpoint(createTicket)
  async create(
    @Input() { body }: InputOf<typeof createTicket>,
    @CurrentAgent() agent: AgentContext,
    @IdempotencyKey() key: string | undefined,
  ) {
    return findVisibleTicket(this.database, agent, await this.starts.start(agent, body, key));
  }

  @Endpoint(updateTicket)
  update(@Input() { params, body }: InputOf<typeof updateTicket>, @CurrentAgent() agent: AgentContext) {
    return this.updates.update(agent, params.ticketId, body);
  }

  @Endpoint(markTicketRead)
  markRead(
    @Input() { params, body }: InputOf<typeof markTicketRead>,
    @CurrentAgent() agent: AgentContext,
  ): Promise<void> {
    return this.reads.markRead(agent, params.ticketId, body.seq);
  }

  @Endpoint(listTicketEvents)
  events(@Input() { params, query }: InputOf<typeof listTicketEvents>, @CurrentAgent() agent: AgentContext) {
    return this.reads.events(agent, params.ticketId, query);
  }

  @Endpoint(getDrafts)
  getDrafts(@Input() { params }: InputOf<typeof getDrafts>, @CurrentAgent() agent: AgentContext) {
    return this.drafts.of(agent, params.ticketId);
  }

  @Endpoint(putDraft)
  putDraft(@Input() { params, body }: InputOf<typeof putDraft>, @CurrentAgent() agent: AgentContext) {
    return this.drafts.put(agent, params.ticketId, body);
  }

  @Endpoint(getContact)
  contact(@Input() { params }: InputOf<typeof getContact>, @CurrentAgent() agent: AgentContext) {
    return this.lists.contact(agent, params.contactId);
  }
}
