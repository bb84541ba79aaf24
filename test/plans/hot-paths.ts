import { randomUUID } from 'node:crypto';
import type { Message, Ticket } from '#libs/contracts';
import { WorkerTimers } from '#libs/platform';
import { postMail } from '../support/mail/post-mail.js';
import { writeMail } from '../support/mail/write-mail.js';
import { orderBody } from '../support/order-body.js';
import { until } from '../support/until.js';
import { visit } from '../support/visitor.js';
import { withOwner } from '../support/with-owner.js';
import { type HotPath, ok } from './crowd.js';
import { list, lists, searches } from './hot-lists.js';

const counts: HotPath = [
  'counts',
  async ({ admin, member, narrow }) => {
    for (const client of [admin, member, narrow]) ok(await client.get('/api/v1/tickets/counts'));
  },
];

const thread: HotPath = [
  'thread',
  async ({ admin, member, tickets }) => {
    const { id, contact } = ok(await admin.get<Ticket>(`/api/v1/ticket-numbers/${100_000 + tickets / 2}`));
    const parts = [
      '',
      '/messages',
      '/messages?beforeSeq=3',
      '/messages?afterSeq=1',
      '/events',
      '/changes',
      '/changes?after=2',
    ];
    for (const part of [...parts, '/clocks', '/orders', '/draft']) ok(await admin.get(`/api/v1/tickets/${id}${part}`));
    for (const client of [admin, member])
      ok(await client.get(`/api/v1/tickets/${id}/orders/search?number=HH-${4_000_000 + tickets / 2}`));
    ok(await admin.get(`/api/v1/contacts/${contact.id}`));
    await list(admin, { contactId: contact.id });
    ok(await admin.post(`/api/v1/tickets/${id}/read`, { seq: 1 }));
    ok(await admin.send('PUT', `/api/v1/tickets/${id}/draft`, { body: { text: 'begun', visibility: 'public' } }));
  },
];

const receive: HotPath = [
  'receive',
  async ({ waypost, channels, storeId, admin, tickets }) => {
    const mail = (fields: Record<string, string>, from: string) =>
      postMail(
        waypost.config.smtpPort,
        writeMail({ From: from, 'Message-ID': `<${randomUUID()}@buyer.example>`, ...fields }),
        'support@shop.example',
        from,
      );
    await mail({}, `new-${randomUUID()}@buyer.example`);
    const n = tickets - 1;
    await mail(
      { 'In-Reply-To': `<m-0-${n}-2@mail.example>`, References: `<m-0-${n}-1@mail.example>` },
      'x@buyer.example',
    );
    const visitor = await visit(waypost.url, channels.widget);
    const { ticketId } = await visitor.write('Where is my parcel?');
    await visitor.write('I mean the green one.');
    for (const path of ['/tickets', `/tickets/${ticketId}/messages`, `/tickets/${ticketId}/changes?after=0`])
      ok(await visitor.get(path));
    ok(await visitor.post(`/tickets/${ticketId}/read`, { seq: 1 }));
    ok(await visitor.post('/email', { email: `chat-${randomUUID()}@buyer.example` }));
    for (const status of ['paid', 'shipped'])
      ok(await admin.send('PUT', `/api/v1/stores/${storeId}/orders/plans`, { body: orderBody({ status }) }));
  },
];

const send: HotPath = [
  'send',
  async ({ waypost, admin, channels, tickets, teams, agentId }) => {
    const started = {
      channelId: channels.mail,
      to: `to-${randomUUID()}@buyer.example`,
      subject: 'Hello',
      text: 'Hello',
    };
    ok(await admin.post('/api/v1/tickets', started, { 'idempotency-key': randomUUID() }));
    for (const number of [1, 2]) {
      const { id } = ok(await admin.get<Ticket>(`/api/v1/ticket-numbers/${100_000 + tickets - 10 + number}`));
      ok(await admin.post(`/api/v1/tickets/${id}/messages`, { text: 'A note', visibility: 'internal' }));
      const { id: sent } = ok(
        await admin.post<Message>(`/api/v1/tickets/${id}/messages`, { text: 'It left.', visibility: 'public' }),
      );
      for (const body of [
        { assigneeId: agentId, priority: 'high', addTags: ['seldom'] },
        { teamId: teams.small },
        { status: 'snoozed', snoozedUntil: new Date(Date.now() + 86_400_000).toISOString() },
        { status: 'resolved' },
        { status: 'open', assigneeId: null },
      ])
        ok(await admin.send('PATCH', `/api/v1/tickets/${id}`, { body }));
      const hasLeft = `select from messages where id = $1 and delivery_status in ('sent', 'delivered')`;
      await until('the answer to leave', async () => (await withOwner(waypost, hasLeft, [sent])).length > 0, 60_000);
    }
  },
];

