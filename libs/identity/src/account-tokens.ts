import { Injectable } from '@nestjs/common';
import { type Database, Problem, type Tx, firstRow, hashToken, randomToken } from '#libs/platform';

export type TokenKind = 'reset' | 'invitation' | 'setup';
export interface TokenOwner {
  accountId: string | null;
  workspaceId: string | null;
  agentId: string | null;
}

const hours: Record<TokenKind, number> = { reset: 1, invitation: 72, setup: 72 };

/** One-time tokens of links: 256 random bits, stored as a hash, good once, the newest of its kind only. */
@Injectable()
export class AccountTokens {
  async issue(tx: Tx, kind: TokenKind, owner: TokenOwner): Promise<string> {
    const token = randomToken();
    await tx.query(
      'delete from account_tokens where kind = $1 and account_id is not distinct from $2 and workspace_id is not distinct from $3',
      [kind, owner.accountId, owner.workspaceId],
    );
    await tx.query(
      `insert into account_tokens (token_hash, kind, account_id, workspace_id, agent_id, expires_at) values ($1, $2, $3, $4, $5, now() + make_interval(hours => $6))`,
      [hashToken(token), kind, owner.accountId, owner.workspaceId, owner.agentId, hours[kind]],
    );
    return token;
  }

  /** The workspace that a token leads into, without using it up. */
  async workspaceOf(database: Database, kind: TokenKind, token: string): Promise<string> {
    const owner = await firstRow<{ workspaceId: string | null }>(
      database,
      'select workspace_id as "workspaceId" from account_tokens where token_hash = $1 and kind = $2',
      [hashToken(token), kind],
    );
    if (!owner?.workspaceId) throw uselessLink();
    return owner.workspaceId;
  }

  /** Refuses a token that would be refused if it were used now. */
  async refuseUseless(database: Database, kind: TokenKind, token: string): Promise<void> {
    if (
      !(await firstRow(
        database,
        'select 1 as good from account_tokens where token_hash = $1 and kind = $2 and used_at is null and expires_at > now()',
        [hashToken(token), kind],
      ))
    )
      throw uselessLink();
  }

  /** Uses a token up. Used, replaced, expired and unknown ones are refused alike. */
  async redeem(tx: Tx, kind: TokenKind, token: string): Promise<TokenOwner> {
    const owner = await firstRow<TokenOwner>(
      tx,
      `update account_tokens set used_at = now() where token_hash = $1 and kind = $2 and used_at is null and expires_at > now()
       returning account_id as "accountId", workspace_id as "workspaceId", agent_id as "agentId"`,
      [hashToken(token), kind],
    );
    if (!owner) throw uselessLink();
    return owner;
  }
}

/** What is said of a link that opens nothing, or no more. */
export const uselessLink = () => new Problem('forbidden', 'This link has been used or is too old. Ask for a new one.');
