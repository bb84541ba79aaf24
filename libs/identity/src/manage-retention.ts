import { Injectable } from '@nestjs/common';
import type { Retention } from '#libs/contracts';
import { Database, type Tx, firstRow, requireWorkspaceId } from '#libs/platform';
import type { AgentContext } from './agent-context.js';
import { audit } from './audit.js';

const columns = 'raw_mail_days as "rawMailDays", dead_letter_days as "deadLetterDays"';

/** How long the workspace keeps raw mails and dead letters. */
@Injectable()
export class ManageRetention {
  constructor(private readonly database: Database) {}

  async read(): Promise<Retention> {
    return (await firstRow<Retention>(this.database, `select ${columns} from workspaces where id = $1`, [
      requireWorkspaceId(),
    ]))!;
  }

  update(admin: AgentContext, change: Partial<Retention>): Promise<Retention> {
    return this.database.transaction(async (tx) => {
      const before = (await firstRow<Retention>(tx, `select ${columns} from workspaces where id = $1 for update`, [
        requireWorkspaceId(),
      ]))!;
      const after = { ...before, ...change };
      await tx.query('update workspaces set raw_mail_days = $2, dead_letter_days = $3 where id = $1', [
        requireWorkspaceId(),
        after.rawMailDays,
        after.deadLetterDays,
      ]);
      await this.record(tx, admin, before, after);
      return after;
    });
  }

  private async record(tx: Tx, admin: AgentContext, before: Retention, after: Retention) {
    const names = (['rawMailDays', 'deadLetterDays'] as const).filter((name) => before[name] !== after[name]);
    if (names.length === 0) return;
    const data = Object.fromEntries(names.map((name) => [name, { from: before[name], to: after[name] }]));
    await audit(tx, admin, { action: 'update-retention', targetKind: 'workspace', targetId: admin.workspaceId, data });
  }
}
