import { randomBytes } from 'node:crypto';
import type { Agent, Role } from '#libs/contracts';
import { CreateWorkspace } from '#libs/identity';
import { Database, inWorkspace } from '#libs/platform';
import type { Client } from '../../../support/client.js';
import type { TestWaypost } from '../../../support/waypost.js';

export const password = 'a-long-enough-password';

export interface Signed {
  client: Client;
  agentId: string;
  email: string;
}

/** One more member of a workspace, signed in. */
export async function addMember(
  waypost: TestWaypost,
  workspaceId: string,
  role: Role,
  more: { admin?: Client } & Partial<Pick<Agent, 'teamIds' | 'onlyAssigned'>> = {},
): Promise<Signed> {
  const email = `${role}-${randomBytes(4).toString('hex')}@shop.example`;
  const { admin, ...change } = more;
  const member = await inWorkspace(workspaceId, () =>
    waypost.api
      .get(Database)
      .transaction((tx) =>
        waypost.api.get(CreateWorkspace).addMember(tx, workspaceId, { name: `Member ${role}`, email, password, role }),
      ),
  );
  if (admin) {
    const { status, body } = await admin.send('PATCH', `/api/v1/agents/${member.agentId}`, { body: change });
    if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`);
  }
  return { client: await waypost.anonymous.signIn(email, password), agentId: member.agentId, email };
}
