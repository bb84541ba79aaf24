import { createHmac } from 'node:crypto';
import type { AuditEntry, DeadLetter, FailedDelivery, Store, Ticket } from '#libs/contracts';
import { Database, Storage, WorkerTimers, inWorkspace, keepDeadLetter, newId } from '#libs/platform';
import { signedWebhook, textFrom } from '../../apps/playground/server/graph-api/index.js';
import type { Client } from '../support/client.js';
import { until } from '../support/until.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { type WhatsappChannel, whatsappChannel } from '../support/whatsapp-channel.js';
import { withOwner } from '../support/with-owner.js';
import { addMember } from './trust/support/cast.js';

const number = { phoneNumberId: '106540352242922', displayPhoneNumber: '1555', appSecret: 'an app secret' };
type Page<T> = { items: T[]; nextCursor: string | null };

describe('what went wrong is on one screen of the admins', () => {
  let waypost: TestWaypost;
  let admin: Client;
  let workspaceId: string;
  let channel: WhatsappChannel;
  beforeAll(async () => {
    waypost = await startWaypost();
    const made = await waypost.workspace();
    [admin, workspaceId] = [made.admin, made.member.workspaceId];
    channel = await whatsappChannel(admin);
  });
  afterAll(async () => {
    await channel?.graph.close();
    await waypost?.close();
  });

  const owner = <Row>(sql: string, parameters: unknown[] = []) => withOwner<Row>(waypost, sql, parameters);
  const letters = async () => (await admin.get<Page<DeadLetter>>('/api/v1/dead-letters')).body.items;
  const newest = async () => (await letters())[0]!;
  const raw = async (id: string) => (await admin.get<unknown>(`/api/v1/dead-letters/${id}/raw`)).body;
  const retry = (id: string) => admin.post<{ letter: DeadLetter | null }>(`/api/v1/dead-letters/${id}/retry`);
  const dismiss = (id: string, dismissed: boolean) =>
    admin.send<DeadLetter>('PATCH', `/api/v1/dead-letters/${id}`, { body: { dismissed } });
  const count = async (kind: string) =>
    (await admin.get<{ items: { kind: string; count: number }[] }>('/api/v1/trouble/counts')).body.items.find(
      (one) => one.kind === kind,
    )?.count;
  const tickets = async () => (await admin.get<Page<Ticket>>('/api/v1/tickets')).body.items;
  const deliver = (payload: object) => {
    const body = JSON.stringify(payload);
    const signature = createHmac('sha256', number.appSecret).update(body).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` };
    return fetch(`${waypost.url}/hooks/whatsapp/${channel.id}`, { method: 'POST', body, headers });
  };
  /** A dead letter as an earlier version would have left it: it did not understand this delivery. */
  const leave = async (source: string, sourceId: string, bytes: string, data = {}) => {
    const wholeKey = await waypost.api.get(Storage).put(Buffer.from(bytes));
    await inWorkspace(workspaceId, () =>
      keepDeadLetter(waypost.api.get(Database), { source, sourceId, reason: 'test', rawKey: null, wholeKey, data }),
    );
    return newest();
  };

  it('a delivery that is not understood is there with what, why and its bytes, and is kept whole', async () => {
    const before = (await count('dead-letters')) ?? 0;
    expect((await deliver({ object: 'page', entry: [{ id: '1' }] })).status).toBe(200);
    const letter = await newest();
    expect(letter).toMatchObject({
      source: 'channel/whatsapp',
      sourceId: channel.id,
      reason: 'not a WhatsApp batch',
      event: null,
      tries: 0,
      hasRaw: true,
      canRetry: true,
    });
    expect(await raw(letter.id)).toMatchObject({ object: 'page' });
    expect(await count('dead-letters')).toBe(before + 1);
    const again = await retry(letter.id);
    expect(again.body.letter).toMatchObject({ id: letter.id, tries: 1, reason: 'not a WhatsApp batch' });
    expect(await letters()).toHaveLength(before + 1);
  });

  it('one that is understood by now is handled by a retry, and its bytes go', async () => {
    const { body } = signedWebhook(number, textFrom({ phone: '491701112233', name: 'Retried' }, 'Hello again'));
    const { id } = await leave('channel/whatsapp', channel.id, body);
    expect((await retry(id)).body).toEqual({ letter: null });
    const found = (await tickets()).filter(({ contact }) => contact.name === 'Retried');
    expect(found).toHaveLength(1);
    expect((await admin.get(`/api/v1/dead-letters/${id}/raw`)).status).toBe(404);
    const repeated = await leave('channel/whatsapp', channel.id, body);
    expect((await retry(repeated.id)).body).toEqual({ letter: null });
    expect((await tickets()).filter(({ contact }) => contact.name === 'Retried')).toEqual([
      expect.objectContaining({ lastSeq: 1 }),
    ]);
  });

  it('a mail and a shop’s webhook are tried again as well', async () => {
    const mail = await admin.post<{ id: string }>('/api/v1/channels', {
      type: 'email',
      name: 'Mail',
      settings: { address: 'help@trouble.example', smtpPassword: 'secret' },
    });
    const text = 'From: Mia <mia@buyer.example>\r\nTo: help@trouble.example\r\nSubject: Retried mail\r\n\r\nHello\r\n';
    expect((await retry((await leave('mail/email', mail.body.id, text)).id)).body).toEqual({ letter: null });
    expect((await tickets()).map(({ subject }) => subject)).toContain('Retried mail');
    const store = (
      await admin.post<Store>('/api/v1/stores', {
        name: 'Harbour',
        platform: 'shopify',
        domain: 'trouble.myshopify.com',
        webhookSecret: 'shpss_a-secret',
      })
    ).body;
    const body = JSON.stringify({ id: 7, hello: 'no order' });
    const hmac = createHmac('sha256', 'shpss_a-secret').update(body).digest('base64');
    await fetch(`${waypost.url}/hooks/stores/${store.id}`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'x-shopify-topic': 'orders/create',
        'x-shopify-shop-domain': 'trouble.myshopify.com',
        'x-shopify-webhook-id': newId(),
        'x-shopify-hmac-sha256': hmac,
      },
    });
    const letter = await newest();
    expect(letter).toMatchObject({ source: 'store/shopify', sourceId: store.id, canRetry: true });
    const kept = JSON.stringify(await owner(`select data from dead_letters where id = $1`, [letter.id]));
    expect(kept).toContain('orders/create');
    expect(kept).not.toContain(hmac);
    expect((await retry(letter.id)).body.letter).toMatchObject({ tries: 1 });
    const order = {
      id: 8,
      name: '#8',
      currency: 'EUR',
      total_price: '1.00',
      created_at: '2026-11-20T10:00:00Z',
      updated_at: '2026-11-20T10:00:00Z',
      line_items: [],
      fulfillments: [],
    };
    const old = await leave('store/shopify', store.id, JSON.stringify(order), {
      headers: { 'x-shopify-topic': 'orders/create' },
    });
    expect((await retry(old.id)).body).toEqual({ letter: null });
    expect((await admin.get(`/api/v1/stores/${store.id}/orders/8`)).status).toBe(200);
  });

  it('an event is handled again by the subscriber that failed, as the beginning of a new chain', async () => {
    const [ticket] = await tickets();
    const id = newId();
    const payload = {
      actor: { kind: 'system', id: null },
      chain: { id: newId(), depth: 16 },
      messageId: newId(),
      channelId: channel.id,
      seq: 1,
      hasFilesToFetch: false,
    };
    await owner(
      `insert into dead_letters (workspace_id, id, source, source_id, reason, data) values ($1, $2, 'outbox', '1', 'Error', $3)`,
      [workspaceId, id, { type: 'MessageReceived', ticketId: ticket!.id, payload, subscriber: 'fetch-media' }],
    );
    const letter = (await letters()).find((one) => one.id === id);
    expect(letter).toMatchObject({
      event: { type: 'MessageReceived', subscriber: 'fetch-media', ticketId: ticket!.id },
    });
    expect(await raw(id)).toMatchObject({ type: 'MessageReceived', payload: { seq: 1 } });
    const both = await Promise.all([retry(id), retry(id)]);
    expect(both.map(({ status }) => status).filter((status) => status < 300)).not.toEqual([]);
    await until('the event to be handled', async () => {
      const [left] = await owner<{ n: number }>(
        `select count(*)::int as n from outbox_events where only_for is not null`,
      );
      return left!.n === 0;
    });
    expect((await letters()).map((one) => one.id)).not.toContain(id);
  });

  it('a dismissed one is off the list and the count, comes back, and is deleted after 30 days', async () => {
    const { id } = await newest();
    const before = (await count('dead-letters'))!;
    expect((await dismiss(id, true)).body.dismissedAt).not.toBeNull();
    expect(await count('dead-letters')).toBe(before - 1);
    expect((await letters()).map((one) => one.id)).not.toContain(id);
    const gone = (await admin.get<Page<DeadLetter>>('/api/v1/dead-letters?dismissed=true')).body.items;
    expect(gone.map((one) => one.id)).toEqual([id]);
    expect((await dismiss(id, false)).body.dismissedAt).toBeNull();
    expect(await count('dead-letters')).toBe(before);
    await dismiss(id, true);
    await owner(`update dead_letters set dismissed_at = now() - interval '31 days' where id = $1`, [id]);
    await waypost.worker.get(WorkerTimers).runNow('drop-old-records');
    expect((await admin.get(`/api/v1/dead-letters/${id}/raw`)).status).toBe(404);
  });

  it('one that is older than what repetitions are recognised by cannot be tried again', async () => {
    const id = '0190163d-8694-739b-aea5-966c26f8ad91';
    await owner(`insert into dead_letters (workspace_id, id, source, reason) values ($1, $2, 'outbox', 'old')`, [
      workspaceId,
      id,
    ]);
    expect((await letters()).at(-1)).toMatchObject({ id, canRetry: false });
    expect((await retry(id)).status).toBe(409);
  });

  it('what did not reach a contact is listed until it is sent again or dismissed', async () => {
    const customer = { phone: '491701119999', name: 'Unreached' };
    await channel.graph.deliver(textFrom(customer, 'Hello'));
    const ticket = (await tickets()).find(({ contact }) => contact.name === 'Unreached')!;
    const answer = async (text: string) =>
      (await admin.post<{ id: string }>(`/api/v1/tickets/${ticket.id}/messages`, { text, visibility: 'public' })).body
        .id;
    const [first, second] = [await answer('One'), await answer('Two')];
    const state = async () =>
      (await owner<{ id: string; status: string }>('select id, status from dispatches')).filter(
        ({ id }) => id === first || id === second,
      );
    await until('both to leave', async () => (await state()).every(({ status }) => status === 'sent'));
    await owner(`update dispatches set status = 'failed', error = 'No such number' where id = any($1::uuid[])`, [
      [first, second],
    ]);
    const failed = async () =>
      (await admin.get<Page<FailedDelivery>>('/api/v1/failed-deliveries')).body.items.map(({ id }) => id);
    expect((await admin.get<Page<FailedDelivery>>('/api/v1/failed-deliveries')).body.items[0]).toMatchObject({
      id: second,
      ticketId: ticket.id,
      ticketNumber: ticket.number,
      contactName: 'Unreached',
      channelId: channel.id,
      to: `+${customer.phone}`,
      status: 'failed',
      why: 'No such number',
    });
    expect(await count('failed-deliveries')).toBe(2);
    expect((await admin.post(`/api/v1/failed-deliveries/${first}/dismiss`)).status).toBe(204);
    expect((await admin.post(`/api/v1/failed-deliveries/${first}/dismiss`)).status).toBe(204);
    expect(await failed()).toEqual([second]);
    await admin.post(`/api/v1/tickets/${ticket.id}/messages/${second}/send-again`);
    expect(await failed()).toEqual([]);
    expect(await count('failed-deliveries')).toBe(0);
  });

  it('counts channels in error and news of orders without a way', async () => {
    expect(await count('channels')).toBe(0);
    await owner(`update channels set error_message = 'no', error_since = now() where id = $1`, [channel.id]);
    expect(await count('channels')).toBe(1);
    await owner(`update channels set error_message = null, error_since = null`);
    expect(await count('notices')).toBe(0);
  });

  it('shows the audit log, by person, act, target and time', async () => {
    const log = async (query = '') => (await admin.get<Page<AuditEntry>>(`/api/v1/audit-entries${query}`)).body;
    const acts = (await log()).items.map(({ action }) => action);
    expect(acts).toEqual(expect.arrayContaining(['dismiss-dead-letter', 'retry-dead-letter', 'create-channel']));
    const [one] = (await log('?action=create-channel&targetKind=channel')).items;
    expect(one).toMatchObject({ actorName: 'Ada Admin', action: 'create-channel', data: { type: 'email' } });
    expect((await log(`?targetId=${one!.targetId}`)).items).toHaveLength(1);
    expect((await log(`?actorId=${newId()}`)).items).toEqual([]);
    expect((await log(`?actorId=${one!.actorId}`)).items.length).toBeGreaterThan(3);
    expect((await log(`?to=${one!.at}`)).items.map(({ id }) => id)).not.toContain(one!.id);
    expect((await log(`?from=${one!.at}`)).items.map(({ id }) => id)).toContain(one!.id);
    const first = await log('?limit=2');
    const next = await log(`?limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...next.items].map(({ id }) => id)).toEqual(
      (await log('?limit=4')).items.map(({ id }) => id),
    );
    const { items } = (await admin.get<Page<{ action: string }>>('/api/v1/audit-entries/actions')).body;
    expect(items).toContainEqual({ action: 'create-channel', targetKind: 'channel' });
  });

  it('is for admins alone', async () => {
    const manager = await addMember(waypost, workspaceId, 'manager');
    for (const path of ['trouble/counts', 'dead-letters', 'failed-deliveries', 'audit-entries'])
      expect((await manager.client.get(`/api/v1/${path}`)).status).toBe(403);
  });
});