/** Each time a policy gets other targets, so that there is something to follow. */
let changes = 0;
const clocks: HotPath = [
  'clocks',
  async ({ waypost, workspaceId, admin, policyId }) => {
    await withOwner(
      waypost,
      `update sla_clocks set due_at = date_trunc('second', now()) - interval '1 second', next_at = date_trunc('second', now()) - interval '2 seconds'
       where id = any(array(select id from sla_clocks where workspace_id = $1 and next_at > now() + interval '1 minute' order by next_at limit 30))`,
      [workspaceId],
    );
    for (const name of ['fire-overdue-sla-clocks', 'arm-sla-clocks'])
      await waypost.worker.get(WorkerTimers).runNow(name);
    const seconds = 800_000 + ++changes;
    const target = { firstResponseSeconds: seconds, resolutionSeconds: seconds };
    const body = { targets: { low: target, normal: target, high: target, urgent: target } };
    ok(await admin.send('PATCH', `/api/v1/sla-policies/${policyId}`, { body }));
    await waypost.worker.get(WorkerTimers).runNow('apply-sla-policies');
  },
];

const sweeps: HotPath = [
  'sweeps',
  async ({ waypost, workspaceId }) => {
    const some = (status: string) =>
      `array(select id from tickets where workspace_id = $1 and status = '${status}' limit 5)`;
    await withOwner(
      waypost,
      `update tickets set snoozed_until = now() - interval '1 minute' where id = any(${some('snoozed')})`,
      [workspaceId],
    );
    await withOwner(
      waypost,
      `update tickets set resolved_at = now() - interval '8 days' where id = any(${some('resolved')})`,
      [workspaceId],
    );
    await withOwner(waypost, `update ticket_recounts set due_at = now() where workspace_id = $1`, [workspaceId]);
    for (const name of sweepNames) await waypost.worker.get(WorkerTimers).runNow(name);
  },
];

/** All that the worker repeats, save what `clocks` runs. */
const sweepNames = [
  'wake-snoozed',
  'close-resolved',
  'fold-ticket-counts',
  'recount-tickets',
  'rewrite-words',
  'send-dispatches',
  'rearm-media',
  'give-up-media',
  'drop-unused-uploads',
  'drop-orphaned-files',
  'drop-old-records',
  'watch-promises',
  'watch-parcels',
  'apply-sla-policies',
  'pack-ticket-facts',
];

const dashboard: HotPath = [
  'dashboard',
  async ({ admin, storeId, teams }) => {
    const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
    const week = { from: day(6), to: day(0) };
    for (const query of [
      week,
      { ...week, hours: 'business' },
      { ...week, channelType: 'email' },
      { ...week, storeId },
      { ...week, team: teams.small },
    ])
      ok(await admin.get(`/api/v1/reports/response-times?${new URLSearchParams(query).toString()}`));
    for (const query of ['', '?channelType=email', `?storeId=${storeId}`, `?team=${teams.small}`, '?team=none'])
      ok(await admin.get(`/api/v1/reports/now${query}`));
    for (const path of ['trouble/counts', 'failed-deliveries', 'dead-letters', 'contact-notices'])
      ok(await admin.get(`/api/v1/${path}`));
    ok(await admin.get('/api/v1/articles/search?q=parcel'));
  },
];

export const hotPaths: HotPath[] = [lists, searches, counts, thread, receive, send, clocks, sweeps, dashboard];
