import { type Database, type Tx, firstRow, newId, rows } from '#libs/platform';
import type { AccountTokens } from './account-tokens.js';
import { accountByEmail, allWorkspaces, anyDemo, ensureAccount, makeAdmin } from './admin.queries.js';

export interface ListedWorkspace {
  id: string;
  name: string;
  slug: string | null;
}

/** The workspaces of an installation, the oldest first, a hundred at most. */
export const listWorkspaces = (database: Database): Promise<ListedWorkspace[]> =>
  rows<ListedWorkspace>(database, allWorkspaces);

/** Whether a workspace of the installation began as a demo. */
export const hasDemoWorkspace = async (database: Database): Promise<boolean> =>
  (await firstRow(database, anyDemo)) !== null;

export interface Admitted {
  accountId: string;
  agentId: string;
  /** Whether the account has a password, and its owner may sign in as before. */
  isKnown: boolean;
}

/** Makes the owner of an address an admin of the workspace in context: at once when they have an account, else invited. */
export async function admitAdmin(tx: Tx, email: string): Promise<Admitted> {
  await tx.query(ensureAccount, [newId(), email]);
  const account = await firstRow<{ id: string; isKnown: boolean }>(tx, accountByEmail, [email]);
  if (!account) throw new Error('The account was not stored');
  const state = account.isKnown ? 'active' : 'invited';
  const name = email.split('@')[0];
  const agent = await firstRow<{ id: string }>(tx, makeAdmin, [newId(), account.id, name, email, state]);
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
