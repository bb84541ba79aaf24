import { Injectable } from '@nestjs/common';
import { Database, type Retention, Retentions, idBefore, oldRows, oldRowsOfAll } from '#libs/platform';

/** Retention of sessions, tokens and the audit log. docs/data.md lists it. */
@Injectable()
@Retentions()
export class IdentityRetentions implements Retentions {
  constructor(private readonly database: Database) {}

  retentions(): Retention[] {
    return [
      oldRowsOfAll(this.database, { table: 'sessions', key: ['token_hash'], isOld: 'expires_at < now()' }),
      oldRowsOfAll(this.database, {
        table: 'account_tokens',
        key: ['token_hash'],
        isOld: `expires_at < now() - interval '7 days'`,
      }),
      oldRowsOfAll(this.database, {
        table: 'rate_limits',
        key: ['key'],
        isOld: 'expire < extract(epoch from now()) * 1000',
      }),
      oldRows(this.database, {
        table: 'audit_entries',
        key: ['id'],
        isOld: `t.id < ${idBefore(`interval '2 years'`)}`,
      }),
    ];
  }
}
