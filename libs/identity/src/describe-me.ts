import { Injectable } from '@nestjs/common';
import type { Me } from '#libs/contracts';
import { Config, Database } from '#libs/platform';
import type { AgentContext } from './agent-context.js';
import { workspaceOfAgent } from './members.queries.js';
import { Memberships } from './sign-in.js';

interface WorkspaceRow {
  id: string;
  name: string;
  locale: string;
  timeZone: string;
  demo: boolean;
  preferences: Record<string, unknown>;
}

/** What the web app needs to know about the signed-in agent. */
@Injectable()
export class DescribeMe {
  constructor(
    private readonly database: Database,
    private readonly memberships: Memberships,
    private readonly config: Config,
  ) {}

  async of(agent: AgentContext): Promise<Me> {
    const [row] = await this.database.query<WorkspaceRow>(workspaceOfAgent, [agent.agentId]);
    const { preferences, ...workspace } = row!;
    const workspaces = await this.memberships.of(agent.accountId);
    return {
      agent: {
        id: agent.agentId,
        name: agent.name,
        email: agent.email,
        role: agent.role,
        onlyAssigned: agent.onlyAssigned,
        teamIds: agent.teamIds,
      },
      workspace: { ...workspace, demo: workspace.demo && this.config.demo },
      workspaces: workspaces.map(({ workspaceId, workspaceName }) => ({ id: workspaceId, name: workspaceName })),
      preferences,
    };
  }
}
