import type { Message, Ticket, TicketEvent } from '#libs/contracts';
import { Database, inWorkspace, newId } from '#libs/platform';
import { TicketHints, lockTicket } from '#libs/tickets';
import { changeTicket } from '../../../libs/tickets/src/core/change-ticket.js';
import type { Client } from '../../support/client.js';
import { until } from '../../support/until.js';
import { visit } from '../../support/visitor.js';
import { type TestWaypost, startWaypost } from '../../support/waypost.js';
import { withOwner } from '../../support/with-owner.js';
import { redisText } from '../trust/support/redis-text.js';
import { textOf } from '../trust/support/snapshot.js';

interface Published {
  type: string;
  payload: { actor: object; chain: { id: string; depth: number }; changed?: object; [field: string]: unknown };
}

const canary = 'CANARY my daughter has measles';
const question = 'How long does shipping take?';

/** Keeps a copy of each event, which otherwise is gone as soon as it has been handled. */
const keepEvents = `
  create table published as select id, type, ticket_id, payload from outbox_events limit 0;
  create function keep_event() returns trigger language plpgsql security definer set search_path = public as $$
    begin insert into published select new.id, new.type, new.ticket_id, new.payload; return null; end $$;
  create trigger keep after insert on outbox_events for each row execute function keep_event()`;

