import { Injectable } from '@nestjs/common';
import { type Tx, hashToken, randomToken } from '#libs/platform';

const sessionDays = 30;

/** Opens sessions. */
@Injectable()
export class StartSession {
  /** A new session's token: 256 random bits, of which only the hash is kept. */
  async start(tx: Tx, member: { accountId: string; workspaceId: string; agentId: string }): Promise<string> {
    const token = randomToken();
    await tx.query(
      `insert into sessions (token_hash, account_id, workspace_id, agent_id, expires_at) values ($1, $2, $3, $4, now() + make_interval(days => ${sessionDays}))`,
      [hashToken(token), member.accountId, member.workspaceId, member.agentId],
    );
    await tx.query(
      'update accounts set last_workspace_id = $2 where id = $1 and last_workspace_id is distinct from $2',
      [member.accountId, member.workspaceId],
    );
    return token;
  }
}
