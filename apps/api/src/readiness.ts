import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { migrations } from '#migrations';
import { Config, Database, Jobs, pendingMigrations } from '#libs/platform';
import { SmtpListener } from '#libs/mail';

type Check = () => Promise<boolean> | boolean;

/** What has to be up before this process takes work. */
@Injectable()
export class Readiness {
  private readonly checks = new Map<string, Check>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: Jobs,
    database: Database,
    config: Config,
    mail: SmtpListener,
  ) {
    this.require('migrations', async () => (await pendingMigrations(this.dataSource, migrations)).length === 0);
    this.require('mail', () => mail.isListening());
    if (config.demo) this.require('demo', async () => (await import('#libs/demo')).hasWorkspace(database));
  }

  /** Adds something that has to be up, such as the listener for mail. */
  require(name: string, check: Check): void {
    this.checks.set(name, check);
  }

  async look(): Promise<{ ready: boolean; checks: Record<string, boolean>; queues: unknown }> {
    const entries = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await holds(check)] as const),
    );
    return { ready: entries.every(([, up]) => up), checks: Object.fromEntries(entries), queues: this.jobs.state() };
  }
}

async function holds(check: Check): Promise<boolean> {
  try {
    return await check();
  } catch {
    return false;
  }
}