describe('events of tickets', () => {
  let waypost: TestWaypost;
  let admin: Client;
  let agentId: string;
  let workspaceId: string;
  let channelId: string;
  beforeAll(async () => {
    waypost = await startWaypost();
    await withOwner(waypost, keepEvents);
    const { admin: client, member } = await waypost.workspace();
    [admin, agentId, workspaceId] = [client, member.agentId, member.workspaceId];
    channelId = (await admin.post<{ id: string }>('/api/v1/channels', { type: 'widget', name: 'Chat' })).body.id;
  });
  afterAll(() => waypost?.close());

  const agent = () => ({ kind: 'agent', id: agentId });
  const published = (ticketId: string) =>
    withOwner<Published>(waypost, 'select type, payload from published where ticket_id = $1 order by id', [ticketId]);
  const newTicket = async (text: string) => {
    const visitor = await visit(waypost.url, channelId);
    const { ticketId } = await visitor.write(text);
    const { body } = await admin.get<Ticket>(`/api/v1/tickets/${ticketId}`);
    return { visitor, ticketId, contact: { kind: 'contact', id: body.contact.id } };
  };
  /** What an act publishes, as far as it says something of its own. */
  const publishedBy = async (ticketId: string, act: () => Promise<unknown>) => {
    const before = (await published(ticketId)).length;
    await act();
    return (await published(ticketId)).slice(before).map(({ type, payload: { chain, ...payload } }) => {
      expect(chain).toEqual({ id: expect.any(String), depth: 0 });
      return { type, ...payload };
    });
  };
  const patch = (ticketId: string, body: object) => async () =>
    expect((await admin.send('PATCH', `/api/v1/tickets/${ticketId}`, { body })).status).toBe(200);
  const reply = async (ticketId: string, more: object = {}) => {
    const answer = { text: canary, visibility: 'public', ...more };
    return (await admin.post<Message>(`/api/v1/tickets/${ticketId}/messages`, answer)).body;
  };

  it('say who did what, from which value to which', async () => {
    const { visitor, ticketId, contact } = await newTicket(canary);
    const actor = agent();
    expect((await published(ticketId)).map(({ type, payload }) => ({ type, actor: payload.actor }))).toEqual([
      { type: 'TicketCreated', actor: contact },
      { type: 'MessageReceived', actor: contact },
    ]);
    expect(
      await publishedBy(
        ticketId,
        patch(ticketId, { priority: 'high', assigneeId: agentId, addTags: ['vip'], subject: `${canary} again` }),
      ),
    ).toEqual([
      {
        type: 'TicketChanged',
        actor,
        changed: {
          priority: { from: 'normal', to: 'high' },
          assigneeId: { from: null, to: agentId },
          tags: { added: ['vip'], removed: [] },
          subject: true,
        },
      },
    ]);
    const snoozedUntil = new Date(Date.now() + 3_600_000).toISOString();
    expect(
      await publishedBy(ticketId, patch(ticketId, { status: 'snoozed', snoozedUntil, removeTags: ['vip'] })),
    ).toEqual([
      {
        type: 'TicketChanged',
        actor,
        changed: {
          status: { from: 'open', to: 'snoozed' },
          snoozedUntil: { from: null, to: snoozedUntil },
          tags: { added: [], removed: ['vip'] },
        },
      },
    ]);
    const answer = { actor, messageId: expect.any(String), authorKind: 'agent' };
    expect(await publishedBy(ticketId, () => reply(ticketId, { status: 'resolved' }))).toEqual([
      { type: 'MessageQueued', ...answer, channelId: expect.any(String) },
      {
        type: 'TicketChanged',
        actor,
        changed: { status: { from: 'snoozed', to: 'resolved' }, snoozedUntil: { from: snoozedUntil, to: null } },
      },
    ]);
    expect(await publishedBy(ticketId, () => reply(ticketId, { visibility: 'internal' }))).toEqual([
      { type: 'NoteAdded', ...answer },
    ]);
    const again = await publishedBy(ticketId, () => visitor.write(canary));
    expect(again).toMatchObject([
      { type: 'TicketChanged', actor: contact, changed: { status: { from: 'resolved', to: 'open' } } },
      { type: 'MessageReceived', actor: contact, seq: 4, hasFilesToFetch: false },
    ]);
    expect(await publishedBy(ticketId, () => visitor.post(`/tickets/${ticketId}/read`, { seq: 4 }))).toMatchObject([
      { type: 'MessageStatusChanged', actor: contact, status: { from: 'sent', to: 'read' } },
    ]);
  });

  it('say that a rule did it, and so does the history', async () => {
    const { ticketId } = await newTicket(canary);
    const actor = { kind: 'rule', id: newId() } as const;
    const raise = () =>
      inWorkspace(workspaceId, () =>
        waypost.api.get(Database).transaction(async (tx) => {
          const ticket = (await lockTicket(tx, ticketId))!;
          await changeTicket(tx, waypost.api.get(TicketHints), ticket, { priority: 'urgent' }, { actor });
        }),
      );
    expect(await publishedBy(ticketId, raise)).toMatchObject([{ type: 'TicketChanged', actor }]);
    const { items } = (await admin.get<{ items: TicketEvent[] }>(`/api/v1/tickets/${ticketId}/events`)).body;
    expect(items.at(-1)).toMatchObject({ type: 'priority', actor, data: { to: 'urgent' } });
  });

  it('say that an answer was taken back, and what became of the status', async () => {
    const { ticketId } = await newTicket('Hello');
    const { id } = await reply(ticketId, { sendAfterSeconds: 30, status: 'pending' });
    const [undone, moved] = await publishedBy(ticketId, () =>
      admin.post(`/api/v1/tickets/${ticketId}/messages/${id}/cancel`),
    );
    expect(undone).toMatchObject({ type: 'MessageChanged', actor: agent(), messageId: id, changed: { undone: true } });
    expect(moved).toMatchObject({
      type: 'TicketChanged',
      actor: agent(),
      changed: { status: { from: 'pending', to: 'open' } },
    });
  });

  it('that an automatic answer publishes belong to the chain of the question', async () => {
    await admin.post('/api/v1/articles', {
      locale: 'en',
      title: question,
      questions: ['delivery time'],
      body: 'Two to five working days.',
      published: true,
    });
    const { ticketId } = await newTicket(question);
    const answer = await until('the answer', async () =>
      (await published(ticketId)).find(({ type }) => type === 'MessageQueued'),
    );
    const received = (await published(ticketId)).find(({ type }) => type === 'MessageReceived')!;
    expect(received.payload.chain.depth).toBe(0);
    expect(answer.payload).toMatchObject({
      actor: { kind: 'assistant', id: null },
      authorKind: 'assistant',
      chain: { id: received.payload.chain.id, depth: 1 },
    });
  });

  it('A79 A80 hold nothing that was written, nor do the jobs they bring about; these carry the chain', async () => {
    const { ticketId } = await newTicket(canary);
    const { id } = await reply(ticketId, { sendAfterSeconds: 30 });
    const chain = (await published(ticketId)).find(({ payload }) => payload['messageId'] === id)!.payload.chain.id;
    const [dispatch] = await withOwner<{ lane: string }>(waypost, 'select lane from dispatches where id = $1', [id]);
    const queues = async () => {
      const tables = await textOf(waypost, (table) => /waypost_jobs|dead_letters/.test(table));
      return [...Object.values(tables), await redisText(waypost.redis?.url)].join();
    };
    const queued = await until('the delivery is queued', async () => {
      const text = await queues();
      return text.includes(dispatch!.lane) && text.includes(chain) ? text : null;
    });
    const events = Object.values(await textOf(waypost, (table) => /outbox_events|published/.test(table))).join();
    expect(events).toContain(id);
    for (const text of [queued, events])
      for (const word of canary.split(' ')) expect(text).not.toMatch(new RegExp(`\\b${word}\\b`));
  });
});
