import { randomUUID } from 'node:crypto';
import type { ResolvedReply, SavedReply } from '#libs/contracts';
import type { Client } from '../../support/client.js';
import { visit } from '../../support/visitor.js';
import { type TestWaypost, startWaypost } from '../../support/waypost.js';
import { withOwner } from '../../support/with-owner.js';

type Found = { items: (SavedReply & { resolved: ResolvedReply | null })[]; nextCursor: string | null };

describe('saved replies', () => {
  let waypost: TestWaypost;
  let admin: Client;
  let ticketId: string;
  let contactId: string;
  beforeAll(async () => {
    waypost = await startWaypost();
    ({ admin } = await waypost.workspace());
    const channelId = (await admin.post<{ id: string }>('/api/v1/channels', { type: 'widget', name: 'Chat' })).body.id;
    ({ ticketId } = await (await visit(waypost.url, channelId)).write('Hallo', { locale: 'de' }));
    contactId = (await admin.get<{ contact: { id: string } }>(`/api/v1/tickets/${ticketId}`)).body.contact.id;
  });
  afterAll(() => waypost?.close());

  const save = (name: string, shortcut: string, bodies: Record<string, string>, more: object = {}) =>
    admin.post<SavedReply>('/api/v1/saved-replies', {
      name,
      shortcut,
      variants: Object.entries(bodies).map(([locale, body]) => ({ locale, body })),
      ...more,
    });
  const find = async (q: string) =>
    (await admin.get<Found>(`/api/v1/saved-replies?q=${encodeURIComponent(q)}&ticketId=${ticketId}`)).body.items;
  const call = (name: string) => withOwner(waypost, 'update contacts set name = $2 where id = $1', [contactId, name]);
  const send = (text: string, visibility = 'public') =>
    admin.post(`/api/v1/tickets/${ticketId}/messages`, { text, visibility });

  it('are put into the customer’s language, with values, and name what is missing', async () => {
    await save('Greeting', 'hi', {
      en: 'Dear {{contact.name}}',
      de: 'Guten Tag {{contact.name}}, {{agent.name}} hier zu {{ticket.number}}: {{order.number}}',
    });
    await call('Lena');
    const [found] = await find('hi');
    expect(found!.resolved).toEqual({
      locale: 'de',
      text: expect.stringMatching(/^Guten Tag Lena, Ada Admin hier zu #\d+: \{\{order\.number\}\}$/),
      missing: ['order.number'],
    });
    const refused = await send(found!.resolved!.text);
    expect(refused).toMatchObject({
      status: 422,
      body: { type: 'urn:waypost:problem:missing-variable', detail: 'order.number' },
    });
    expect((await send(found!.resolved!.text, 'internal')).status).toBe(201);
  });

  it.each(['{{7*7}}', '${7*7}', '{% raw %}{{ 7*7 }}', '<b>{{constructor.name}}</b>'])(
    'take a customer called %j as plain text, and so does the send',
    async (name) => {
      await save('Plain', `plain-${Buffer.from(name).toString('hex').slice(0, 20)}`, { en: 'Hello {{contact.name}}!' });
      await call(name);
      const reply = (await find('plain-')).find(({ resolved }) => resolved?.text === `Hello ${name}!`);
      expect(reply?.resolved?.missing).toEqual([]);
      const sent = await send(reply!.resolved!.text);
      expect(sent).toMatchObject({ status: 201, body: { text: `Hello ${name}!` } });
    },
  );

  it('are found by shortcut first, then by name, then by what they say, page by page', async () => {
    await save('Zeta', 'refund', { en: 'one' });
    await save('Refund rules', 'zz-rules', { en: 'two' });
    await save('Other', 'zz-other', { zh: '关于 refund 的 "说明"' });
    expect((await find('refund')).map(({ shortcut }) => shortcut)).toEqual(['refund', 'zz-rules', 'zz-other']);
    expect((await find('的 "说明"')).map(({ shortcut }) => shortcut)).toEqual(['zz-other']);
    expect(await find('100%_')).toEqual([]);
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await admin.get<Found>(`/api/v1/saved-replies?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items.map(({ id }) => id));
      if (!body.nextCursor) break;
      cursor = body.nextCursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(5);
  });

  it('refuse a double shortcut, a language twice and a variable that does not exist', async () => {
    expect((await save('A', 'same', { en: 'x' })).status).toBe(201);
    expect((await save('B', 'SAME', { en: 'x' })).status).toBe(409);
    expect((await save('C', 'other', { en: 'Hello {{contact.nmae}}' })).status).toBe(400);
    expect(
      (
        await admin.post('/api/v1/saved-replies', {
          name: 'D',
          shortcut: 'd',
          variants: [
            { locale: 'en', body: 'x' },
            { locale: 'EN', body: 'y' },
          ],
        })
      ).status,
    ).toBe(400);
  });

  it.each([
    ['Hi {{contact.first_name}}, thanks!', '{{contact.first_name}}', 'contact.name'],
    ['Hi {{name}}, thanks', '{{name}}', 'contact.name'],
    ['Hi {{contact.name | default: "there"}}', '{{contact.name | default: "there"}}', 'contact.name'],
    ['Hi {{ticket.requester.name}}', '{{ticket.requester.name}}', 'contact.name'],
    ['Hi {%customer.firstName%}', '{%customer.firstName%}', 'contact.name'],
    ['Hi #{ticket.customer.firstname}', '#{ticket.customer.firstname}', 'contact.name'],
    ['Yours, {{ticket.assignee.name|capitalize}}', '{{ticket.assignee.name|capitalize}}', 'agent.name'],
    ['About #{ticket.id}', '#{ticket.id}', 'ticket.number'],
    ['Order ${order_id} left', '${order_id}', 'order.number'],
    ['See {{shipment.trackingUrl}}', '{{shipment.trackingUrl}}', 'order.tracking'],
    ['{{shop_name}}', '{{shop_name}}', 'store.name'],
    ['{{order.nubmer}}', '{{order.nubmer}}', 'order.number'],
    ['{% if customer %}Hi{% endif %}', '{% if customer %}', 'contact.name'],
    ['Hi ｛｛name｝｝', '｛｛name｝｝', 'contact.name'],
    ['Hi {first_name}, 10% off', '{first_name}', 'contact.name'],
    ['Hi %name%, order [[order_id]]', '%name%', 'contact.name'],
    ['Order <<order number>>', '<<order number>>', 'order.number'],
    ['Dear [First Name], see [1]', '[First Name]', 'contact.name'],
    ['Dear <OTRS_CUSTOMER_REALNAME>', '<OTRS_CUSTOMER_REALNAME>', 'contact.name'],
    ['Dear {$customer_name}', '{$customer_name}', 'contact.name'],
  ])(
    'are not kept with another product’s placeholder, and the nearest of ours is named: %s',
    async (body, found, nearest) => {
      const refused = await save('Foreign', 'foreign', { en: 'Hello', de: body });
      expect(refused).toMatchObject({
        status: 400,
        body: {
          errors: [{ path: 'body.variants.1.body', message: expect.stringContaining(`{{${nearest}}}`) as string }],
        },
      });
      expect(JSON.stringify(refused.body)).toContain(JSON.stringify(found).slice(1, -1));
      const article = { locale: 'en', title: 'Help', body, published: true };
      expect((await admin.post('/api/v1/articles', article)).status).toBe(400);
    },
  );

  it('keep words in brackets as fixed text where their writer says so, and braces never', async () => {
    const saved = (body: string) =>
      admin.post<{ id: string; variants: object[] }>('/api/v1/saved-replies', {
        name: 'Fixed',
        shortcut: `fixed-${randomUUID()}`.slice(0, 40),
        variants: [{ locale: 'en', body, asWritten: true }],
      });
    const text = 'Write the number behind [Order Number] on the form.';
    const { status, body } = await saved(text);
    expect([status, body.variants]).toEqual([201, [{ locale: 'en', body: text, asWritten: true }]]);
    expect(JSON.stringify((await admin.get('/api/v1/stored-placeholders')).body)).not.toContain(body.id);
    expect((await saved(`${text} Yours, {{name}}`)).status).toBe(400);
  });

  const listedIds = async () =>
    (await admin.get<{ items: { id: string }[] }>('/api/v1/stored-placeholders')).body.items.map(({ id }) => id);

  it('like them, an article keeps words in brackets where its writer says so beside the text', async () => {
    const texts = { title: 'Forms', body: 'Write the number behind [Order Number].' };
    const write = (more: object) =>
      admin.post<{ id: string; asWritten: boolean }>('/api/v1/articles', { locale: 'en', ...texts, ...more });
    expect((await write({})).body).toMatchObject({ errors: [{ path: 'body.body' }] });
    expect((await write({ asWritten: true, title: 'Hi {{name}}' })).body).toMatchObject({
      errors: [{ path: 'body.title' }],
    });
    const { status, body } = await write({ asWritten: true });
    expect([status, body]).toEqual([201, expect.objectContaining({ ...texts, asWritten: true })]);
    const change = (more: object) => admin.send('PATCH', `/api/v1/articles/${body.id}`, { body: more });
    expect((await change({ published: true })).body).toMatchObject({ published: true, asWritten: true });
    expect((await change({ title: 'About [Customer Name]' })).status).toBe(400);
    expect(await listedIds()).not.toContain(body.id);
    expect((await change({ asWritten: false })).body).toMatchObject({ asWritten: false });
    expect(await listedIds()).toContain(body.id);
    await admin.send('DELETE', `/api/v1/articles/${body.id}`);
  });

  it.each([
    ['email', 'signature', { address: `${randomUUID()}@shop.example` }],
    ['widget', 'greeting', {}],
  ])('like them, a channel of %s keeps words in brackets in its %s', async (type, field, settings) => {
    const create = (more: object) =>
      admin.post<{ id: string }>('/api/v1/channels', { type, name: type, settings: { ...settings, ...more } });
    const text = 'Have your [Order Number] at hand';
    expect((await create({ [field]: text })).body).toMatchObject({ errors: [{ path: `body.settings.${field}` }] });
    expect((await create({ [field]: `${text} {{name}}`, asWritten: true })).status).toBe(400);
    const { status, body } = await create({ [field]: text, asWritten: true });
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({ settings: expect.objectContaining({ [field]: text, asWritten: true }) as object }),
    ]);
    const change = (more: object) => admin.send('PATCH', `/api/v1/channels/${body.id}`, { body: { settings: more } });
    expect((await change({ [field]: text })).status).toBe(200);
    // Another text comes with its own word.
    expect((await change({ [field]: `${text}, [Customer Name]` })).status).toBe(400);
    expect(await listedIds()).not.toContain(body.id);
    expect((await change({ asWritten: false })).status).toBe(400);
    expect((await change({ [field]: 'Hello' })).body).not.toMatchObject({ settings: { asWritten: true } });
  });

  it('are listed where a channel had them in its signature or greeting before', async () => {
    const settings = { address: `${randomUUID()}@shop.example` };
    const { id } = (await admin.post<{ id: string }>('/api/v1/channels', { type: 'email', name: 'Old', settings }))
      .body;
    await withOwner(
      waypost,
      `update channels set settings = settings || '{"signature": "Yours, {{agent.name}}, [Company Name]"}' where id = $1`,
      [id],
    );
    const { items } = (await admin.get<{ items: { id: string }[] }>('/api/v1/stored-placeholders')).body;
    expect(items.filter((item) => item.id === id)).toEqual([
      {
        kind: 'channel',
        id,
        name: 'Old',
        texts: [
          {
            locale: '',
            placeholders: [
              { text: '{{agent.name}}', nearest: 'agent.name' },
              { text: '[Company Name]', nearest: 'store.name' },
            ],
          },
        ],
      },
    ]);
    await withOwner(waypost, `update channels set settings = settings - 'signature' where id = $1`, [id]);
  });

  it('are not kept in the signature under every mail, nor sent unasked in the subject of a first mail', async () => {
    const settings = { address: `${randomUUID()}@shop.example` };
    const { body } = await admin.post<{ id: string }>('/api/v1/channels', { type: 'email', name: 'Mail', settings });
    const signed = (signature: string) =>
      admin.send('PATCH', `/api/v1/channels/${body.id}`, { body: { settings: { signature } } });
    expect(await signed('Yours, {$agent_name}')).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'body.settings.signature' }] },
    });
    expect((await signed('Yours, Havn & Holm')).status).toBe(200);
    const first = { channelId: body.id, to: 'ann@buyer.example', text: 'It is here.' };
    const begin = (more: object) => admin.post('/api/v1/tickets', { ...first, ...more });
    const subject = 'Your order #order_number#';
    expect(await begin({ subject })).toMatchObject({
      status: 422,
      body: { detail: '#order_number#', errors: [{ path: 'body.subject' }] },
    });
    expect(await begin({ subject, asTyped: true })).toMatchObject({ status: 201, body: { subject } });
  });

  it('that were kept with foreign placeholders before are listed for admins', async () => {
    const { id } = (await save('Imported', 'imported', { en: 'Hello', de: 'Hallo' })).body;
    await withOwner(
      waypost,
      `update saved_replies set variants = jsonb_set(variants, '{1,body}', '"Hi {%customer.firstName%} {{contact.name}} [Order Number] #name#"') where id = $1`,
      [id],
    );
    await save('Braces', 'braces', { en: 'A set {{1, 2}} and ${7}, {a}, [1], 5% and :-{' });
    const { body } = await admin.get('/api/v1/stored-placeholders');
    expect(body).toEqual({
      items: [
        {
          kind: 'saved-reply',
          id,
          name: 'Imported',
          texts: [
            {
              locale: 'de',
              placeholders: [
                { text: '{%customer.firstName%}', nearest: 'contact.name' },
                { text: '[Order Number]', nearest: 'order.number' },
                { text: '#name#', nearest: 'contact.name' },
              ],
            },
          ],
        },
      ],
      nextCursor: null,
    });
  });

  it.each([
    'Hi {{contact.first_name}}',
    'Hi {{contact.name}}',
    'Hi [First Name]',
    'Hi #{ticket.customer.firstname}, {{order.number}}',
  ])('typed into an answer are asked about once, and go as they are when they are meant: %s', async (text) => {
    await call('Lena');
    expect(await send(text)).toMatchObject({ status: 422, body: { type: 'urn:waypost:problem:missing-variable' } });
    const sent = await admin.post(`/api/v1/tickets/${ticketId}/messages`, {
      text,
      visibility: 'public',
      asTyped: true,
    });
    expect(sent).toMatchObject({ status: 201, body: { text } });
    expect((await send(text, 'internal')).status).toBe(201);
  });

  it('are changed and deleted', async () => {
    const { id } = (await save('Old', 'old', { en: 'x' })).body;
    expect((await admin.send('PATCH', `/api/v1/saved-replies/${id}`, { body: { name: 'New' } })).body).toMatchObject({
      name: 'New',
      shortcut: 'old',
      variants: [{ locale: 'en', body: 'x' }],
    });
    expect((await admin.send('DELETE', `/api/v1/saved-replies/${id}`)).status).toBe(204);
    expect((await admin.send('DELETE', `/api/v1/saved-replies/${id}`)).status).toBe(404);
  });

  it('of a team are for its agents', async () => {
    const team = (await admin.post<{ id: string }>('/api/v1/teams', { name: 'Night' })).body.id;
    await save('Team words', 'team-words', { en: 'x' }, { teamId: team });
    const { email } = (
      await admin.post<{ email: string }>('/api/v1/agents', { email: 'bo@shop.example', name: 'Bo', role: 'agent' })
    ).body;
    // As if the invitation had been accepted with the admin's own password.
    await withOwner(
      waypost,
      `update accounts set password_hash =
         (select a.password_hash from accounts a where a.email like 'admin-%' order by a.created_at limit 1)
       where email = $1`,
      [email],
    );
    await withOwner(waypost, `update agents set state = 'active', joined_at = now() where email = $1`, [email]);
    const bo = await waypost.anonymous.signIn(email, 'a-long-enough-password');
    const seen = async () => (await bo.get<Found>('/api/v1/saved-replies?q=team-words')).body.items.length;
    expect(await seen()).toBe(0);
    await withOwner(
      waypost,
      `insert into team_members (workspace_id, team_id, agent_id) select workspace_id, $1, id from agents
       where email = $2`,
      [team, email],
    );
    expect(await seen()).toBe(1);
    expect(
      (
        await bo.post('/api/v1/saved-replies', {
          name: 'Mine',
          shortcut: 'mine-too',
          variants: [{ locale: 'en', body: 'x' }],
        })
      ).status,
    ).toBe(403);
    expect((await bo.post('/api/v1/articles', { locale: 'en', title: 'x', body: 'x' })).status).toBe(403);
  });

  it('of another workspace do not exist', async () => {
    const { id } = (await save('Mine', 'mine', { en: 'x' })).body;
    const other = (await waypost.workspace('Other')).admin;
    expect((await other.get<Found>('/api/v1/saved-replies')).body.items).toEqual([]);
    expect((await other.send('PATCH', `/api/v1/saved-replies/${id}`, { body: { name: 'Theirs' } })).status).toBe(404);
    expect((await other.get(`/api/v1/saved-replies?ticketId=${ticketId}`)).status).toBe(404);
  });
});
