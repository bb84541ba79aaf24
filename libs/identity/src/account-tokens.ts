import { Injectable } from '@nestjs/common';
import { type Database, Problem, type Tx, firstRow, hashToken, randomToken } from '#libs/platform';
import { deleteTokens, findGoodToken, insertToken, redeemToken, workspaceOfToken } from './account-tokens.queries.js';

export type TokenKind = 'reset' | 'invitation' | 'setup';
export interface TokenOwner {
  accountId: string | null;
  workspaceId: string | null;
  agentId: string | null;
}

const hours: Record<TokenKind, number> = { reset: 1, invitation: 72, setup: 72 };

/**
 * One-time tokens for links: 256 random bits, stored as a hash, valid once. A new one ends earlier ones of its kind.
 */
@Injectable()
export class AccountTokens {
  async issue(tx: Tx, kind: TokenKind, owner: TokenOwner): Promise<string> {
    const token = randomToken();
    const { accountId, workspaceId, agentId } = owner;
    await tx.query(deleteTokens, [kind, accountId, workspaceId]);
    await tx.query(insertToken, [hashToken(token), kind, accountId, workspaceId, agentId, hours[kind]]);
    return token;
  }

  /** The workspace of a token. Does not consume it. */
  async workspaceOf(database: Database, kind: TokenKind, token: string): Promise<string> {
    const owner = await firstRow<{ workspaceId: string | null }>(database, workspaceOfToken, [hashToken(token), kind]);
    if (!owner?.workspaceId) throw uselessLink();
    return owner.workspaceId;
  }

  /** Throws when the token is not valid. Does not consume it. */
  async refuseUseless(database: Database, kind: TokenKind, token: string): Promise<void> {
    if (!(await firstRow(database, findGoodToken, [hashToken(token), kind]))) throw uselessLink();
  }

  /** Consumes a token. Throws the same problem for used, replaced, expired and unknown ones. */
  async redeem(tx: Tx, kind: TokenKind, token: string): Promise<TokenOwner> {
    const owner = await firstRow<TokenOwner>(tx, redeemToken, [hashToken(token), kind]);
    if (!owner) throw uselessLink();
    return owner;
  }
}

/** The problem of a link that is not valid. */
export const uselessLink = () => new Problem('forbidden', 'This link has been used or is too old. Ask for a new one.');
