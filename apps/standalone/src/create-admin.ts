import { parseArgs } from 'node:util';
import { AccountTokens, CreateWorkspace, OfferSetUp } from '#libs/identity';
import { firstRow, inWorkspace, newId, type Tx } from '#libs/platform';
import { StartRefused } from './progress.js';
import type { CommandTools } from './with-database.js';

interface Workspace {
  id: string;
  name: string;
}

/** The way in for whoever runs the installation: to set it up, or back in when nobody else can invite them. */
export async function createAdmin({ config, database }: CommandTools, args: string[]): Promise<string> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { workspace: { type: 'string' } },
  });
  const tokens = new AccountTokens();
  const setUp = await new OfferSetUp(database, tokens, new CreateWorkspace(database), config).link();
  if (setUp) return `Set up Waypost here, once and within three days:\n  ${setUp}`;
  const email = positionals[0]?.toLowerCase();
  if (!email || !/^[^\s@]+@[^\s@]+$/.test(email))
    throw new StartRefused('There is a workspace already. Say whom to make an admin of it: create-admin <email>');
  const workspaces = await database.query<Workspace>('select id, name from workspaces order by created_at limit 100');
  const workspace = choose(workspaces, values.workspace);
  const path = await inWorkspace(workspace.id, () => database.transaction((tx) => admit(tx, tokens, workspace, email)));
  return `${email} is an admin of ${workspace.name} with this link, which can be used once:\n  ${config.publicUrl}${path}`;
}

function choose(workspaces: Workspace[], wanted?: string): Workspace {
  const matching = workspaces.filter(({ id, name }) => !wanted || wanted === name || wanted === id);
  if (matching[0] && matching.length === 1) return matching[0];
  throw new StartRefused(
    `Choose one with --workspace:\n${workspaces.map(({ id, name }) => `  ${name}  (${id})`).join('\n')}`,
  );
}

async function admit(tx: Tx, tokens: AccountTokens, workspace: Workspace, email: string) {
  await tx.query('insert into accounts (id, email) values ($1, $2) on conflict do nothing', [newId(), email]);
  const account = await firstRow<{ id: string; known: boolean }>(
    tx,
    'select id, password_hash is not null as known from accounts where email = $1',
    [email],
  );
  if (!account) throw new Error('The account was not stored');
  const agent = await firstRow<{ id: string }>(
    tx,
    `insert into agents (id, account_id, name, email, role, state, joined_at) values ($1, $2, $3, $4, 'admin', $5, case when $5 = 'active' then now() end)
     on conflict on constraint agents_account_key do update
       set role = 'admin', state = excluded.state, joined_at = coalesce(agents.joined_at, excluded.joined_at)
     returning id`,
    [newId(), account.id, email.split('@')[0], email, account.known ? 'active' : 'invited'],
  );
  const [kind, page] = account.known
    ? (['reset', '/reset-password'] as const)
    : (['invitation', '/invitation'] as const);
  const token = await tokens.issue(tx, kind, {
    accountId: account.id,
    workspaceId: kind === 'reset' ? null : workspace.id,
    agentId: agent?.id ?? null,
  });
  return `${page}#token=${token}`;
}
