import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Message, Ticket } from '#libs/contracts';
import { Jobs } from '#libs/platform';
import { type Customer, type Misbehaviour, statusOf, textFrom } from '../../apps/playground/server/graph-api/index.js';
import { addMember } from '../e2e/trust/support/cast.js';
import type { Client } from '../support/client.js';
import { holdWhere } from '../support/hold-where.js';
import { until } from '../support/until.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { withOwner } from '../support/with-owner.js';
import { type WhatsappChannel, whatsappChannel } from '../support/whatsapp-channel.js';
import { type Stored, deliverTwice, expectOnce, storedMessages } from './deliver-twice.js';

type Page<T> = { items: T[] };
let next = 0;

describe('a provider that misbehaves', () => {
  let waypost: TestWaypost;
  let admin: Client;
  let channel: WhatsappChannel;
  let workspaceId: string;

  beforeAll(async () => {
    waypost = await startWaypost();
    const made = await waypost.workspace();
    ({ admin } = made);
    workspaceId = made.member.workspaceId;
    channel = await whatsappChannel(admin);
  });
  afterAll(async () => {
    await channel?.graph.close();
    await waypost?.close();
  });

  /** A customer who has just written, and their ticket. */
  async function ticketOf(): Promise<{ customer: Customer; ticketId: string }> {
    const customer = { phone: `4915100000${(next++).toString().padStart(3, '0')}`, name: `Shopper ${next}` };
    await channel.graph.deliver(textFrom(customer, 'Hello?'));
    const { body } = await admin.get<Page<Ticket>>('/api/v1/tickets');
    return { customer, ticketId: body.items.find((ticket) => ticket.contact.name === customer.name)!.id };
  }
  const send = async (ticketId: string, text: string) =>
    (
      await admin.post<Message>(
        `/api/v1/tickets/${ticketId}/messages`,
        { text, visibility: 'public' },
        { 'idempotency-key': randomUUID() },
      )
    ).body;
  const messages = async (ticketId: string) =>
    (await admin.get<Page<Message>>(`/api/v1/tickets/${ticketId}/messages`)).body.items.filter(
      (message) => message.direction === 'outbound',
    );
  const stateOf = async (ticketId: string) => (await messages(ticketId)).at(-1)!.deliveryStatus;
  const accepted = (customer: Customer) =>
    channel.graph.accepted.filter((message) => message.recipient === customer.phone);

  test('F08 throttled and refused with its own words: waits, keeps the order, sends each once', async () => {
    const { customer, ticketId } = await ticketOf();
    channel.graph.misbehave(
      { kind: 'throttle', retryAfterSeconds: 1 },
      { kind: 'refuse', status: 500, code: 131016, message: 'Service unavailable' },
    );
    for (const text of ['one', 'two', 'three']) await send(ticketId, text);
    await until(
      'the last is sent',
      async () => (await messages(ticketId)).every((message) => message.deliveryStatus === 'sent'),
      30_000,
    );
    expect(accepted(customer).map((message) => JSON.stringify(message.body).match(/one|two|three/)?.[0])).toEqual([
      'one',
      'two',
      'three',
    ]);
  }, 40_000);

  test.each<[string, Misbehaviour]>([
    ['cuts the connection', { kind: 'reset' }],
    ['answers like a broken gateway', { kind: 'gateway-error', accept: true }],
    ['answers with what is no JSON', { kind: 'garble' }],
  ])(
    'F06 accepts, then %s: unknown, never sent again by itself, settled by the webhook',
    async (_name, misbehaviour) => {
      const { customer, ticketId } = await ticketOf();
      channel.graph.misbehave(misbehaviour);
      await send(ticketId, 'Only once');
      await until('the end is not known', async () => (await stateOf(ticketId)) === 'unknown', 20_000);
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      expect(accepted(customer)).toHaveLength(1);
      await channel.graph.deliver({ statuses: [statusOf(accepted(customer)[0]!, 'delivered')] });
      expect(await stateOf(ticketId)).toBe('delivered');
    },
    40_000,
  );

  test('F07 accepts and hangs: unknown, not posted again; an agent may send again, as a new attempt', async () => {
    const { customer, ticketId } = await ticketOf();
    channel.graph.misbehave({ kind: 'hang' });
    const { id } = await send(ticketId, 'Are you there?');
    await until('the end is not known', async () => (await stateOf(ticketId)) === 'unknown', 40_000);
    expect(accepted(customer)).toHaveLength(1);
    const again = await admin.post<Message>(`/api/v1/tickets/${ticketId}/messages/${id}/send-again`);
    expect(again.status).toBe(201);
    await until('it is sent', async () => (await stateOf(ticketId)) === 'sent', 20_000);
    expect(accepted(customer)).toHaveLength(2);
    expect((await admin.post(`/api/v1/tickets/${ticketId}/messages/${id}/send-again`)).status).toBe(409);
  }, 70_000);

  test('an answer that its provider refuses was none: the ticket is open again until it is sent again', async () => {
    const { ticketId } = await ticketOf();
    const statusNow = async () => (await admin.get<Ticket>(`/api/v1/tickets/${ticketId}`)).body.status;
    const answeredAt = async () =>
      (
        await withOwner<{ at: Date | null }>(
          waypost,
          `select answered_at as at from ticket_facts where ticket_id = '${ticketId}'`,
        )
      )[0]?.at;
    channel.graph.misbehave({ kind: 'refuse', status: 400, code: 131026, message: 'Message undeliverable' });
    const { id } = await send(ticketId, 'To nobody');
    await until('it has failed', async () => (await stateOf(ticketId)) === 'failed', 20_000);
    expect(await statusNow()).toBe('open');
    await until('it counts as no answer', async () => (await answeredAt()) === null);
    expect((await admin.post(`/api/v1/tickets/${ticketId}/messages/${id}/send-again`)).status).toBe(201);
    await until('it is an answer', async () => (await answeredAt()) instanceof Date);
  }, 40_000);

  test('F25 a status that comes before the answer to our send is kept for it', async () => {
    const { customer, ticketId } = await ticketOf();
    channel.graph.misbehave({ kind: 'slow', ms: 1_500 });
    await send(ticketId, 'Slowly');
    const taken = await until('it is taken', () => accepted(customer)[0]);
    await channel.graph.deliver({ statuses: [{ ...statusOf(taken, 'read'), biz_opaque_callback_data: undefined }] });
    await until('it is read', async () => (await stateOf(ticketId)) === 'read');
    for (const status of ['sent', 'delivered', 'failed'] as const)
      await channel.graph.deliver({ statuses: [statusOf(taken, status)] });
    expect(await stateOf(ticketId)).toBe('read');
  });

  test('F25 a status that comes while our own note of the answer commits is not lost', async () => {
    const { customer, ticketId } = await ticketOf();
    const hold = await holdWhere(waypost, 'update on dispatches', `old.status = 'sending' and new.status = 'sent'`);
    await send(ticketId, 'Just now');
    const taken = await until('it is taken', () => accepted(customer)[0]);
    await until('the note to commit', () => hold.waiting());
    const reported = channel.graph.deliver({
      statuses: [{ ...statusOf(taken, 'read'), biz_opaque_callback_data: undefined }],
    });
    await until(
      'the status to be stored, or to wait its turn',
      async () =>
        (await hold.waiting('lock')) ||
        (await withOwner(waypost, `select 1 from early_updates where kind = 'status'`)).length,
    );
    await hold.end();
    expect(await reported).toBe(200);
    await until('it is read', async () => (await stateOf(ticketId)) === 'read');
  });

  test('an answer that is taken back while its sending begins is either taken back or sent', async () => {
    const { customer, ticketId } = await ticketOf();
    const hold = await holdWhere(waypost, 'update on dispatches', `new.status = 'sending'`);
    const busy = new pg.Client({ connectionString: waypost.database.ownerUrl });
    await busy.connect();
    const {
      body: { id },
    } = await admin.post<Message>(
      `/api/v1/tickets/${ticketId}/messages`,
      { text: 'Too late', visibility: 'public', sendAfterSeconds: 2 },
      { 'idempotency-key': randomUUID() },
    );
    // The request comes in time and waits for a transaction that holds the ticket, until the sending begins.
    await busy.query('begin');
    await busy.query('select 1 from tickets where id = $1 for no key update', [ticketId]);
    const cancelled = admin.post(`/api/v1/tickets/${ticketId}/messages/${id}/cancel`);
    await until('the sending begins', () => hold.waiting(), 20_000);
    await busy.query('commit');
    await busy.end();
    const waiting = `
      select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
      and query like 'update dispatches set status = ''cancelled''%'`;
    await until('the cancelling waits for it', async () => (await withOwner(waypost, waiting)).length);
    await hold.end();
    expect((await cancelled).status).toBe(409);
    await until('it is sent', async () => (await stateOf(ticketId)) === 'sent');
    expect(accepted(customer)).toHaveLength(1);
  });

  test('F27 an edit that comes while its message commits is not lost', async () => {
    const { customer, ticketId } = await ticketOf();
    const hold = await holdWhere(waypost, 'insert on messages', `new.direction = 'inbound'`);
    const original = textFrom(customer, 'a parsel');
    const { id, from } = (original.messages as { id: string; from: string }[])[0]!;
    const edit = {
      messages: [
        {
          id: `wamid.${randomUUID()}`,
          from,
          timestamp: '1795348800',
          type: 'edit',
          edit: { original_message_id: id, message: { type: 'text', text: { body: 'a parcel' } } },
        },
      ],
    };
    const stored = channel.graph.deliver(original);
    await until('the message to commit', () => hold.waiting());
    const edited = channel.graph.deliver(edit);
    await until(
      'the edit to be stored, or to wait its turn',
      async () =>
        (await hold.waiting('lock')) ||
        (await withOwner(waypost, `select 1 from early_updates where kind = 'edit'`)).length,
    );
    await hold.end();
    expect([await stored, await edited]).toEqual([200, 200]);
    const texts = async () =>
      (await admin.get<Page<Message>>(`/api/v1/tickets/${ticketId}/messages`)).body.items.map(({ text }) => text);
    const lastWord = async () => (await admin.get<Ticket>(`/api/v1/tickets/${ticketId}`)).body.snippet;
    expect([await texts(), await lastWord()]).toEqual([['Hello?', 'a parcel'], 'a parcel']);
    // And before it.
    const later = textFrom(customer, 'anuther');
    await channel.graph.deliver({
      messages: [
        {
          ...edit.messages[0]!,
          id: `wamid.${randomUUID()}`,
          edit: {
            original_message_id: (later.messages as { id: string }[])[0]!.id,
            message: { type: 'text', text: { body: 'another' } },
          },
        },
      ],
    });
    await channel.graph.deliver(later);
    expect([await texts(), await lastWord()]).toEqual([['Hello?', 'a parcel', 'another'], 'another']);
  });

  // Of the other providers the long run has it.
  test('F05 all that is recorded of Telegram, delivered twice, is there once, and none of it empty', async () => {
    const other = await waypost.workspace('Recorded');
    const { channelId, ids, standIn } = await deliverTwice(other.admin, 'telegram');
    expectOnce(await withOwner<Stored>(waypost, storedMessages, [channelId]), ids);
    await standIn.close();
  }, 120_000);

  test('F26 messages with equal, skewed and swapped times have one order for everyone, and keep it', async () => {
    const { customer, ticketId } = await ticketOf();
    for (const [index, skew] of [0, 0, -3_600, 7 * 86_400, 0].entries()) {
      const change = textFrom(customer, `skewed ${index}`);
      const [message] = change.messages as { timestamp: string }[];
      await channel.graph.deliver({
        ...change,
        messages: [{ ...message!, timestamp: String(Number(message!.timestamp) + skew) }],
      });
    }
    const order = async () =>
      (await admin.get<Page<Message>>(`/api/v1/tickets/${ticketId}/messages`)).body.items.map(
        (message) => message.text,
      );
    const first = await order();
    expect(first).toEqual(['Hello?', 'skewed 0', 'skewed 1', 'skewed 2', 'skewed 3', 'skewed 4']);
    expect(await order()).toEqual(first);
  });

  test('F31 two agents at once: one wins, the other learns of it, history shows all', async () => {
    const { ticketId } = await ticketOf();
    const { changeSeq } = (await admin.get<Ticket>(`/api/v1/tickets/${ticketId}`)).body;
    const change = (status: string) =>
      admin.send('PATCH', `/api/v1/tickets/${ticketId}`, { body: { status, basedOnChangeSeq: changeSeq } });
    const answers = await Promise.all([change('resolved'), change('pending')]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const events = (await admin.get<Page<{ type: string }>>(`/api/v1/tickets/${ticketId}/events`)).body.items;
    expect(events.filter((event) => event.type === 'status')).toHaveLength(1);

    const bea = await addMember(waypost, workspaceId, 'agent');
    const { items: agents } = (await admin.get<Page<{ id: string }>>('/api/v1/agents')).body;
    const now = (await admin.get<Ticket>(`/api/v1/tickets/${ticketId}`)).body;
    const assigned = await Promise.all(
      agents.map(({ id: assigneeId }) =>
        admin.send('PATCH', `/api/v1/tickets/${ticketId}`, { body: { assigneeId, basedOnChangeSeq: now.changeSeq } }),
      ),
    );
    expect(assigned.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const answer = (client: Client, text: string) =>
      client.post<Message & { type: string }>(`/api/v1/tickets/${ticketId}/messages`, {
        text,
        visibility: 'public',
        basedOnSeq: now.lastSeq,
      });
    const replied = await Promise.all([answer(admin, 'My answer'), answer(bea.client, 'No, mine')]);
    expect(replied.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(replied.find(({ status }) => status === 409)!.body.type).toBe('urn:waypost:problem:stale');
    expect(await messages(ticketId)).toHaveLength(1);
  });

  test('F41 what fails in one workspace again and again ends as a dead job; others are served meanwhile', async () => {
    const other = await waypost.workspace('Other');
    const theirs = await whatsappChannel(other.admin);
    const poisoned = await ticketOf();
    const jobs = async () => (await waypost.worker.get(Jobs).counts()).get('send-lane')!;
    const { failed } = await jobs();
    const secrets = async (value: string | null) =>
      (
        await withOwner<{ secrets: string }>(
          waypost,
          `update channels c set secrets = coalesce($2, c.secrets) from channels b
           where b.id = c.id and b.workspace_id = c.workspace_id and c.id = $1 returning b.secrets`,
          [channel.id, value],
        )
      )[0]!.secrets;
    const good = await secrets('nobody can open this');
    await send(poisoned.ticketId, 'It fails');
    await theirs.graph.deliver(textFrom({ phone: '34611111111', name: 'Theirs' }, 'Hello?'));
    const ticketId = (await other.admin.get<Page<Ticket>>('/api/v1/tickets')).body.items[0]!.id;
    await other.admin.post(`/api/v1/tickets/${ticketId}/messages`, { text: 'It works', visibility: 'public' });
    await until('theirs is sent', () => theirs.graph.accepted.length);
    await until('the job is dead', async () => (await jobs()).failed > failed, 30_000);
    const attempts = waypost.logged
      .filter((line) => line.includes('"job":"send-lane"') && line.includes('a job failed'))
      .map((line) => (JSON.parse(line) as { attempt: number }).attempt);
    // The next job of the lane may have begun since.
    expect(attempts.slice(0, 3)).toEqual([1, 2, 3]);
    expect(await stateOf(poisoned.ticketId)).toBe('queued');
    await secrets(good);
    await until('it is taken up again', async () => (await stateOf(poisoned.ticketId)) === 'sent', 60_000);
    expect(accepted(poisoned.customer)).toHaveLength(1);
    await theirs.graph.close();
  }, 120_000);
});
