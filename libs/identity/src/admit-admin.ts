import { type Database, type Tx, firstRow, newId, rows } from '#libs/platform';
import type { AccountTokens } from './account-tokens.js';
import { accountByEmail, allWorkspaces, anyDemo, awaitJoining, ensureAccount, makeAdmin } from './admin.queries.js';

export interface ListedWorkspace {
  id: string;
  name: string;
  slug: string | null;
}

/** The workspaces of the installation, oldest first, at most a hundred. */
export const listWorkspaces = (database: Database): Promise<ListedWorkspace[]> =>
  rows<ListedWorkspace>(database, allWorkspaces);

/** Whether a workspace of the installation was created as a demo. */
export const hasDemoWorkspace = async (database: Database): Promise<boolean> =>
  (await firstRow(database, anyDemo)) !== null;

export interface Admitted {
  accountId: string;
  agentId: string;
  /** Whether the account has a password, with which its owner can sign in. */
  isKnown: boolean;
}

/** Makes the owner of an address an admin of the workspace in context: active when they have an account, otherwise invited. */
export async function admitAdmin(tx: Tx, email: string): Promise<Admitted> {
  await tx.query(ensureAccount, [newId(), email]);
  const account = await firstRow<{ id: string; isKnown: boolean }>(tx, accountByEmail, [email]);
  if (!account) throw new Error('The account was not stored');
  const state = account.isKnown ? 'active' : 'invited';
  const name = email.split('@')[0];
  const agent = await firstRow<{ id: string }>(tx, makeAdmin, [newId(), account.id, name, email, state]);
  return { accountId: account.id, agentId: agent!.id, isKnown: account.isKnown };
}

/**
 * Invites the owner of an address to the workspace in context as its admin, also one who has an account: with an account
 * alone, whoever set its password first would have the workspace without ever having read the owner's mail.
 */
export async function inviteAdmin(tx: Tx, email: string): Promise<Admitted> {
  const admitted = await admitAdmin(tx, email);
  await tx.query(awaitJoining, [admitted.agentId]);
  return { ...admitted, isKnown: false };
}

/** Path of a one-time link to set a new password, or to join with a first one. */
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
