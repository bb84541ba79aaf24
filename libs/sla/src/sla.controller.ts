import { Controller } from '@nestjs/common';
import {
  type InputOf,
  type SlaClock,
  createBusinessHours,
  createSlaPolicy,
  deleteBusinessHours,
  deleteSlaPolicy,
  listBusinessHours,
  listSlaPolicies,
  listTicketClocks,
  updateBusinessHours,
  updateSlaPolicy,
} from '#libs/contracts';
import { type AgentContext, CurrentAgent } from '#libs/identity';
import { Database, Endpoint, Input, idPage, rows } from '#libs/platform';
import { requireVisible } from '#libs/tickets';
import { type Clock, describeClock } from './clock.js';
import { ManageBusinessHours } from './manage-business-hours.js';
import { ManagePolicies } from './manage-policies.js';
import { clocksToRead } from './ticket-time.queries.js';

@Controller()
export class SlaController {
  constructor(
    private readonly policies: ManagePolicies,
    private readonly hours: ManageBusinessHours,
    private readonly database: Database,
  ) {}

  @Endpoint(listSlaPolicies)
  listPolicies(@Input() { query }: InputOf<typeof listSlaPolicies>) {
    return idPage(query, (afterId, limit) => this.policies.list(afterId, limit));
  }

  @Endpoint(createSlaPolicy)
  createPolicy(@Input() { body }: InputOf<typeof createSlaPolicy>, @CurrentAgent() agent: AgentContext) {
    return this.policies.create(agent, body);
  }

  @Endpoint(updateSlaPolicy)
  updatePolicy(@Input() { params, body }: InputOf<typeof updateSlaPolicy>, @CurrentAgent() agent: AgentContext) {
    return this.policies.update(agent, params.policyId, body);
  }

  @Endpoint(deleteSlaPolicy)
  deletePolicy(@Input() { params }: InputOf<typeof deleteSlaPolicy>, @CurrentAgent() agent: AgentContext) {
    return this.policies.delete(agent, params.policyId);
  }

  @Endpoint(listBusinessHours)
  listHours(@Input() { query }: InputOf<typeof listBusinessHours>) {
    return idPage(query, (afterId, limit) => this.hours.list(afterId, limit));
  }

  @Endpoint(createBusinessHours)
  createHours(@Input() { body }: InputOf<typeof createBusinessHours>, @CurrentAgent() agent: AgentContext) {
    return this.hours.create(agent, body);
  }

  @Endpoint(updateBusinessHours)
  updateHours(@Input() { params, body }: InputOf<typeof updateBusinessHours>, @CurrentAgent() agent: AgentContext) {
    return this.hours.update(agent, params.hoursId, body);
  }

  @Endpoint(deleteBusinessHours)
  deleteHours(@Input() { params }: InputOf<typeof deleteBusinessHours>, @CurrentAgent() agent: AgentContext) {
    return this.hours.delete(agent, params.hoursId);
  }

  @Endpoint(listTicketClocks)
  async clocks(@Input() { params }: InputOf<typeof listTicketClocks>, @CurrentAgent() agent: AgentContext) {
    await requireVisible(this.database, agent, params.ticketId);
    const clocks = await rows<Clock & Pick<SlaClock, 'hours'>>(this.database, clocksToRead, [[params.ticketId]]);
    return { items: clocks.map(describeClock) };
  }
}
