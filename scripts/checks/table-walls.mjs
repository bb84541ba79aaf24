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
  'libs/tickets/src/time/sweep-records.ts': 'retention: deletes what is old, whatever lib wrote it',
};

/** Files that still name tables of others, and which. An entry that is no longer needed fails the check. */
const notYet = {
  'libs/identity/src/create-workspace.ts': 'ticket_counters',
  'libs/mail/src/authenticate-message.ts': 'messages',
  'libs/mail/src/imap-mailboxes.queries.ts': 'channels',
  'libs/mail/src/mail-checks.queries.ts': 'messages, raw_messages',
  'libs/orders/src/answers/answer-order-question.ts': 'stores, channels',
  'libs/orders/src/find-orders.ts': 'tickets',
  'libs/orders/src/notices/notice-scope.ts': 'tickets, messages',
  'libs/orders/src/notices/notice.queries.ts':
    'stores, visitor_reads, contact_identities, tickets, channels, early_updates',
  'libs/orders/src/order-reply-values.ts': 'contact_identities, tickets, stores',
  'libs/orders/src/orders.queries.ts': 'channels, contact_identities, contact_claims',
  'libs/orders/src/stores/find-store.ts': 'store_routes, stores',
  'libs/orders/src/stores/manage-stores.ts': 'stores, store_routes',
  'libs/orders/src/take-store-webhook.ts': 'dead_letters',
  'libs/platform/src/jobs/sweeps.ts': 'workspaces',
  'libs/replies/src/saved-reply.queries.ts': 'tickets, contacts',
  'libs/reports/src/report-now.ts': 'tickets',
  'libs/reports/src/report-scope.ts': 'stores, teams',
  'libs/sla/src/clocks.queries.ts': 'messages, tickets, ticket_facts',
  'libs/sla/src/ticket-time.queries.ts': 'tickets, ticket_facts, messages',
  'libs/tickets/src/automatic/read-question.ts': 'contacts, channels, contact_identities',
  'libs/tickets/src/core/message-view.ts': 'agents, contacts',
  'libs/tickets/src/core/ticket-view.ts': 'contact_identities, contacts, channels',
  'libs/tickets/src/desk/filter-tickets.ts': 'ticket_facts',
  'libs/tickets/src/desk/update-ticket.ts': 'agents, teams',
  'libs/tickets/src/inbound/find-ticket.ts': 'contact_identities, unread_answers',
  'libs/tickets/src/inbound/insert-inbound-message.ts': 'mail_checks',
  'libs/tickets/src/inbound/rejoin-ticket.ts': 'contact_identities',
  'libs/tickets/src/inbound/take-webhook.ts': 'dead_letters',
  'libs/tickets/src/outbound/delivery.queries.ts': 'agents, contacts',
  'libs/tickets/src/outbound/widget-fallback/note-unread-answer.ts': 'unread_answers',
  'libs/tickets/src/outbound/widget-fallback/unread-answers.queries.ts':
    'unread_answers, visitor_reads, contact_identities, contact_claims, agents, channels',
  'libs/tickets/src/time/median-first-response.ts': 'ticket_facts',
  'libs/visitors/src/describe-widget.ts': 'stores',
  'libs/visitors/src/find-visitor.ts': 'channels',
  'libs/visitors/src/mark-visitor-read.ts': 'tickets, messages',
  'libs/visitors/src/send-visitor-message.ts': 'attachments',
  'libs/visitors/src/visitor-view.queries.ts': 'tickets, ticket_reads, messages, agents, attachments',
  'apps/standalone/src/create-admin.ts': 'workspaces, accounts, agents',
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
