import { Controller } from '@nestjs/common';
import {
  type InputOf,
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
import { Endpoint, Input, idPage } from '#libs/platform';
import { ManageBusinessHours } from './manage-business-hours.js';
import { ManagePolicies } from './manage-policies.js';
import { ReadClocks } from './read-clocks.js';

@Controller()
export class SlaController {
  constructor(
    private readonly policies: ManagePolicies,
    private readonly hours: ManageBusinessHours,
    private readonly clocks: ReadClocks,
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
  async listClocks(@Input() { params }: InputOf<typeof listTicketClocks>, @CurrentAgent() agent: AgentContext) {
    return { items: await this.clocks.of(agent, params.ticketId) };
  }
}
