import { Injectable } from '@nestjs/common';
import type { Role } from '#libs/contracts';
import { Database, hashToken, inWorkspace } from '#libs/platform';
import { agentsOfSessions, workspaceOfSession } from './accounts.queries.js';
import type { AgentContext } from './agent-context.js';

const rememberedSessions = 10_000;

interface AgentRow extends AgentContext {
  role: Role;
  tokenHash: Buffer;
}

/** Finds the agent of a session token, by a query each time, so that a revoked session ends at once. */
@Injectable()
export class FindCaller {
  /** A session never changes its workspace, so this may be cached. */
  private readonly workspaces = new Map<string, string>();

  constructor(private readonly database: Database) {}

  async byToken(token: string): Promise<{ agent: AgentContext; tokenHash: Buffer } | null> {
    if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return null;
    const tokenHash = hashToken(token);
    const agent = await this.byHash(tokenHash);
    return agent && { agent, tokenHash };
  }

  async byHash(tokenHash: Buffer): Promise<AgentContext | null> {
    const workspaceId = await this.workspaceOf(tokenHash);
    if (!workspaceId) return null;
    const [agent] = (await inWorkspace(workspaceId, () => this.byHashes([tokenHash]))).values();
    return agent ?? null;
  }

  /** The agents of the workspace in context with valid sessions, by base64 hash of the token. */
  async byHashes(tokenHashes: Buffer[]): Promise<Map<string, AgentContext>> {
    const found = await this.database.query<AgentRow>(agentsOfSessions, [tokenHashes]);
    return new Map(found.map(({ tokenHash, ...agent }) => [tokenHash.toString('base64'), agent]));
  }

  private async workspaceOf(tokenHash: Buffer): Promise<string | null> {
    const key = tokenHash.toString('base64');
    const known = this.workspaces.get(key);
    if (known) return known;
    const [session] = await this.database.query<{ workspaceId: string }>(workspaceOfSession, [tokenHash]);
    if (!session) return null;
    if (this.workspaces.size >= rememberedSessions) this.workspaces.clear();
    this.workspaces.set(key, session.workspaceId);
    return session.workspaceId;
  }
}
