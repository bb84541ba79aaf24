import { Injectable } from '@nestjs/common';
import { type Tx, hashToken, randomToken } from '#libs/platform';
import { rememberWorkspace } from './accounts.queries.js';
import { insertSession } from './sessions.queries.js';

const sessionDays = 30;

/** Opens sessions. */
@Injectable()
export class StartSession {
  /** Creates a session. Returns its token of 256 random bits, of which only the hash is stored. */
  async start(tx: Tx, member: { accountId: string; workspaceId: string; agentId: string }): Promise<string> {
    const token = randomToken();
    const { accountId, workspaceId, agentId } = member;
    await tx.query(insertSession, [hashToken(token), accountId, workspaceId, agentId, sessionDays]);
    await tx.query(rememberWorkspace, [accountId, workspaceId]);
    return token;
  }
}
