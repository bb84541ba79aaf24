import { randomBytes } from 'node:crypto';
import type { VisitorSession } from '#libs/contracts';
import { Client } from '../support/client.js';
import { TestVisitor, proofOf, visit } from '../support/visitor.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { withOwner } from '../support/with-owner.js';

const secret = 'shop secret';
const shop = 'https://shop.example';
const newTicket = () => randomBytes(32).toString('base64url');

describe('a resume ticket of a shop’s page', () => {
  let waypost: TestWaypost;
  let admin: Client;
  let channelId: string;
  beforeAll(async () => {
    waypost = await startWaypost();
    ({ admin } = await waypost.workspace());
    channelId = await addWidget({ identitySecret: secret });
  });
  afterAll(() => waypost?.close());

  const addWidget = async (settings: Record<string, unknown> = {}) =>
    (await admin.post<{ id: string }>('/api/v1/channels', { type: 'widget', name: 'Chat', settings })).body.id;
  /** A visitor who wrote `text`, and the ticket that their page keeps. */
  async function written(text: string, identity?: string, channel = channelId) {
    const visitor = await visit(waypost.url, channel, identity ? { identity } : {});
    const { ticketId } = await visitor.write(text);
    const ticket = newTicket();
    expect((await visitor.post('/resume-tickets', { origin: shop, ticket })).status).toBe(204);
    return { visitor, ticketId, ticket };
  }
  const resume = (ticket: string, more: Record<string, unknown> = {}) =>
    new Client(waypost.url).post<VisitorSession>('/api/v1/visitor/sessions/resumed', {
      channelId,
      origin: shop,
      ticket,
      next: newTicket(),
      ...more,
    });
  const ticketsOf = async (token: string) =>
    (await new TestVisitor(waypost.url, token).get<{ items: { id: string }[] }>('/tickets')).body.items.map(
      ({ id }) => id,
    );
  const proof = (sub: string, email?: string) => proofOf(channelId, secret, { sub, ...(email && { email }) });

  it('opens the visitor’s chat once, and the next one after it', async () => {
    const { ticketId, ticket } = await written('I will be back');
    const next = newTicket();
    const { status, body } = await resume(ticket, { next });
    expect(status).toBe(201);
    expect(await ticketsOf(body.token)).toEqual([ticketId]);
    expect(await resume(ticket)).toMatchObject({ status: 401, body: { type: 'urn:waypost:problem:not-signed-in' } });
    expect((await resume(next)).status).toBe(201);
  });

  it('opens one session, however many pages use it at a time', async () => {
    const { ticket } = await written('two tabs');
    const answers = await Promise.all(Array.from({ length: 8 }, () => resume(ticket)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(7).fill(401)]);
  });

  it('is good for thirty days from its last use, from its origin and for its channel', async () => {
    const { ticket } = await written('bound');
    const other = await addWidget();
    expect((await resume(ticket, { origin: 'https://other.example' })).status).toBe(401);
    expect((await resume(ticket, { channelId: other })).status).toBe(401);
    expect((await resume(newTicket())).status).toBe(401);
    const life = () =>
      withOwner<{ days: number }>(
        waypost,
        `select round(extract(epoch from max(expires_at) - now()) / 86400)::int as days from visitor_resume_tickets`,
        [],
      );
    expect(await life()).toEqual([{ days: 30 }]);
    await withOwner(waypost, `update visitor_resume_tickets set expires_at = now() - interval '1 second'`, []);
    expect((await resume(ticket)).status).toBe(401);
  });

  describe('of a session that the browser shares with a foreign page’s frame', () => {
    const evil = 'https://evil.example';
    const keep = (visitor: TestVisitor, origin: string, ticket = newTicket()) =>
      visitor.post('/resume-tickets', { origin, ticket });
    const began = async (more: Record<string, unknown> = {}) => {
      const visitor = await visit(waypost.url, channelId, { origin: shop, ...more });
      await visitor.write('my address is 1 Elm Street');
      return visitor;
    };

    it('A09 is refused to every origin but the one where it began, though the channel names none', async () => {
      const visitor = await began();
      const ticket = newTicket();
      expect((await keep(visitor, evil, ticket)).status).toBe(403);
      expect((await resume(ticket, { origin: evil })).status).toBe(401);
      expect((await keep(visitor, shop, ticket)).status).toBe(204);
      expect((await resume(ticket, { origin: evil })).status).toBe(401);
      const { body } = await resume(ticket);
      // The session that a ticket has opened is bound as the first one was, and going on elsewhere moves nothing.
      const resumed = await visit(waypost.url, channelId, { origin: evil }, body.token);
      expect((await keep(resumed, evil)).status).toBe(403);
      expect((await keep(resumed, shop)).status).toBe(204);
    });

    it('A09 is refused there also once another’s proof has taken the session over', async () => {
      const visitor = await began();
      const identity = await proof('mallory');
      const taken = await visit(waypost.url, channelId, { origin: evil, identity }, visitor.visitorToken);
      expect((await keep(taken, evil)).status).toBe(403);
    });

    it('A09 is bound by the first use where it began before origins were stored', async () => {
      const [kept, gone] = [await began({ origin: undefined }), await began({ origin: undefined })];
      expect((await keep(kept, shop)).status).toBe(204);
      expect((await keep(kept, evil)).status).toBe(403);
      await visit(waypost.url, channelId, { origin: shop }, gone.visitorToken);
      expect((await keep(gone, evil)).status).toBe(403);
    });
  });

  it('is refused where a page may not show the chat, also when that was forbidden later', async () => {
    const own = await addWidget({ allowedOrigins: [shop] });
    const { visitor, ticket } = await written('allowed', undefined, own);
    const keep = (origin: string) => visitor.post('/resume-tickets', { origin, ticket: newTicket() });
    expect((await keep('https://other.example')).status).toBe(403);
    for (const origin of ['javascript:alert(1)', 'https://shop.example/path', 'null', ''])
      expect((await keep(origin)).status).toBe(400);
    await admin.send('PATCH', `/api/v1/channels/${own}`, {
      body: { settings: { allowedOrigins: ['https://b.example'] } },
    });
    expect((await resume(ticket, { channelId: own })).status).toBe(401);
  });

  it('ends with the chat on that device', async () => {
    const { visitor, ticket } = await written('the end');
    await visitor.send('DELETE', '/sessions/current');
    expect((await resume(ticket)).status).toBe(401);
  });

  it('A36 ends with the chat, and with it all sessions that it has opened, of whatever page', async () => {
    const identity = await proof('mona');
    const { visitor, ticket } = await written('two pages', identity);
    const next = newTicket();
    const first = (await resume(ticket, { identity, next })).body.token;
    const second = (await resume(next, { identity })).body.token;
    const other = await visit(waypost.url, channelId, { identity });
    await new TestVisitor(waypost.url, second).send('DELETE', '/sessions/current');
    const states = [visitor.visitorToken, first, second].map(async (token) => {
      const { status } = await new TestVisitor(waypost.url, token).get('/tickets');
      return status;
    });
    expect(await Promise.all(states)).toEqual([401, 401, 401]);
    // Another device of theirs goes on.
    expect((await other.get('/tickets')).status).toBe(200);
  });

  it('A31 of a proven person needs their proof, also when it was a stranger’s before', async () => {
    const { ticket, ticketId } = await written('vera writes', await proof('vera'));
    expect((await resume(ticket)).status).toBe(401);
    expect((await resume(ticket, { identity: await proof('otto') })).status).toBe(401);
    expect((await resume(ticket, { identity: 'made up' })).status).toBe(401);
    const { body } = await resume(ticket, { identity: await proof('vera') });
    expect(body.verified).toBe(true);
    expect(await ticketsOf(body.token)).toEqual([ticketId]);

    const stranger = await written('before the log-in');
    const next = newTicket();
    const proven = await resume(stranger.ticket, { identity: await proof('nora'), next });
    expect(await ticketsOf(proven.body.token)).toEqual([stranger.ticketId]);
    expect((await resume(next)).status).toBe(401);

    const absorbed = await written('before another log-in');
    await visit(waypost.url, channelId, { identity: await proof('ida') }, absorbed.visitor.visitorToken);
    expect((await resume(absorbed.ticket)).status).toBe(401);
    expect((await resume(absorbed.ticket, { identity: await proof('ida') })).status).toBe(201);
  });

  it('used with a proof binds the visitor’s others, and proves the address that they typed', async () => {
    const { visitor, ticket } = await written('typed before the log-in');
    const other = newTicket();
    await visitor.post('/resume-tickets', { origin: shop, ticket: other });
    await visitor.post('/email', { email: 'lea@buyer.example' });
    const claims = () =>
      withOwner<{ proven: boolean }>(waypost, `select proven from contact_claims where value = 'lea@buyer.example'`);
    expect(await claims()).toEqual([{ proven: false }]);
    expect((await resume(ticket, { identity: await proof('lea', 'lea@buyer.example') })).status).toBe(201);
    expect(await claims()).toEqual([{ proven: true }]);
    expect((await resume(other)).status).toBe(401);
  });

  it('is kept as a hash, ten of a visitor at most', async () => {
    const { visitor, ticket } = await written('many');
    for (let n = 0; n < 12; n += 1) await visitor.post('/resume-tickets', { origin: shop, ticket: newTicket() });
    const rows = await withOwner<{ n: number }>(
      waypost,
      `select count(*)::int as n from visitor_resume_tickets where visitor_id = (select visitor_id from visitor_resume_tickets order by expires_at desc limit 1)`,
      [],
    );
    expect(rows).toEqual([{ n: 10 }]);
    const stored = await withOwner<{ row: string }>(
      waypost,
      'select row_to_json(t)::text as row from visitor_resume_tickets t',
      [],
    );
    expect(JSON.stringify(stored)).not.toContain(ticket);
  });
});
