import { io } from 'socket.io-client';
import type { SlaClock, SlaPolicy, Ticket, TicketEvent } from '#libs/contracts';
import { WorkerTimers } from '#libs/platform';
import type { Client } from '../support/client.js';
import { until } from '../support/until.js';
import { type TestVisitor, visit } from '../support/visitor.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { withOwner } from '../support/with-owner.js';

const hour = 3_600;
const target = (firstResponseSeconds: number | null, resolutionSeconds: number | null) => ({
  firstResponseSeconds,
  resolutionSeconds,
});
const targets = {
  low: target(null, null),
  normal: target(2 * hour, 8 * hour),
  high: target(hour, 4 * hour),
  urgent: target(900, hour),
};

describe('SLA clocks', () => {
  let waypost: TestWaypost;
  let admin: Client;
  let channelId: string;
  let policy: SlaPolicy;
  beforeAll(async () => {
    waypost = await startWaypost();
    ({ admin } = await waypost.workspace());
    channelId = (await admin.post<{ id: string }>('/api/v1/channels', { type: 'widget', name: 'Chat' })).body.id;
    policy = (await admin.post<SlaPolicy>('/api/v1/sla-policies', { name: 'Standard', targets })).body;
  });
  afterAll(() => waypost?.close());

  /** A customer writes, and the clocks of the new ticket run. */
  async function newTicket(): Promise<{ visitor: TestVisitor; ticketId: string }> {
    const visitor = await visit(waypost.url, channelId);
    const { ticketId } = await visitor.write('Where is my parcel?');
    await clocks(ticketId, (all) => all.length > 0);
    return { visitor, ticketId };
  }
  const ticket = async (ticketId: string) => (await admin.get<Ticket>(`/api/v1/tickets/${ticketId}`)).body;
  const patch = async (ticketId: string, body: object) =>
    expect((await admin.send('PATCH', `/api/v1/tickets/${ticketId}`, { body })).status).toBe(200);
  const reply = async (ticketId: string, more: object = {}) =>
    (
      await admin.post<{ id: string }>(`/api/v1/tickets/${ticketId}/messages`, {
        text: 'It is on its way.',
        visibility: 'public',
        ...more,
      })
    ).body.id;
  const takeBack = async (ticketId: string, messageId: string) =>
    expect((await admin.post(`/api/v1/tickets/${ticketId}/messages/${messageId}/cancel`)).status).toBe(200);
  const events = async (ticketId: string, type: string) =>
    (await admin.get<{ items: TicketEvent[] }>(`/api/v1/tickets/${ticketId}/events`)).body.items.filter(
      (event) => event.type === type,
    );
  const factsOf = async (ticketId: string) =>
    (await withOwner(waypost, 'select * from ticket_facts where ticket_id = $1', [ticketId]))[0]!;

  /** The ticket's clocks, once they are as expected. */
  async function clocks(
    ticketId: string,
    expected: (all: SlaClock[]) => boolean,
  ): Promise<{ response: SlaClock | undefined; resolution: SlaClock | undefined }> {
    let all: SlaClock[] = [];
    const look = async () => {
      all = (await admin.get<{ items: SlaClock[] }>(`/api/v1/tickets/${ticketId}/clocks`)).body.items;
      return expected(all);
    };
    await until('the clocks', look).catch((error: Error) =>
      Promise.reject(new Error(`${error.message}: ${JSON.stringify(all)}`)),
    );
    return {
      response: all.find(({ kind }) => kind === 'first_response'),
      resolution: all.find(({ kind }) => kind === 'resolution'),
    };
  }
  const state = (kind: SlaClock['kind'], wanted: SlaClock['state']) => (all: SlaClock[]) =>
    all.some((clock) => clock.kind === kind && clock.state === wanted);
  /** All that has been measured so far happened earlier. What was scheduled keeps its place in the queue. */
  const shift = (ticketId: string, seconds: number) =>
    withOwner(
      waypost,
      `
    update sla_clocks set started_at = started_at - $2::int * interval '1 second',
      running_since = running_since - $2::int * interval '1 second', due_at = due_at - $2::int * interval '1 second',
      warn_at = warn_at - $2::int * interval '1 second', next_at = next_at - $2::int * interval '1 second'
        where ticket_id = $1`,
      [ticketId, seconds],
    );
  const secondsBetween = (from: string, to: string | null) => Math.round((Date.parse(to!) - Date.parse(from)) / 1000);

  it('start with a customer’s first message, and the list shows what falls due next', async () => {
    const { ticketId } = await newTicket();
    const { response, resolution } = await clocks(ticketId, (all) => all.length === 2);
    expect(response).toMatchObject({ state: 'running', targetSeconds: 2 * hour, policyId: policy.id, hours: null });
    expect(secondsBetween(response!.startedAt, response!.dueAt)).toBe(2 * hour);
    expect(secondsBetween(resolution!.startedAt, resolution!.dueAt)).toBe(8 * hour);
    const { clock } = await ticket(ticketId);
    expect(clock).toEqual({
      kind: 'first_response',
      state: 'running',
      dueAt: response!.dueAt,
      warnAt: response!.warnAt,
      targetSeconds: 2 * hour,
    });
    const due = await admin.get<{ items: { id: string }[] }>('/api/v1/tickets?sort=due');
    expect(due.body.items.map(({ id }) => id)).toContain(ticketId);
  });

  it('an agent’s own ticket owes no first response', async () => {
    await admin.post('/api/v1/channels', {
      type: 'email',
      name: 'Mail',
      settings: { address: 'support@sla.example', smtpHost: '127.0.0.1', smtpPort: 9 },
    });
    const mail = (await admin.get<{ items: { id: string; type: string }[] }>('/api/v1/channels')).body.items.find(
      ({ type }) => type === 'email',
    )!;
    const { body } = await admin.post<{ id: string }>('/api/v1/tickets', {
      channelId: mail.id,
      to: 'buyer@example.com',
      subject: 'Your parcel',
      text: 'Hello',
    });
    const { response, resolution } = await clocks(body.id, state('resolution', 'paused'));
    expect([response, resolution?.state]).toEqual([undefined, 'paused']);
    expect(await factsOf(body.id)).toMatchObject({ by_agent: true, response_seconds: null });
  });

  it('nothing but a person’s public reply stops the response clock', async () => {
    const { visitor, ticketId } = await newTicket();
    await reply(ticketId, { visibility: 'internal' });
    await withOwner(
      waypost,
      `insert into messages (workspace_id, id, ticket_id, seq, change_seq, direction, visibility, author_kind,
         channel_id, channel_type, text, automatic)
      select workspace_id, uuidv7(), id, 900, change_seq, 'outbound', 'public', 'assistant', channel_id, channel_type,
        'An automatic answer', '{"kind":"article","title":"Parcels"}' from tickets where id = $1`,
      [ticketId],
    );
    for (const authorKind of ['assistant', 'agent'])
      await withOwner(
        waypost,
        `insert into outbox_events (workspace_id, lane, type, ticket_id, payload)
        select workspace_id, 0, 'MessageQueued', ticket_id,
          jsonb_build_object('messageId', id, 'seq', seq, 'authorKind', $2::text) from messages
          where ticket_id = $1 and seq = 900`,
        [ticketId, authorKind],
      );
    await visitor.write('Hello?');
    await patch(ticketId, { status: 'pending' });
    await patch(ticketId, { status: 'resolved' });
    const { response } = await clocks(ticketId, state('resolution', 'met'));
    expect(response).toMatchObject({ state: 'running', metAt: null });
    await reply(ticketId);
    await clocks(ticketId, state('first_response', 'met'));
    expect(await factsOf(ticketId)).toMatchObject({ response_late: false, response_seconds: expect.any(Number) });
  });

  it('a reply that is taken back has stopped nothing', async () => {
    const { ticketId } = await newTicket();
    const { response } = await clocks(ticketId, (all) => all.length === 2);
    const { snippet } = await ticket(ticketId);
    const messageId = await reply(ticketId, { sendAfterSeconds: 60 });
    await clocks(ticketId, state('first_response', 'met'));
    await clocks(ticketId, state('resolution', 'paused'));
    await takeBack(ticketId, messageId);
    expect((await ticket(ticketId)).snippet).toBe(snippet);
    const undone = await clocks(ticketId, (all) => all.every((clock) => clock.state === 'running'));
    expect(undone.response).toMatchObject({ dueAt: response!.dueAt, metAt: null });
    expect(await factsOf(ticketId)).toMatchObject({ answered_at: null, response_seconds: null, response_late: null });
    expect((await ticket(ticketId)).status).toBe('open');
    expect((await events(ticketId, 'status')).map(({ data }) => [data['from'], data['to']])).toEqual([
      ['open', 'pending'],
      ['pending', 'open'],
    ]);
  });

  it('a reply that is taken back leaves the ticket as it was, but for what others did to it meanwhile', async () => {
    const { visitor, ticketId } = await newTicket();
    const later = { sendAfterSeconds: 60 };
    const snoozedUntil = new Date(Date.now() + 3 * 3_600_000).toISOString();
    await patch(ticketId, { status: 'snoozed', snoozedUntil });
    await takeBack(ticketId, await reply(ticketId, later));
    expect(await ticket(ticketId)).toMatchObject({ status: 'snoozed', snoozedUntil });
    await patch(ticketId, { status: 'resolved' });
    const resolvedAt = async () =>
      (await withOwner<{ at: Date }>(waypost, 'select resolved_at as at from tickets where id = $1', [ticketId]))[0]!
        .at;
    const before = await resolvedAt();
    await takeBack(ticketId, await reply(ticketId, later));
    expect([(await ticket(ticketId)).status, await resolvedAt()]).toEqual(['resolved', before]);
    await patch(ticketId, { status: 'open' });
    await takeBack(ticketId, await reply(ticketId, { ...later, status: 'resolved' }));
    expect(await ticket(ticketId)).toMatchObject({ status: 'open' });
    // Of two, the other one still counts.
    const [one, other] = [await reply(ticketId, later), await reply(ticketId, later)];
    await takeBack(ticketId, one);
    expect((await ticket(ticketId)).status).toBe('pending');
    await takeBack(ticketId, other);
    expect((await ticket(ticketId)).status).toBe('open');
    const answer = await reply(ticketId, later);
    await patch(ticketId, { status: 'resolved' });
    await takeBack(ticketId, answer);
    expect((await ticket(ticketId)).status).toBe('resolved');
    const last = await reply(ticketId, later);
    await visitor.write('Are you there?');
    await patch(ticketId, { status: 'pending' });
    await takeBack(ticketId, last);
    expect((await ticket(ticketId)).status).toBe('pending');
  });

  it('warn, then breach, each once; the breach stays until a person answers', async () => {
    const { ticketId } = await newTicket();
    const before = (await ticket(ticketId)).changeSeq;
    const hints: { ticketId: string; changeSeq: number }[] = [];
    const screen = io(`${waypost.url}/agent`, {
      auth: { token: admin.token },
      transports: ['websocket'],
      forceNew: true,
    }).on('ticket:changed', (hint: (typeof hints)[0]) => void hints.push(hint));
    await until('the screen', () => screen.connected);
    await shift(ticketId, 1.5 * hour);
    const warned = await clocks(ticketId, (all) =>
      all.some(({ kind, warnedAt }) => kind === 'first_response' && warnedAt !== null),
    );
    expect(warned.response).toMatchObject({ state: 'running', breachedAt: null });
    expect((await ticket(ticketId)).changeSeq).toBe(before + 1);
    await shift(ticketId, 0.5 * hour);
    await clocks(ticketId, state('first_response', 'breached'));
    await until(
      'the screen to receive both',
      () =>
        hints
          .filter((hint) => hint.ticketId === ticketId)
          .map(({ changeSeq }) => changeSeq)
          .join() === [before + 1, before + 2].join(),
    );
    screen.disconnect();
    expect((await ticket(ticketId)).clock).toMatchObject({ kind: 'first_response', state: 'breached' });
    expect(
      (await admin.get<{ items: { id: string }[] }>('/api/v1/tickets?sla=breached')).body.items.map(({ id }) => id),
    ).toContain(ticketId);
    await reply(ticketId);
    const answered = await clocks(ticketId, state('first_response', 'met'));
    expect(answered.response?.breachedAt).not.toBeNull();
    await until('the chip', async () => (await ticket(ticketId)).clock?.kind === 'resolution');
    expect([(await events(ticketId, 'sla-warned')).length, (await events(ticketId, 'sla-breached')).length]).toEqual([
      1, 1,
    ]);
    expect(await factsOf(ticketId)).toMatchObject({ response_late: true });
  });

  it('the resolution clock rests while the customer owes the next word, and goes on with what remained', async () => {
    const { visitor, ticketId } = await newTicket();
    await shift(ticketId, hour);
    await patch(ticketId, { status: 'pending' });
    const paused = await clocks(ticketId, state('resolution', 'paused'));
    expect(paused.resolution!.remainingSeconds! / hour).toBeCloseTo(7, 1);
    await withOwner(waypost, `update sla_clocks set paused_at = paused_at - interval '2 days' where ticket_id = $1`, [
      ticketId,
    ]);
    await visitor.write('Any news?');
    const resumed = await clocks(ticketId, state('resolution', 'running'));
    expect((Date.parse(resumed.resolution!.dueAt!) - Date.now()) / 1000 / hour).toBeCloseTo(7, 1);
    await patch(ticketId, { status: 'snoozed', snoozedUntil: new Date(Date.now() + 86_400_000).toISOString() });
    await clocks(ticketId, state('resolution', 'paused'));
    await patch(ticketId, { status: 'resolved' });
    await clocks(ticketId, state('resolution', 'met'));
    await patch(ticketId, { status: 'open' });
    const reopened = await clocks(ticketId, state('resolution', 'running'));
    expect((Date.parse(reopened.resolution!.dueAt!) - Date.now()) / 1000 / hour).toBeCloseTo(7, 1);
  });

  it('follow the priority, and a change of their policy', async () => {
    const { ticketId } = await newTicket();
    await patch(ticketId, { priority: 'urgent' });
    const urgent = await clocks(ticketId, (all) => all.every(({ targetSeconds }) => targetSeconds <= hour));
    expect(secondsBetween(urgent.response!.startedAt, urgent.response!.dueAt)).toBe(900);
    await admin.send('PATCH', `/api/v1/sla-policies/${policy.id}`, {
      body: { targets: { ...targets, urgent: target(1_800, 2 * hour) } },
    });
    const changed = await clocks(ticketId, (all) => all.some(({ targetSeconds }) => targetSeconds === 1_800));
    expect(secondsBetween(changed.response!.startedAt, changed.response!.dueAt)).toBe(1_800);
    await patch(ticketId, { priority: 'low' });
    await clocks(ticketId, (all) => all.length === 0);
    expect((await ticket(ticketId)).clock).toBeNull();
    await patch(ticketId, { priority: 'high' });
    const late = await clocks(ticketId, (all) => all.length === 2);
    expect(secondsBetween(late.response!.startedAt, late.response!.dueAt)).toBe(hour);
  });

  it('a closed ticket has no clock that runs', async () => {
    const { ticketId } = await newTicket();
    await patch(ticketId, { status: 'resolved' });
    await clocks(ticketId, state('resolution', 'met'));
    await withOwner(waypost, `update tickets set resolved_at = now() - interval '8 days' where id = $1`, [ticketId]);
    await waypost.worker.get(WorkerTimers).runNow('close-resolved');
    const closed = await clocks(ticketId, (all) => all.length === 1);
    expect(closed.resolution?.state).toBe('met');
    expect((await ticket(ticketId)).clock).toBeNull();
  });
});
