import { randomUUID } from 'node:crypto';
import type { Client } from '../../support/client.js';
import { NameServer } from '../../support/mail/name-server.js';
import { postMail } from '../../support/mail/post-mail.js';
import { SmtpSink } from '../../support/mail/smtp-sink.js';
import { writeMail } from '../../support/mail/write-mail.js';
import { orderBody } from '../../support/order-body.js';
import { until } from '../../support/until.js';
import { type TestWaypost, startWaypost } from '../../support/waypost.js';
import { withOwner } from '../../support/with-owner.js';
import { addMember } from './support/cast.js';
import { create } from './support/world.js';

interface Started {
  id: string;
  number: number;
  contact: { id: string; known: boolean; name: string | null; verified: boolean; locale: string | null };
}

const known = 'known@buyer.example';
const unknown = 'fresh@buyer.example';
/** What only the known contact's data contain. */
const secrets = ['Kunigunde', '4915112345678', 'other@buyer.example', 'HH-77', 'fr-CA'];

describe('whoever writes to a customer first', () => {
  let names: NameServer;
  let waypost: TestWaypost;
  let sink: SmtpSink;
  let admin: Client;
  let workspaceId: string;
  let contactId: string;
  let noticeId: string;
  const channels: Record<'ours' | 'theirs' | 'of no team', string> = { ours: '', theirs: '', 'of no team': '' };
  const agents: Record<'mate' | 'assigned only', Client> = {} as typeof agents;

  beforeAll(async () => {
    names = await NameServer.open({
      'buyer.example': 'v=spf1 ip4:127.0.0.1 -all',
      '_dmarc.buyer.example': 'v=DMARC1; p=reject',
    });
    sink = await SmtpSink.open();
    waypost = await startWaypost({ env: { SMTP_URL: `smtp://127.0.0.1:${sink.port}` } });
    const made = await waypost.workspace();
    admin = made.admin;
    ({ workspaceId } = made.member);
    const [ours, theirs] = [
      await create(admin, '/api/v1/teams', { name: 'Ours' }),
      await create(admin, '/api/v1/teams', { name: 'Theirs' }),
    ];
    const mail = (name: string, teamId?: string) =>
      create(admin, '/api/v1/channels', {
        type: 'email',
        name,
        settings: { address: `${name}@shop.example` },
        ...(teamId && { teamId }),
      });
    channels.ours = await mail('ours', ours);
    channels.theirs = await mail('theirs', theirs);
    channels['of no team'] = await mail('open');
    const teamIds = [ours];
    agents.mate = (await addMember(waypost, workspaceId, 'agent', { admin, teamIds })).client;
    agents['assigned only'] = (
      await addMember(waypost, workspaceId, 'agent', { admin, teamIds, onlyAssigned: true })
    ).client;
    await makeKnown();
    await create(admin, '/api/v1/saved-replies', {
      name: 'Greeting',
      shortcut: 'greeting',
      variants: [
        { locale: 'en', body: 'Dear {{contact.name}}, {{order.number}} is on its way' },
        { locale: 'fr', body: 'Bonjour {{contact.name}}' },
      ],
    });
  }, 60_000);
  afterAll(async () => {
    await waypost?.close();
    await sink?.close();
    await names?.close();
  });

  /** A customer of the other team: with a name, a second address, a proven phone, an order, and news of that. */
  async function makeKnown() {
    const fields = {
      From: `Kunigunde Known <${known}>`,
      Subject: 'Old',
      'Message-ID': `<${randomUUID()}@buyer.example>`,
    };
    await postMail(waypost.config.smtpPort, writeMail(fields), 'theirs@shop.example', known);
    ({ id: contactId } = (await admin.get<{ items: Started[] }>('/api/v1/tickets')).body.items[0]!.contact);
    await withOwner(waypost, `update contacts set locale = 'fr-CA' where id = $1`, [contactId]);
    await withOwner(waypost, 'update contact_identities set verified = true where contact_id = $1', [contactId]);
    for (const [kind, value] of [
      ['phone', '4915112345678'],
      ['email', 'other@buyer.example'],
    ])
      await withOwner(
        waypost,
        `insert into contact_identities (workspace_id, id, contact_id, kind, value, verified) values ($1, $2, $3, $4, $5, true)`,
        [workspaceId, randomUUID(), contactId, kind, value],
      );
    const storeId = await create(admin, '/api/v1/stores', { name: 'Shop' });
    const body = orderBody({ number: 'HH-77', email: known });
    const order = await admin.send<{ id: string }>('PUT', `/api/v1/stores/${storeId}/orders/77`, { body });
    noticeId = randomUUID();
    await withOwner(
      waypost,
      `insert into contact_notices (id, workspace_id, order_id, contact_id, kind, state, reply_token)
       values ($1, $2, $3, $4, 'shipped', 'needs-agent', $5)`,
      [noticeId, workspaceId, order.body.id, contactId, randomUUID()],
    );
  }

  const start = (agent: Client, to: string, channelId = channels.ours) =>
    agent.post<Started>('/api/v1/tickets', { channelId, to, name: 'A name', subject: 'Hello', text: 'Is all well?' });

  /** Everything that an agent can ask about a ticket and its contact. */
  async function everythingOf(agent: Client, { body: ticket }: { body: Started }, to: string): Promise<string> {
    const path = `/api/v1/tickets/${ticket.id}`;
    const answers = [{ status: 201, body: ticket as object }];
    for (const one of [
      path,
      `/api/v1/ticket-numbers/${ticket.number}`,
      `${path}/changes`,
      `${path}/messages`,
      `${path}/events`,
      `${path}/draft`,
      `${path}/orders`,
      `${path}/clocks`,
      `/api/v1/contacts/${ticket.contact.id}`,
      `/api/v1/tickets?q=${encodeURIComponent(to)}`,
      `/api/v1/contacts?q=${encodeURIComponent(to)}`,
      `/api/v1/saved-replies?q=greeting&ticketId=${ticket.id}`,
    ])
      answers.push(await agent.get(one));
    answers.push(await agent.send('PATCH', path, { body: { priority: 'high' } }));
    answers.push(await agent.post(`${path}/messages`, { text: 'A note', visibility: 'internal' }));
    answers.push(await agent.get(path));
    return JSON.stringify(answers.map(({ status, body }) => [status, body]));
  }

  /** Without what differs between any two tickets. */
  const alike = (text: string, to: string) =>
    text
      .replaceAll(to, 'the address')
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'an id')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'a time')
      .replaceAll(/"number":\d+/g, 'a number');
  const leaks = (text: string) => secrets.filter((secret) => text.includes(secret));
  /** Waits until what was said has left, since its state is in the answers. */
  const sentTo = async (to: string, times: number) =>
    until(`mail to ${to}`, () => sink.mails.filter((mail) => mail.to.includes(to))[times - 1], 20_000);

  let written = 0;
  test.each(['mate', 'assigned only'] as const)(
    'reads of a known address what they read of an unknown one, to the byte: %s',
    async (who) => {
      const agent = agents[who];
      const [one, other] = [await start(agent, known), await start(agent, unknown)];
      written++;
      await Promise.all([known, unknown].map((to) => sentTo(to, written)));
      for (const { body } of [one, other])
        await until(
          'both to have left',
          async () => JSON.stringify((await agent.get(`/api/v1/tickets/${body.id}/messages`)).body).includes('"sent"'),
          20_000,
        );
      const [ofKnown, ofUnknown] = [await everythingOf(agent, one, known), await everythingOf(agent, other, unknown)];
      expect(leaks(ofKnown)).toEqual([]);
      expect(alike(ofKnown, known)).toBe(alike(ofUnknown, unknown));
      expect(one.body.contact).toEqual({ id: one.body.id, known: false, name: known, verified: false, locale: null });
    },
    60_000,
  );

  test.each(['mate', 'assigned only'] as const)(
    'finds the ticket by the address that they typed, and by nothing that they may not know: %s',
    async (who) => {
      const agent = agents[who];
      const { body } = await start(agent, known);
      const ids = async (query: string) =>
        (await agent.get<{ items: Started[] }>(`/api/v1/tickets?${query}`)).body.items.map(({ id }) => id);
      for (const part of [known, known.slice(0, 4), 'buyer.exam']) expect(await ids(`q=${part}`)).toContain(body.id);
      for (const query of [
        'q=Kunigunde',
        'q=kuni',
        'q=gunde',
        'q=%2B4915112345678',
        'q=345678',
        'q=other@buyer.example',
        'q=HH-77',
        'q=hh77',
        `contactId=${contactId}`,
      ])
        expect([query, await ids(query)]).toEqual([query, []]);
      for (const q of [known, 'Kunigunde', 'gunde', '345678'])
        expect([q, (await agent.get(`/api/v1/contacts?q=${q}`)).body]).toEqual([q, { items: [] }]);
      expect(await agent.get(`/api/v1/contacts/${contactId}`)).toMatchObject({
        status: 404,
        body: (await agent.get(`/api/v1/contacts/${randomUUID()}`)).body,
      });
    },
  );

  /** A mail in the name of an address, from another server's envelope: nothing proves it. */
  async function forge(from: string, more: Record<string, string> = {}): Promise<Started> {
    const subject = randomUUID();
    const fields = { From: `Signe Signed <${from}>`, Subject: subject, 'Message-ID': `<${subject}@buyer.example>` };
    await postMail(
      waypost.config.smtpPort,
      writeMail({ ...fields, ...more }, 'Where is it?'),
      'ours@shop.example',
      'x@elsewhere.example',
    );
    const { items } = (await admin.get<{ items: (Started & { subject: string })[] }>('/api/v1/tickets')).body;
    return items.find((item) => item.subject === subject)!;
  }
  /** Until senders of what came so far have been looked up. */
  async function lookedUp() {
    const { id } = await forge(`${randomUUID()}@buyer.example`);
    const path = `/api/v1/tickets/${id}/messages`;
    const isOwed = () => withOwner(waypost, 'select from mail_checks');
    await until('all senders were looked up', async () => (await isOwed()).length === 0, 20_000);
    expect(JSON.stringify((await admin.get(path)).body)).toContain('unauthenticated');
  }

  test.each(['mate', 'assigned only'] as const)(
    'a mail in a customer’s name that nothing proves says what it says, and opens nothing of theirs: %s',
    async (who) => {
      const agent = agents[who];
      const { body: me } = await agent.get<{ agent: { id: string } }>('/api/v1/sessions/current');
      const [one, other] = [await forge(known), await forge(`${randomUUID().slice(0, 8)}@buyer.example`)];
      for (const { id } of [one, other])
        await admin.send('PATCH', `/api/v1/tickets/${id}`, { body: { assigneeId: me.agent.id } });
      await lookedUp();
      const read = async ({ id }: Started) =>
        (await agent.get<Started & { subject: string }>(`/api/v1/tickets/${id}`)).body;
      const address = async ({ id }: Started) =>
        (
          await withOwner<{ value: string }>(waypost, 'select recipient_value as value from tickets where id = $1', [
            id,
          ])
        )[0]!.value;
      const seen = await Promise.all(
        [one, other].map(async (ticket) => {
          const body = await read(ticket);
          const all = await everythingOf(agent, { status: 200, body } as never, body.subject);
          return { all, alike: alike(all, body.subject).replaceAll(await address(ticket), 'an address') };
        }),
      );
      expect(leaks(seen[0]!.all)).toEqual([]);
      expect(seen[0]!.all).not.toContain(contactId);
      expect(seen[0]!.alike).toBe(seen[1]!.alike);
      expect((await read(one)).contact).toEqual({
        id: one.id,
        known: false,
        name: 'Signe Signed',
        verified: false,
        locale: null,
      });
      expect(seen[0]!.all).toContain('Dear Signe Signed');
      const ids = async (query: string) =>
        (await agent.get<{ items: Started[] }>(`/api/v1/tickets?${query}`)).body.items.map(({ id }) => id);
      for (const q of ['Signe', 'sign', known])
        expect([q, await ids(`q=${q}`)]).toEqual([q, expect.arrayContaining([one.id])]);
      for (const query of ['q=Kunigunde', 'q=345678', 'q=other@buyer.example', 'q=HH-77', `contactId=${contactId}`])
        expect([query, await ids(query)]).toEqual([query, []]);
      for (const q of [known, 'Kunigunde', 'Signe'])
        expect([q, (await agent.get(`/api/v1/contacts?q=${q}`)).body]).toEqual([q, { items: [] }]);
      expect((await agent.get(`/api/v1/contacts/${contactId}`)).status).toBe(404);
      const found = await agent.get(`/api/v1/tickets/${one.id}/orders/search?number=HH-77`);
      expect(found.body).toEqual({ items: [] });
      expect(JSON.stringify((await agent.get('/api/v1/contact-notices')).body)).not.toContain('HH-77');
      const answer = { text: 'We look into it.', visibility: 'public' };
      expect((await agent.post(`/api/v1/tickets/${one.id}/messages`, answer)).status).toBe(201);
      expect((await read(one)).contact.known).toBe(false);
    },
    60_000,
  );

  test('a mail that nothing proves counts for who sees every ticket, and its order is found by its number', async () => {
    const { items } = (await admin.get<{ items: { id: string }[] }>('/api/v1/teams')).body;
    const teamIds = items.map(({ id }) => id);
    const everywhere = await addMember(waypost, workspaceId, 'agent', { admin, teamIds });
    const ticket = await forge(known);
    const read = async (agent: Client) => (await agent.get<Started>(`/api/v1/tickets/${ticket.id}`)).body.contact;
    expect([await read(everywhere.client), await read(admin)]).toMatchObject([
      { id: contactId, name: 'Kunigunde Known' },
      { id: contactId, name: 'Kunigunde Known' },
    ]);
    const [store] = (await admin.get<{ items: { id: string }[] }>('/api/v1/stores')).body.items;
    const lone = `${randomUUID()}@buyer.example`;
    const body = orderBody({ number: 'HH-78', email: lone });
    await admin.send('PUT', `/api/v1/stores/${store!.id}/orders/78`, { body });
    const { id } = await forge(lone);
    const orders = `/api/v1/tickets/${id}/orders`;
    expect((await agents.mate.get(orders)).body).toMatchObject({ items: [] });
    expect((await agents.mate.get(`${orders}/search?number=HH-78`)).body).toMatchObject({
      items: [{ number: 'HH-78' }],
    });
    // Also on a ticket that they begin themselves, where the contact has written nothing.
    expect((await start(everywhere.client, lone)).body.contact.known).toBe(true);
    expect((await start(agents.mate, lone)).body.contact.known).toBe(false);
  });

  test('opens no news of the orders of whom they wrote to', async () => {
    const { status } = await start(agents.mate, known);
    expect(status).toBe(201);
    for (const agent of Object.values(agents)) {
      expect(JSON.stringify((await agent.get('/api/v1/contact-notices')).body)).not.toContain('HH-77');
      expect((await agent.post(`/api/v1/contact-notices/${noticeId}/done`)).status).toBe(404);
    }
  });

  test('assigns, hands over and takes back without learning who it is', async () => {
    const agent = agents.mate;
    const { body: ticket } = await start(agent, known);
    const { body: me } = await agent.get<{ agent: { id: string } }>('/api/v1/sessions/current');
    const changes = [{ assigneeId: null }, { assigneeId: me.agent.id }, { teamId: null }, { assigneeId: null }];
    for (const body of changes) {
      const answer = await agent.send('PATCH', `/api/v1/tickets/${ticket.id}`, { body });
      expect([answer.status, leaks(JSON.stringify(answer.body))]).toEqual([200, []]);
    }
  });

  test('on another team’s channel: a 404, as on a channel that does not exist', async () => {
    for (const agent of Object.values(agents)) {
      const refused = await start(agent, unknown, channels.theirs);
      expect(refused.status).toBe(404);
      expect(refused.body).toEqual((await start(agent, unknown, randomUUID())).body);
      expect((await start(agent, unknown, channels['of no team'])).status).toBe(201);
    }
    expect((await start(admin, unknown, channels.theirs)).status).toBe(201);
  });

  test('knows the customer once they have written in a ticket that the agent sees, and only then', async () => {
    const agent = agents['assigned only'];
    const { body: ticket } = await start(agent, known);
    const { body: second } = await start(agent, 'other@buyer.example');
    const read = async ({ id } = ticket) => (await agent.get<Started>(`/api/v1/tickets/${id}`)).body;
    const orders = async () => (await agent.get<{ count: number }>(`/api/v1/tickets/${ticket.id}/orders`)).body.count;
    const mailId = await until(
      'its mail to leave',
      async () =>
        (
          await withOwner<{ mailId: string | null }>(
            waypost,
            'select mail_id as "mailId" from dispatches where ticket_id = $1',
            [ticket.id],
          )
        )[0]?.mailId,
      20_000,
    );
    const answer = (from: string, envelope = 'x@buyer.example') =>
      postMail(
        waypost.config.smtpPort,
        writeMail({ From: from, 'In-Reply-To': mailId, 'Message-ID': `<${randomUUID()}@buyer.example>` }, 'Yes'),
        'ours@shop.example',
        envelope,
      );
    await answer('Agent Themself <stranger@elsewhere.example>');
    expect((await read()).contact.known).toBe(false);
    expect(await orders()).toBe(0);
    await answer(`Kunigunde <${known}>`, 'x@elsewhere.example');
    await lookedUp();
    expect((await read()).contact).toEqual({ ...ticket.contact, name: 'Kunigunde' });
    await answer(`Kunigunde Known <${known}>`);
    await until('its sender is proven', async () => (await read()).contact.known, 20_000);
    expect((await read()).contact).toEqual({
      id: contactId,
      known: true,
      name: 'Kunigunde Known',
      verified: true,
      locale: 'fr-CA',
    });
    expect(await orders()).toBe(1);
    expect(JSON.stringify((await agent.get(`/api/v1/contacts/${contactId}`)).body)).toContain('4915112345678');
    // What was begun with another address of theirs is theirs too.
    expect((await read(second)).contact.name).toBe('Kunigunde Known');
    expect((await agent.get('/api/v1/contact-notices')).body).toMatchObject({ items: [{ id: noticeId }] });
    // A colleague who does not see that ticket still knows nothing.
    const elsewhere = await addMember(waypost, workspaceId, 'agent');
    expect((await start(elsewhere.client, known, channels['of no team'])).body.contact.known).toBe(false);
  }, 60_000);

  test('gives no name to a contact without one whom they may not know; a new contact has the typed one', async () => {
    const nameless = 'nameless@buyer.example';
    const nameOf = (address: string) =>
      withOwner<{ name: string | null }>(
        waypost,
        'select c.name from contacts c join contact_identities i on i.contact_id = c.id where i.value = $1',
        [address],
      );
    const letter = { From: nameless, Subject: 'No name', 'Message-ID': `<${randomUUID()}@buyer.example>` };
    await postMail(waypost.config.smtpPort, writeMail(letter, 'Hello'), 'theirs@shop.example', nameless);
    for (const agent of Object.values(agents)) expect((await start(agent, nameless)).status).toBe(201);
    expect(await nameOf(nameless)).toEqual([{ name: null }]);
    const made = `${randomUUID()}@buyer.example`;
    for (const agent of Object.values(agents)) expect((await start(agent, made)).status).toBe(201);
    expect(await nameOf(made)).toEqual([{ name: 'A name' }]);
  });

  test('a manager reads who it is at once, since they see every ticket', async () => {
    expect((await start(admin, known)).body.contact).toMatchObject({ id: contactId, name: 'Kunigunde Known' });
  });

  test('a repeated call looks at rights first: with the same key nothing comes to one who lost the ticket', async () => {
    const leaver = await addMember(waypost, workspaceId, 'agent');
    const key = { 'idempotency-key': randomUUID() };
    const first = { channelId: channels['of no team'], to: unknown, subject: 'Mine', text: 'Mine' };
    const { body: ticket } = await leaver.client.post<Started>('/api/v1/tickets', first, key);
    const answer = { text: 'Private words', visibility: 'internal' };
    const say = () => leaver.client.post(`/api/v1/tickets/${ticket.id}/messages`, answer, key);
    const said = await say();
    expect([said.status, (await say()).body]).toEqual([201, said.body]);
    const team = (await admin.get<{ items: { id: string; name: string }[] }>('/api/v1/teams')).body.items[0]!.id;
    const body = { teamId: team, assigneeId: null };
    expect((await admin.send('PATCH', `/api/v1/tickets/${ticket.id}`, { body })).status).toBe(200);
    const unknownTicket = await leaver.client.post(`/api/v1/tickets/${randomUUID()}/messages`, answer, key);
    for (const replayed of [await say(), await leaver.client.post('/api/v1/tickets', first, key)])
      expect([replayed.status, replayed.body]).toEqual([404, unknownTicket.body]);
    await admin.send('PATCH', `/api/v1/channels/${channels['of no team']}`, { body: { teamId: team } });
    expect((await leaver.client.post('/api/v1/tickets', first, key)).status).toBe(404);
    await admin.send('PATCH', `/api/v1/channels/${channels['of no team']}`, { body: { teamId: null } });
  });
});
