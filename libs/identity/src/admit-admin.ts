import { type Database, type Tx, firstRow, newId, rows } from '#libs/platform';
import type { AccountTokens } from './account-tokens.js';
import { accountByEmail, ensureAccount } from './accounts.queries.js';
import { allWorkspaces, anyDemo, makeAdmin } from './members.queries.js';

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
  /** Whether they still have to join by a link. */
  isInvited: boolean;
}

/**
 * Makes the owner of an address an admin of the workspace in context: active when they have an account, otherwise
 * invited.
 */
export async function admitAdmin(tx: Tx, email: string): Promise<Admitted> {
  const account = await accountOf(tx, email);
  return writeAdmin(tx, email, account.id, !account.isKnown);
}

/**
 * Invites the owner of an address to the workspace in context as its admin, also one who has an account: with an
 * account alone, who set its password first would have the workspace without ever having read the owner's mail.
 */
export async function inviteAdmin(tx: Tx, email: string): Promise<Admitted> {
  return writeAdmin(tx, email, (await accountOf(tx, email)).id, true);
}

async function accountOf(tx: Tx, email: string): Promise<{ id: string; isKnown: boolean }> {
  await tx.query(ensureAccount, [newId(), email]);
  const account = await firstRow<{ id: string; isKnown: boolean }>(tx, accountByEmail, [email]);
  if (!account) throw new Error('The account was not stored');
  return account;
}

async function writeAdmin(tx: Tx, email: string, accountId: string, isInvited: boolean): Promise<Admitted> {
  const name = email.split('@')[0];
  const state = isInvited ? 'invited' : 'active';
  const agent = await firstRow<{ id: string }>(tx, makeAdmin, [newId(), accountId, name, email, state]);
  return { accountId, agentId: agent!.id, isInvited };
}

/** Path of a one-time link to join, or to set a new password for an admin who is active. */
export async function linkFor(
  tx: Tx,
  tokens: AccountTokens,
  workspaceId: string,
  { accountId, agentId, isInvited }: Admitted,
): Promise<string> {
  const [kind, page] = isInvited ? (['invitation', '/invitation'] as const) : (['reset', '/reset-password'] as const);
  const token = await tokens.issue(tx, kind, { accountId, workspaceId: isInvited ? workspaceId : null, agentId });
  return `${page}#token=${token}`;
}
