import { hashPassword, publicPassword } from '#libs/identity';
import { type Tx, newId } from '#libs/platform';
import { readData } from './demo-texts.js';
import { type DemoAgent, day, iso } from './demo-world.js';
import { insertRows } from './support/insert-rows.js';

interface People {
  workspace: { name: string; locale: string; timeZone: string };
  teams: string[];
  agents: { name: string; email: string; role: string; teams: number[]; languages: string[] }[];
}

/** The workspace itself. Its row is visible only with all others, at the commit. */
export async function seedWorkspace(tx: Tx, workspaceId: string, now: number): Promise<void> {
  const { name, locale, timeZone } = readData<People>('people').workspace;
  await tx.query(
    `insert into workspaces (id, name, locale, time_zone, demo, created_at) values ($1, $2, $3, $4, true, $5)`,
    [workspaceId, name, locale, timeZone, iso(now - 91 * day)],
  );
}

/** Six agents in two teams. */
export async function seedPeople(
  tx: Tx,
  workspaceId: string,
): Promise<{ agents: DemoAgent[]; teamIds: [string, string] }> {
  const { teams, agents } = readData<People>('people');
  const teamIds = teams.map(() => newId()) as [string, string];
  const made = await Promise.all(
    agents.map(async (agent) => ({
      ...agent,
      id: newId(),
      accountId: newId(),
      hash: await hashPassword(publicPassword),
    })),
  );
  await insertRows(
    tx,
    'accounts',
    made.map(({ accountId, email, hash }) => ({
      id: accountId,
      email,
      password_hash: hash,
      last_workspace_id: workspaceId,
      created_at: new Date(),
    })),
  );
  await insertRows(
    tx,
    'teams',
    teams.map((name, index) => ({ workspace_id: workspaceId, id: teamIds[index], name, created_at: new Date() })),
  );
  await insertRows(
    tx,
    'agents',
    made.map(({ id, accountId, name, email, role }) => ({
      workspace_id: workspaceId,
      id,
      account_id: accountId,
      name,
      email,
      role,
      state: 'active',
      joined_at: new Date(),
    })),
  );
  await insertRows(
    tx,
    'team_members',
    made.flatMap(({ id, teams: own }) =>
      own.map((team) => ({ workspace_id: workspaceId, team_id: teamIds[team], agent_id: id })),
    ),
  );
  return {
    teamIds,
    agents: made.map(({ id, name, teams: own, languages }) => ({
      id,
      name,
      languages,
      teamIds: own.map((team) => teamIds[team]!),
    })),
  };
}
