import type { AccountTokens } from '#libs/identity';
import { firstRow, newId, type Tx } from '#libs/platform';

export interface Admitted {
  accountId: string;
  agentId: string;
  /** Whether the account has a password, and its owner may sign in as before. */
  isKnown: boolean;
}

/** Makes the owner of an address an admin of the workspace in context: at once when they have an account, else invited. */
export async function admitAdmin(tx: Tx, email: string): Promise<Admitted> {
  await tx.query('insert into accounts (id, email) values ($1, $2) on conflict do nothing', [newId(), email]);
  const account = await firstRow<{ id: string; isKnown: boolean }>(
    tx,
    'select id, password_hash is not null as "isKnown" from accounts where email = $1',
    [email],
  );
  if (!account) throw new Error('The account was not stored');
  const agent = await firstRow<{ id: string }>(
    tx,
    `insert into agents (id, account_id, name, email, role, state, joined_at) values ($1, $2, $3, $4, 'admin', $5, case when $5 = 'active' then now() end)
     on conflict on constraint agents_account_key do update
       set role = 'admin', state = excluded.state, joined_at = coalesce(agents.joined_at, excluded.joined_at)
     returning id`,
    [newId(), account.id, email.split('@')[0], email, account.isKnown ? 'active' : 'invited'],
  );
  return { accountId: account.id, agentId: agent!.id, isKnown: account.isKnown };
}

/** Path of a link that can be used once: to set a new password, or to join with a first one. */
export async function linkFor(
  tx: Tx,
  tokens: AccountTokens,
  workspaceId: string,
  { accountId, agentId, isKnown }: Admitted,
): Promise<string> {
  const [kind, page] = isKnown ? (['reset', '/reset-password'] as const) : (['invitation', '/invitation'] as const);
  const token = await tokens.issue(tx, kind, { accountId, workspaceId: isKnown ? null : workspaceId, agentId });
  return `${page}#token=${token}`;
}
