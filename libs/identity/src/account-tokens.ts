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

/** One-time tokens of links: 256 random bits, stored as a hash, good once, the newest of its kind only. */
@Injectable()
export class AccountTokens {
  async issue(tx: Tx, kind: TokenKind, owner: TokenOwner): Promise<string> {
    const token = randomToken();
    const { accountId, workspaceId, agentId } = owner;
    await tx.query(deleteTokens, [kind, accountId, workspaceId]);
    await tx.query(insertToken, [hashToken(token), kind, accountId, workspaceId, agentId, hours[kind]]);
    return token;
  }

  /** The workspace that a token leads into, without using it up. */
  async workspaceOf(database: Database, kind: TokenKind, token: string): Promise<string> {
    const owner = await firstRow<{ workspaceId: string | null }>(database, workspaceOfToken, [hashToken(token), kind]);
    if (!owner?.workspaceId) throw uselessLink();
    return owner.workspaceId;
  }

  /** Refuses a token that would be refused if it were used now. */
  async refuseUseless(database: Database, kind: TokenKind, token: string): Promise<void> {
    if (!(await firstRow(database, findGoodToken, [hashToken(token), kind]))) throw uselessLink();
  }

  /** Uses a token up. Used, replaced, expired and unknown ones are refused alike. */
  async redeem(tx: Tx, kind: TokenKind, token: string): Promise<TokenOwner> {
    const owner = await firstRow<TokenOwner>(tx, redeemToken, [hashToken(token), kind]);
    if (!owner) throw uselessLink();
    return owner;
  }
}

/** What is said of a link that opens nothing, or no more. */
export const uselessLink = () => new Problem('forbidden', 'This link has been used or is too old. Ask for a new one.');
