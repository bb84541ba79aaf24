import { Database, idBefore, oldRows, oldRowsOfAll, provideRetention } from '#libs/platform';

/** How long sign-ins and the audit log are kept. docs/data.md names each. */
export const identityRetentions = provideRetention([Database], (database: Database) => [
  oldRowsOfAll(database, { table: 'sessions', key: ['token_hash'], isOld: 'expires_at < now()' }),
  oldRowsOfAll(database, {
    table: 'account_tokens',
    key: ['token_hash'],
    isOld: `expires_at < now() - interval '7 days'`,
  }),
  oldRowsOfAll(database, { table: 'rate_limits', key: ['key'], isOld: 'expire < extract(epoch from now()) * 1000' }),
  oldRows(database, {
    table: 'idempotency_keys',
    key: ['agent_id', 'operation', 'key'],
    isOld: `t.created_at < now() - interval '2 days'`,
  }),
  oldRows(database, { table: 'audit_entries', key: ['id'], isOld: `t.id < ${idBefore(`interval '2 years'`)}` }),
]);
