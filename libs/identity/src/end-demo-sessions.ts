import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Config, Database, SystemDatabase } from '#libs/platform';
import { demoAccounts, signedInAccounts } from './accounts.queries.js';
import { passwordFits, publicPassword } from './password.js';
import { endSessionsOfAccounts } from './sessions.queries.js';

/** Ends the sessions of demo accounts once the data is used outside of a demo: their password is public. */
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
    const accounts = await this.database.query<{ id: string; passwordHash: string | null }>(signedInAccounts, [
      known.map(({ accountId }) => accountId),
    ]);
    const open: string[] = [];
    for (const { id, passwordHash } of accounts) if (await passwordFits(passwordHash, publicPassword)) open.push(id);
    if (open.length) await this.database.query(endSessionsOfAccounts, [open]);
  }
}
