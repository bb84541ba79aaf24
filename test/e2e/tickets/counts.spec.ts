import { type Socket, io } from 'socket.io-client';
import type { TicketCounts } from '#libs/contracts';
import { Database } from '#libs/platform';
import type { Client } from '../../support/client.js';
import { until } from '../../support/until.js';
import { visit } from '../../support/visitor.js';
import { type TestWaypost, startWaypost } from '../../support/waypost.js';
import { addMember } from '../trust/support/cast.js';
import { create } from '../trust/support/world.js';

interface Hint {
  ticketId: string;
  changed: string[];
}

describe('counts and hints', () => {
  let waypost: TestWaypost;
  let admin: Client;
  let workspaceId: string;
  let channelId: string;
  let teamId: string;
  const open: Socket[] = [];
  beforeAll(async () => {
    waypost = await startWaypost();
    const home = await waypost.workspace('Home');
    [admin, workspaceId] = [home.admin, home.member.workspaceId];
    teamId = await create(admin, '/api/v1/teams', { name: 'team' });
    channelId = await create(admin, '/api/v1/channels', { type: 'widget', name: 'Everybody' });
  }, 60_000);
  afterEach(() => open.splice(0).forEach((socket) => socket.disconnect()));
  afterAll(() => waypost?.close());

  async function listenAs(client: Client): Promise<{ socket: Socket; hints: Hint[] }> {
    const socket = io(`${waypost.url}/agent`, {
      auth: { token: client.token },
      transports: ['websocket'],
      forceNew: true,
    });
    open.push(socket);
    const hints: Hint[] = [];
    socket.on('ticket:changed', (hint: Hint) => hints.push(hint));
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    return { socket, hints };
  }
  const countsOf = async (client: Client) => (await client.get<TicketCounts>('/api/v1/tickets/counts')).body;
  const openTicket = async (text = 'Where is my parcel?') =>
    (await (await visit(waypost.url, channelId)).write(text)).ticketId;
  const patch = (ticketId: string, body: object) => admin.send('PATCH', `/api/v1/tickets/${ticketId}`, { body });

  it('each agent’s are those of what they may see, by HTTP and by socket, and right after each change', async () => {
    const inTeam = await addMember(waypost, workspaceId, 'agent', { admin, teamIds: [teamId] });
    const outside = await addMember(waypost, workspaceId, 'agent', { admin });
    const narrow = await addMember(waypost, workspaceId, 'agent', { admin, onlyAssigned: true });
    const [free, ofTeam, given, waiting] = [
      await openTicket(),
      await openTicket(),
      await openTicket(),
      await openTicket(),
    ];
    await patch(ofTeam, { teamId });
    await patch(given, { teamId, assigneeId: outside.agentId });
    await patch(waiting, { status: 'pending', assigneeId: narrow.agentId });
    const none = { inbox: 0, mine: 0, unassigned: 0, soon: 0, pending: 0, snoozed: 0 };
    expect(await countsOf(admin)).toEqual({ ...none, inbox: 3, unassigned: 2, pending: 1 });
    expect(await countsOf(inTeam.client)).toEqual({ ...none, inbox: 3, unassigned: 2, pending: 1 });
    expect(await countsOf(outside.client)).toEqual({ ...none, inbox: 2, mine: 1, unassigned: 1, pending: 1 });
    expect(await countsOf(narrow.client)).toEqual({ ...none, mine: 1, pending: 1 });
    const { socket } = await listenAs(outside.client);
    expect(await socket.emitWithAck('counts')).toEqual(await countsOf(outside.client));
    await patch(free, { status: 'snoozed', snoozedUntil: new Date(Date.now() + 3_600_000).toISOString() });
    expect(await countsOf(admin)).toMatchObject({ inbox: 2, unassigned: 1, snoozed: 1 });
    expect(await socket.emitWithAck('counts')).toMatchObject({ inbox: 1, snoozed: 1 });
  }, 60_000);

  it('are asked of the database once a second at most, however many ask while however much changes', async () => {
    const ticketId = await openTicket();
    const database = waypost.api.get(Database);
    const query = database.query.bind(database);
    let asked = 0;
    database.query = ((sql: string, parameters?: unknown[]) => {
      if (/group by team_id, assignee_id/.test(sql)) asked++;
      return query(sql, parameters);
    }) as typeof database.query;
    const start = Date.now();
    const answers: Promise<unknown>[] = [];
    let isUrgent = false;
    while (Date.now() - start < 3_000) {
      isUrgent = !isUrgent;
      await patch(ticketId, { status: isUrgent ? 'pending' : 'open' });
      for (let index = 0; index < 5; index++) answers.push(countsOf(admin));
    }
    await Promise.all(answers);
    expect(answers.length).toBeGreaterThan(20);
    database.query = query;
    expect(asked).toBeGreaterThan(1);
    expect(asked).toBeLessThanOrEqual((Date.now() - start) / 1_000 + 1);
  }, 30_000);

  it('say in the metrics how much is not folded yet, and what was mended', async () => {
    const metrics = await (await fetch(`${waypost.url}/metrics`)).text();
    expect(metrics).toMatch(/^waypost_ticket_count_changes_unfolded \d+$/m);
    expect(metrics).toMatch(/^waypost_ticket_counts_mended 0$/m);
  });

  it('a hint names what changed, and no value', async () => {
    const { hints } = await listenAs(admin);
    const visitor = await visit(waypost.url, channelId);
    const { ticketId } = await visitor.write('A secret word: aubergine');
    const expectHint = async (what: string, ...parts: string[]) => {
      await until(what, () => hints.some((hint) => parts.every((part) => hint.changed.includes(part))));
      for (const hint of hints.splice(0))
        expect(Object.keys(hint).sort()).toEqual(['changeSeq', 'changed', 'lastSeq', 'ticketId']);
    };
    await expectHint('a new ticket', 'opened', 'message');
    await patch(ticketId, { priority: 'urgent', addTags: ['late'], teamId });
    await expectHint('three fields', 'priority', 'tags', 'team');
    await patch(ticketId, { subject: 'aubergine' });
    await expectHint('its subject', 'subject');
    await admin.post(`/api/v1/tickets/${ticketId}/messages`, {
      text: 'It left.',
      visibility: 'public',
      status: 'pending',
    });
    await expectHint('an answer', 'message', 'status');
    await visitor.send('POST', `/tickets/${ticketId}/read`, { body: { seq: 2 } });
    await expectHint('that it was read', 'delivery');
    await visitor.write('Thank you');
    await expectHint('a reopened ticket', 'message', 'status');
    expect(JSON.stringify(hints)).not.toContain('aubergine');
  }, 60_000);
});
