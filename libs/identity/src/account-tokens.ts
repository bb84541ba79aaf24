import { Injectable } from '@nestjs/common';
import { Database, Problem, type Tx, firstRow, hashToken, randomToken } from '#libs/platform';
import {
  deleteEarlierTokens,
  endLinks,
  findGoodToken,
  insertToken,
  redeemToken,
  workspaceOfToken,
} from './accounts.queries.js';
import { CreateWorkspace } from './create-workspace.js';
import { RateLimits } from './rate-limits.js';

type TokenKind = 'reset' | 'invitation' | 'setup';
export interface TokenOwner {
  accountId: string | null;
  workspaceId: string | null;
  agentId: string | null;
}

const hours: Record<TokenKind, number> = { reset: 1, invitation: 72, setup: 72 };

/** One-time tokens for links: 256 random bits, stored as a hash, valid once. */
@Injectable()
export class AccountTokens {
  /** Creates a token and ends earlier ones of its kind. */
  async issue(tx: Tx, kind: TokenKind, owner: TokenOwner): Promise<string> {
    const token = await this.add(tx, kind, owner);
    await this.endEarlier(tx, kind, owner, token);
    return token;
  }

  /** Creates a token beside earlier ones of its kind. */
  async add(tx: Tx, kind: TokenKind, { accountId, workspaceId, agentId }: TokenOwner): Promise<string> {
    const token = randomToken();
    await tx.query(insertToken, [hashToken(token), kind, accountId, workspaceId, agentId, hours[kind]]);
    return token;
  }

  /** Ends the tokens that the owner was given before this one. */
  async endEarlier(tx: Tx, kind: TokenKind, { accountId, workspaceId }: TokenOwner, token: string): Promise<void> {
    await tx.query(deleteEarlierTokens, [kind, accountId, workspaceId, hashToken(token)]);
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

  /**
   * Ends the links of an account that were made before its password was set, in the transaction that sets it; with a
   * kind only those.
   */
  async endLinks(tx: Tx, accountId: string, kind: TokenKind | null = null): Promise<void> {
    await tx.query(endLinks, [accountId, kind]);
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

/**
 * Checks a one-time link before it is used, and before its form is shown, so that it is not filled in for nothing. Only
 * a link that is not valid counts towards the limit of its peer, who may be a proxy of many: a token of 256 bits is not
 * guessed, so a caller who has one gets in.
 */
@Injectable()
export class CheckLink {
  constructor(
    private readonly database: Database,
    private readonly tokens: AccountTokens,
    private readonly workspaces: CreateWorkspace,
    private readonly rateLimits: RateLimits,
  ) {}

  /** Throws as the use of the link would. What could not be looked up says nothing of the link. */
  async refuseUseless({ kind, token }: { kind: TokenKind; token: string }, peer: string): Promise<void> {
    try {
      await this.tokens.refuseUseless(this.database, kind, token);
      if (kind === 'setup') await this.database.transaction((tx) => this.workspaces.refuseSecond(tx));
    } catch (refusal) {
      if (refusal instanceof Problem) await this.rateLimits.consume('token-peer', peer);
      throw refusal;
    }
  }
}
