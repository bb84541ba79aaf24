import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Config, Database, SystemDatabase } from '#libs/platform';
import { passwordFits, publicPassword } from './password.js';

const demoAccounts = `select distinct g.account_id as "accountId" from agents g join workspaces w on w.id = g.workspace_id where w.demo limit 1000`;
const signedIn = `
  select a.id, a.password_hash as "passwordHash" from accounts a
  where a.id = any($1::uuid[]) and exists (select from sessions s where s.account_id = a.id and s.expires_at > now())`;

/** Ends what anybody could open while this data was a demo's: its public password opens nothing outside of one, and so nothing stays open. */
@Injectable()
export class EndDemoSessions implements OnApplicationBootstrap {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly system: SystemDatabase,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.demo) return;
    const known = await this.system.query<{ accountId: string }>(demoAccounts);
    if (known.length === 0) return;
    const accounts = await this.database.query<{ id: string; passwordHash: string | null }>(signedIn, [
      known.map(({ accountId }) => accountId),
    ]);
    const open: string[] = [];
    for (const { id, passwordHash } of accounts) if (await passwordFits(passwordHash, publicPassword)) open.push(id);
    if (open.length) await this.database.query('delete from sessions where account_id = any($1::uuid[])', [open]);
  }
}
