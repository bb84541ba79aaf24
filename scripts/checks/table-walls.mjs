#!/usr/bin/env node
// A statement names only tables of its own lib (architecture.cjs); others go through what their owner exports.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { filesUnder } from '../lib/fingerprint.mjs';
import { inProject } from '../lib/paths.mjs';
import { breaches } from '../lib/table-walls.mjs';

/** Files, or folders, that may name tables of others, each with its reason. */
const exempt = {
  'libs/demo/': 'writes a whole workspace with a past that no use of the product could make',
  'apps/playground/server/': 'wires the demo workspace to the stand-ins of the providers',
  'libs/platform/src/database/migrate.ts': 'grants rights on tables by their names, and reads no row',
  'libs/platform/src/retention/retention.queries.ts': 'retention: reads how long each workspace keeps what is old',
  'libs/tickets/src/time/retentions.ts': 'retention: deletes what is old by what each workspace says',
  'libs/tickets/src/time/sweep-records.ts': 'asks of every row that may name a file before it deletes one',
};

/** Files that still name tables of others, and which. An entry that is no longer needed fails the check. */
const notYet = {
  'libs/identity/src/retentions.ts': 'idempotency_keys',
  'libs/mail/src/authenticate-message.ts': 'messages',
  'libs/mail/src/mail-checks.queries.ts': 'messages, raw_messages',
  'libs/orders/src/notices/notice-scope.ts': 'tickets, messages',
  'libs/orders/src/notices/notice.queries.ts': 'stores, visitor_reads, contact_identities, tickets, channels',
  'libs/orders/src/record.queries.ts': 'dead_letters',
  'libs/tickets/src/inbound/insert-inbound-message.ts': 'mail_checks',
  'libs/tickets/src/inbound/take-webhook.ts': 'dead_letters',
  'libs/tickets/src/outbound/message-dispatch.queries.ts': 'contacts, agents',
  'libs/visitors/src/mark-visitor-read.ts': 'messages',
  'libs/visitors/src/unread-answers/unread-answers.queries.ts':
    'messages, contact_identities, contact_claims, tickets, agents, channels',
  'apps/standalone/src/admit-admin.ts': 'accounts, agents',
  'apps/standalone/src/create-admin.ts': 'workspaces',
  'apps/standalone/src/welcome.ts': 'workspaces',
};

const { tables } = createRequire(import.meta.url)(inProject('architecture.cjs'));
const files = ['libs', 'apps']
  .flatMap(filesUnder)
  .filter((file) => file.endsWith('.ts') && !/\.spec\.ts$|\.d\.ts$|^apps\/(web|widget)\//.test(file))
  .map((name) => ({ name, text: readFileSync(inProject(name), 'utf8') }));

const found = breaches({ files, tables, exempt, notYet });
for (const fault of found) console.log(fault);
process.exitCode = found.length ? 1 : 0;
