import { Controller } from '@nestjs/common';
import {
  type InputOf,
  createTeam,
  deleteTeam,
  inviteAgent,
  listAgents,
  listTeams,
  updateAgent,
  updateTeam,
} from '#libs/contracts';
import { Endpoint, Input, idPage } from '#libs/platform';
import { type AgentContext, CurrentAgent } from './agent-context.js';
import { ManageAgents } from './manage-agents.js';
import { ManageTeams } from './manage-teams.js';

@Controller()
export class TeamController {
  constructor(
    private readonly agents: ManageAgents,
    private readonly teams: ManageTeams,
  ) {}

  @Endpoint(listAgents)
  listAgents(@Input() { query }: InputOf<typeof listAgents>) {
    return idPage(query, (afterId, limit) => this.agents.list(afterId, limit));
  }

  @Endpoint(inviteAgent)
  invite(@Input() { body }: InputOf<typeof inviteAgent>, @CurrentAgent() agent: AgentContext) {
    return this.agents.invite(agent, body);
  }

  @Endpoint(updateAgent)
  updateAgent(@Input() { params, body }: InputOf<typeof updateAgent>, @CurrentAgent() agent: AgentContext) {
    return this.agents.update(agent, params.agentId, body);
  }

  @Endpoint(listTeams)
  listTeams(@Input() { query }: InputOf<typeof listTeams>) {
    return idPage(query, (afterId, limit) => this.teams.list(afterId, limit));
  }

  @Endpoint(createTeam)
  createTeam(@Input() { body }: InputOf<typeof createTeam>, @CurrentAgent() agent: AgentContext) {
    return this.teams.create(agent, body);
  }

  @Endpoint(updateTeam)
  updateTeam(@Input() { params, body }: InputOf<typeof updateTeam>, @CurrentAgent() agent: AgentContext) {
    return this.teams.update(agent, params.teamId, body);
  }

  @Endpoint(deleteTeam)
  deleteTeam(@Input() { params }: InputOf<typeof deleteTeam>, @CurrentAgent() agent: AgentContext) {
    return this.teams.delete(agent, params.teamId);
  }
}
