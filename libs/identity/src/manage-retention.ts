import { Controller, Injectable } from '@nestjs/common';
import { type InputOf, type Retention, getRetention, updateRetention } from '#libs/contracts';
import { Database, Endpoint, Input, type Tx, repository, requireWorkspaceId } from '#libs/platform';
import { type AgentContext, CurrentAgent } from './agent-context.js';
import { audit } from './audit.js';
import { Workspace } from './identity.entity.js';

/** Manages how long the workspace keeps raw mails and dead letters. */
@Injectable()
export class ManageRetention {
  constructor(private readonly database: Database) {}

  async read(): Promise<Retention> {
    const workspace = await repository(this.database, Workspace).findOneBy({ id: requireWorkspaceId() });
    return retentionOf(workspace!);
  }

  update(admin: AgentContext, change: Partial<Retention>): Promise<Retention> {
    return this.database.transaction(async (tx) => {
      const workspaces = repository(tx, Workspace);
      const id = requireWorkspaceId();
      const locked = await workspaces.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
      const before = retentionOf(locked!);
      const after = retentionOf((await workspaces.update({ id }, change))!);
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

const retentionOf = ({ rawMailDays, deadLetterDays }: Workspace): Retention => ({ rawMailDays, deadLetterDays });

@Controller()
export class RetentionController {
  constructor(private readonly retention: ManageRetention) {}

  @Endpoint(getRetention)
  read() {
    return this.retention.read();
  }

  @Endpoint(updateRetention)
  update(@Input() { body }: InputOf<typeof updateRetention>, @CurrentAgent() agent: AgentContext) {
    return this.retention.update(agent, body);
  }
}
