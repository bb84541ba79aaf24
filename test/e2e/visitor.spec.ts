import { randomUUID } from 'node:crypto';
import type { Contact, Store, Ticket, VisitorConfig, VisitorMessage, VisitorTicket } from '#libs/contracts';
import { Client } from '../support/client.js';
import { type Sent, TestVisitor, openSession, proofOf, visit } from '../support/visitor.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { withOwner } from '../support/with-owner.js';

const secret = 'shop secret';

describe('a visitor', () => {
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
    (await admin.post<{ id: string }>('/api/v1/channels', { type: 'widget', name: 'Havn & Holm', settings })).body.id;
  const newVisitor = (more: Record<string, unknown> = {}, token?: string) => visit(waypost.url, channelId, more, token);
  const messagesOf = async (visitor: TestVisitor, ticketId: string) =>
    (await visitor.get<{ items: VisitorMessage[] }>(`/tickets/${ticketId}/messages`)).body.items;
  const ticketsOf = async (visitor: TestVisitor) =>
    (await visitor.get<{ items: VisitorTicket[] }>('/tickets')).body.items;
  const answer = (ticketId: string, text: string, visibility = 'public') =>
    admin.post(`/api/v1/tickets/${ticketId}/messages`, { text, visibility });

  it('is greeted in the name of the store or the workspace, never in that of the channel', async () => {
    // A workspace with a store answers questions about orders by itself, which other tests here do not expect.
    const { admin: owner } = await waypost.workspace();
    const store = { name: 'Souk', timeZone: 'Europe/Copenhagen' };
    const { id: storeId } = (await owner.post<Store>('/api/v1/stores', store)).body;
    const { id } = (await owner.post<{ id: string }>('/api/v1/channels', { type: 'widget', name: 'Chat', storeId }))
      .body;
    const nameFor = async (channel: string) => {
      const response = await fetch(`${waypost.url}/api/v1/visitor/config?channelId=${channel}`);
      return ((await response.json()) as VisitorConfig).name;
    };
    expect(await nameFor(id)).toBe('Souk');
    // The only store, else the workspace, as in the mail about an unread answer.
    const bare = await owner.post<{ id: string }>('/api/v1/channels', { type: 'widget', name: 'Chat, team B' });
    expect(await nameFor(bare.body.id)).toBe('Souk');
    expect(await nameFor(channelId)).toBe('Harbour Goods');
  });

  it('shows agents the time where the browser says that the shopper is, and none where nothing says it', async () => {
    const zoneOf = async (ticketId: string) => {
      const { contact } = (await admin.get<Ticket>(`/api/v1/tickets/${ticketId}`)).body;
      return (await admin.get<Contact>(`/api/v1/contacts/${contact.id}`)).body.timeZone;
    };
    const visitor = await newVisitor({ timeZone: 'America/Chicago' });
    expect(await zoneOf((await visitor.write('Hello')).ticketId)).toBe('America/Chicago');
    expect(await zoneOf((await (await newVisitor()).write('Hello')).ticketId)).toBeNull();
  });

  it('writes, is answered, and sees both in order', async () => {
    const visitor = await newVisitor();
    const { ticketId } = await visitor.write('Where is my order?', { locale: 'de' });
    await answer(ticketId, 'On its way');
    expect((await messagesOf(visitor, ticketId)).map(({ direction, text, seq }) => [direction, text, seq])).toEqual([
      ['inbound', 'Where is my order?', 1],
      ['outbound', 'On its way', 2],
    ]);
    expect((await ticketsOf(visitor))[0]).toMatchObject({
      id: ticketId,
      unread: 1,
      agentName: 'Ada',
      preview: { text: 'On its way', author: 'Ada' },
    });
    const { body } = await visitor.get<{ messages: VisitorMessage[]; changeSeq: number; more: boolean }>(
      `/tickets/${ticketId}/changes?after=1`,
    );
    expect(body).toMatchObject({ messages: [{ text: 'On its way' }], more: false });
    expect(
      (await visitor.get<{ messages: unknown[] }>(`/tickets/${ticketId}/changes?after=${body.changeSeq}`)).body
        .messages,
    ).toEqual([]);
  });

  it('reads on from a message and back from one', async () => {
    const visitor = await newVisitor();
    const { ticketId } = await visitor.write('first');
    for (const text of ['second', 'third']) await visitor.write(text);
    const page = async (query: string) => {
      const { body } = await visitor.get<{ items: VisitorMessage[]; more: boolean }>(
        `/tickets/${ticketId}/messages?limit=1&${query}`,
      );
      return [...body.items.map(({ text }) => text), body.more];
    };
    expect(await page('afterSeq=1')).toEqual(['second', true]);
    expect(await page('afterSeq=2')).toEqual(['third', false]);
    expect(await page('beforeSeq=3')).toEqual(['second', true]);
  });

  it('sends one message however often and however parallel it is repeated', async () => {
    const visitor = await newVisitor();
    const id = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => visitor.post<Sent>('/messages', { id, text: 'once' })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.message.id)).size).toBe(1);
    expect(answers[0]!.body.message.clientId).toBe(id);
    expect(await messagesOf(visitor, answers[0]!.body.ticketId)).toHaveLength(1);
  });

  it('has one ticket, also of first messages that come at once, and a new one after that is closed', async () => {
    const visitor = await newVisitor();
    const sent = await Promise.all(Array.from({ length: 8 }, (_, n) => visitor.write(`${n}`)));
    const [first, ...others] = new Set(sent.map(({ ticketId }) => ticketId));
    expect(others).toEqual([]);
    await withOwner(
      waypost,
      `update tickets set status = 'closed', resolved_at = now(), closed_at = now() where id = $1`,
      [first],
    );
    const { ticketId } = await visitor.write('something new');
    expect((await admin.get<{ previousTicketId: string }>(`/api/v1/tickets/${ticketId}`)).body.previousTicketId).toBe(
      first,
    );
    expect((await ticketsOf(visitor)).map(({ id, closed }) => [id, closed])).toEqual([
      [ticketId, false],
      [first, true],
    ]);
  });

  it('learns what was read, and reports it', async () => {
    const visitor = await newVisitor();
    const { ticketId } = await visitor.write('hello');
    await answer(ticketId, 'hi');
    await admin.post(`/api/v1/tickets/${ticketId}/read`, { seq: 1 });
    expect((await ticketsOf(visitor))[0]).toMatchObject({ teamReadSeq: 1, unread: 1, readSeq: 0 });
    expect((await visitor.post(`/tickets/${ticketId}/read`, { seq: 2 })).status).toBe(204);
    expect((await ticketsOf(visitor))[0]).toMatchObject({ unread: 0, readSeq: 2 });
    const { body } = await admin.get<{ items: { deliveryStatus: string | null }[] }>(
      `/api/v1/tickets/${ticketId}/messages`,
    );
    expect(body.items[1]!.deliveryStatus).toBe('read');
    await visitor.post(`/tickets/${ticketId}/read`, { seq: 1 });
    expect((await ticketsOf(visitor))[0]!.readSeq).toBe(2);
    await visitor.post(`/tickets/${ticketId}/read`, { seq: 2_000_000 });
    expect((await ticketsOf(visitor))[0]!.readSeq).toBe(2);
  });

  it('never sees a note, an answer that may still be taken back, or who the agents are', async () => {
    const visitor = await newVisitor();
    const { ticketId } = await visitor.write('hello');
    await answer(ticketId, 'CANARY-NOTE', 'internal');
    await admin.post(`/api/v1/tickets/${ticketId}/messages`, {
      text: 'CANARY-UNDO',
      visibility: 'public',
      sendAfterSeconds: 60,
    });
    await answer(ticketId, 'seen');
    const seen = JSON.stringify([
      await messagesOf(visitor, ticketId),
      await ticketsOf(visitor),
      (await visitor.get(`/tickets/${ticketId}/changes?after=0`)).body,
    ]);
    expect(seen).toContain('seen');
    expect(seen).not.toMatch(/CANARY|shop\.example|Admin|"email"|127\.0\.0\.1/);
  });

  it('reaches no ticket, message or file of another visitor’s', async () => {
    const [one, other] = [await newVisitor(), await newVisitor()];
    const { ticketId } = await one.write('mine');
    const unknown = randomUUID();
    for (const path of [`/tickets/ID/messages`, `/tickets/ID/changes?after=0`]) {
      const [theirs, none] = [
        await other.get(path.replace('ID', ticketId)),
        await other.get(path.replace('ID', unknown)),
      ];
      expect([theirs.status, theirs.body]).toEqual([404, none.body]);
    }
    expect((await other.post(`/tickets/${ticketId}/read`, { seq: 1 })).status).toBe(404);
    const file = await one.upload('a.txt', 'mine');
    expect((await other.post('/messages', { id: randomUUID(), text: 'x', attachmentIds: [file.body.id] })).status).toBe(
      400,
    );
    expect(await ticketsOf(other)).toEqual([]);
    const { message } = await one.write('with file', { attachmentIds: [file.body.id] });
    expect(message.attachments).toMatchObject([{ name: 'a.txt', size: 4 }]);
  });

  it('gets files by signed links only', async () => {
    const visitor = await newVisitor();
    const { body } = await visitor.upload('"><img src=x onerror=1>.svg', '<svg onload="alert(1)"/>', 'image/svg+xml');
    const { message } = await visitor.write('see', { attachmentIds: [body.id] });
    const [file] = message.attachments;
    expect(file).toMatchObject({ name: '"><img src=x onerror=1>.svg', image: false });
    const good = await fetch(waypost.url + file!.url);
    expect([
      good.status,
      good.headers.get('x-content-type-options'),
      good.headers.get('content-disposition')?.startsWith('attachment'),
    ]).toEqual([200, 'nosniff', true]);
    for (const url of [
      file!.url!.split('?')[0]!,
      file!.url!.replace(/signature=./, 'signature=_'),
      file!.url!.replace(/until=\d+/, 'until=1'),
    ])
      expect((await fetch(waypost.url + url)).status).toBe(403);
  });

  it('that asks too often closes the chat for no other behind the same peer, and admins learn of the proxy', async () => {
    const one = await newVisitor();
    const before = (await admin.get('/api/v1/installation/notes')).body;
    expect(before).toEqual({ undeclaredProxy: null });
    const resume = () => openSession(waypost.url, channelId, {}, one.visitorToken);
    const answers = [];
    for (let n = 0; n < 121; n++) answers.push((await resume()).status);
    expect([answers[0], answers.at(-1)]).toEqual([201, 429]);
    const other = new Client(waypost.url);
    const proxied = { 'x-forwarded-for': '203.0.113.9' };
    for (let n = 0; n < 10; n++)
      expect((await other.post('/api/v1/visitor/sessions', { channelId }, proxied)).status).toBe(201);
    expect((await admin.get('/api/v1/installation/notes')).body).toEqual({
      undeclaredProxy: { peer: '127.0.0.1', since: expect.any(String) as string, setting: 'TRUSTED_PROXIES' },
    });
    expect(waypost.logged.filter((line) => line.includes('TRUSTED_PROXIES'))).toHaveLength(1);
  });

  it('uploads no more than it may', async () => {
    const visitor = await newVisitor();
    // More than the megabytes of an hour: what is refused takes nothing from them.
    for (let n = 0; n < 11; n++)
      expect((await visitor.upload('big.bin', new Uint8Array(10 * 1024 * 1024 + 1))).status).toBe(413);
    expect((await visitor.upload('none.bin', '')).status).toBe(400);
    const many = await Promise.all(Array.from({ length: 60 }, () => visitor.upload('a.txt', 'a')));
    expect(many.filter(({ status }) => status === 201).length).toBeLessThanOrEqual(40);
    expect(new Set(many.map(({ status }) => status))).toEqual(new Set([201, 429]));
    expect((await new TestVisitor(waypost.url, 'x').upload('a.txt', 'a')).status).toBe(401);
  });

  it.each([
    ['an unknown key', { verified: true }],
    ['a foreign id', { contactId: randomUUID() }],
    ['no text', { text: '  ' }],
    ['a text that is no text', { text: { $gt: '' } }],
    ['too long a text', { text: 'x'.repeat(8_001) }],
    ['an id that is none', { id: '1; drop table messages' }],
    ['a prototype', JSON.parse('{"__proto__":{"x":1}}')],
  ])('is refused %s', async (_what, more) => {
    const visitor = await newVisitor();
    const { status, body } = await visitor.post('/messages', {
      id: randomUUID(),
      text: 'x',
      ...more,
      ...(Object.hasOwn(more, '__proto__') ? { constructor: {} } : {}),
    });
    expect([status, body['type']]).toEqual([400, 'urn:waypost:problem:invalid-request']);
    expect(await ticketsOf(visitor)).toEqual([]);
  });

  describe('proven by the shop', () => {
    const proven = async (sub: string, token?: string) =>
      newVisitor(
        { identity: await proofOf(channelId, secret, { sub, email: `${sub}@buyer.example`, name: 'Vera Proven' }) },
        token,
      );

    it('is the same person in every browser, and stays it with a fresh proof', async () => {
      const [one, other] = [await proven('vera'), await proven('vera')];
      const { ticketId } = await one.write('from my phone');
      expect((await other.write('from my desk')).ticketId).toBe(ticketId);
      const contact = (await admin.get<{ contact: { id: string } }>(`/api/v1/tickets/${ticketId}`)).body.contact;
      const { body } = await admin.get(`/api/v1/contacts/${contact.id}`);
      expect(body).toMatchObject({
        name: 'Vera Proven',
        identities: [{ kind: 'email', value: 'vera@buyer.example', verified: true }],
      });
      expect((await proven('vera', one.visitorToken)).visitorToken).toBe(one.visitorToken);
    });

    it('keeps what they wrote before, and leaves nothing to who comes after', async () => {
      const stranger = await newVisitor();
      const { ticketId } = await stranger.write('before I signed in');
      const person = await proven('wera', stranger.visitorToken);
      expect((await ticketsOf(person)).map(({ id }) => id)).toEqual([ticketId]);
      expect((await stranger.get('/tickets')).status).toBe(401);
      const next = await newVisitor({}, person.visitorToken);
      expect(next.visitorToken).not.toBe(person.visitorToken);
      expect(await ticketsOf(next)).toEqual([]);
      const somebodyElse = await proven('xenia', person.visitorToken);
      expect(await ticketsOf(somebodyElse)).toEqual([]);
      expect((await person.send('DELETE', '/sessions/current')).status).toBe(204);
      expect((await person.get('/tickets')).status).toBe(401);
    });

    it('is anonymous with a proof that is wrong in any way', async () => {
      const otherChannel = await addWidget({ identitySecret: secret });
      const bare = await addWidget();
      const good = await proofOf(channelId, secret, { sub: 'vera' });
      const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${good.split('.')[1]}.`;
      const wrong: [string, unknown][] = [
        [channelId, ''],
        [channelId, null],
        [channelId, [good]],
        [channelId, { sub: 'vera' }],
        [channelId, none],
        [channelId, `${good}x`],
        [channelId, good.slice(0, -3)],
        [channelId, await proofOf(channelId, 'other secret', { sub: 'vera' })],
        [channelId, await proofOf(channelId, secret, { sub: 'vera' }, '-1m')],
        [channelId, await proofOf(channelId, secret, { sub: 'vera' }, '2h')],
        [channelId, await proofOf(otherChannel, secret, { sub: 'vera' })],
        [channelId, await proofOf(channelId, secret, {})],
        [channelId, await proofOf(channelId, secret, { sub: '' })],
        [channelId, await proofOf(channelId, secret, { sub: ['vera'] })],
        [channelId, await proofOf(channelId, secret, { sub: 'vera', aud: [channelId] })],
        [otherChannel, good],
        [bare, await proofOf(bare, '', { sub: 'vera' }).catch(() => good)],
      ];
      for (const [channel, identity] of wrong) {
        const { status, body } = await openSession(waypost.url, channel, { identity });
        expect([400, 401]).toContain(status);
        expect(body['token']).toBeUndefined();
      }
    });

    it('is not to be had by typing an address', async () => {
      const vip = await proven('vip');
      await vip.write('my secret matter');
      const attacker = await newVisitor();
      const { ticketId } = await attacker.write('I am the VIP');
      expect((await attacker.post('/email', { email: 'vip@buyer.example', name: 'VIP' })).status).toBe(204);
      expect((await ticketsOf(attacker)).map(({ id }) => id)).toEqual([ticketId]);
      const { body: ticket } = await admin.get<{ contact: { id: string; verified: boolean } }>(
        `/api/v1/tickets/${ticketId}`,
      );
      expect(ticket.contact.verified).toBe(false);
      const { body: contact } = await admin.get(`/api/v1/contacts/${ticket.contact.id}`);
      expect(contact).toMatchObject({ identities: [{ kind: 'email', value: 'vip@buyer.example', verified: false }] });
      expect((await openSession(waypost.url, channelId, {}, attacker.visitorToken)).body).toMatchObject({
        verified: false,
        hasEmail: true,
      });
    });
  });

  describe('and the pages they come from', () => {
    it('may be framed by the pages that the channel names', async () => {
      const named = await addWidget({ allowedOrigins: ['https://shop.example/path', 'http://127.0.0.1:8080'] });
      const policyOf = async (channel: string) =>
        (await fetch(`${waypost.url}/widget/panel?channel=${channel}`)).headers.get('content-security-policy') ?? '';
      expect(await policyOf(named)).toContain("frame-ancestors 'self' https://shop.example http://127.0.0.1:8080");
      expect(await policyOf(named.toUpperCase())).toBe(await policyOf(named));
      expect(await policyOf(channelId)).not.toContain('frame-ancestors');
      for (const channel of [randomUUID(), '-'.repeat(36), 'javascript:alert(1)', ''])
        expect((await fetch(`${waypost.url}/widget/panel?channel=${encodeURIComponent(channel)}`)).status).toBe(404);
    });

    it('learn from the server why they show no launcher, each for its own origin', async () => {
      const named = await addWidget({ allowedOrigins: ['https://shop.example'] });
      const ask = async (channel: string, origin?: string) => {
        const response = await fetch(`${waypost.url}/widget/channels/${channel}`, {
          headers: origin ? { origin } : {},
        });
        const { headers, status } = response;
        const cors = [headers.get('access-control-allow-origin'), headers.get('vary')];
        return { status, cors, script: await response.text() };
      };
      const fine = { status: 200, cors: ['*', 'Origin'], script: '' };
      expect(await ask(named, 'https://shop.example')).toEqual(fine);
      expect(await ask(named, waypost.url)).toEqual(fine);
      expect(await ask(named)).toEqual(fine);
      expect(await ask(channelId, 'https://any.example')).toEqual(fine);
      expect((await ask(named, 'https://evil.example')).script).toMatch(/dataset.why="this page is not among/);
      for (const channel of [randomUUID(), '-'.repeat(36), '"><script>'])
        expect((await ask(encodeURIComponent(channel), 'https://shop.example')).script).toMatch(
          /why="there is no active/,
        );
      expect((await fetch(`${waypost.url}/widget.js`)).headers.get('access-control-allow-origin')).toBe('*');
    });

    it('get nothing from a foreign origin', async () => {
      const visitor = await newVisitor();
      expect((await visitor.get('/tickets', { origin: 'https://evil.example' })).status).toBe(403);
      expect((await visitor.get('/tickets', { origin: waypost.url })).status).toBe(200);
      const { headers } = await visitor.get('/tickets', { origin: 'https://evil.example' });
      expect(headers.get('access-control-allow-origin')).toBeNull();
    });

    it('get the scripts, squeezed, and nothing beside them', async () => {
      const loader = await fetch(`${waypost.url}/widget.js`, { headers: { 'accept-encoding': 'br' } });
      expect([
        loader.status,
        loader.headers.get('content-encoding'),
        loader.headers.get('cross-origin-resource-policy'),
      ]).toEqual([200, 'br', 'cross-origin']);
      for (const path of [
        '/widget/assets/..%2f..%2fpackage.json',
        '/widget/assets/panel.js.map',
        '/widget/assets/%00',
        '/widget/assets/__proto__',
      ])
        expect((await fetch(waypost.url + path)).status).toBe(404);
    });
  });
});
