import type { ServerResponse } from 'node:http';
import type { Message, Template, Ticket } from '#libs/contracts';
import { textFrom } from '../../../apps/playground/server/graph-api/index.js';
import type { Client } from '../../support/client.js';
import { orderTemplate } from '../../support/order-template.js';
import { until } from '../../support/until.js';
import { type TestWaypost, startWaypost } from '../../support/waypost.js';
import { type WhatsappChannel, whatsappChannel } from '../../support/whatsapp-channel.js';
import { withOwner } from '../../support/with-owner.js';

type Page<T> = { items: T[] };
type Templates = Page<Template> & { syncedAt: string | null; error: string | null; nextCursor: string | null };
type Refusal = { type: string; detail?: string; errors?: { path: string }[] };

const values = { body: { 1: 'Inês', 2: 'na quinta' }, buttons: { 0: 'A-1' } };
const asked = { name: 'order_arrives_day', language: 'pt_BR', variables: values };
const english = orderTemplate({
  id: '1002',
  language: 'en',
  components: [{ type: 'BODY', text: 'Hello {{customer_name}}, it is {{agent_name}}.' }],
});
const invoice = orderTemplate({
  id: '1005',
  name: 'invoice',
  components: [
    { type: 'HEADER', format: 'DOCUMENT' },
    { type: 'BODY', text: 'Sua fatura.' },
  ],
});

describe('templates of WhatsApp', () => {
  let waypost: TestWaypost;
  let admin: Client;
  let channel: WhatsappChannel;
  let ticket: Ticket;

  beforeAll(async () => {
    waypost = await startWaypost();
    ({ admin } = await waypost.workspace());
    channel = await whatsappChannel(admin, {
      templates: [
        orderTemplate(),
        english,
        orderTemplate({ id: '1003', name: 'winter_sale', status: 'REJECTED', rejected_reason: 'PROMOTIONAL' }),
        orderTemplate({ id: '1004', name: 'carousel', components: [{ type: 'CAROUSEL' }] }),
        invoice,
      ],
    });
    await channel.graph.deliver(textFrom({ phone: '5511987654321', name: 'Inês Leal' }, 'Cadê meu pedido?'));
    [ticket] = (await admin.get<Page<Ticket>>('/api/v1/tickets')).body.items as [Ticket];
    await withOwner(waypost, `update tickets set last_inbound_at = now() - interval '25 hours' where id = $1`, [
      ticket.id,
    ]);
    await sync();
  });
  afterAll(async () => {
    await channel?.graph.close();
    await waypost?.close();
  });

  const list = async (query = '') =>
    (await admin.get<Templates>(`/api/v1/channels/${channel.id}/templates${query}`)).body;
  async function sync() {
    const before = (await list()).syncedAt;
    const { status } = await admin.post(`/api/v1/channels/${channel.id}/templates/sync`);
    expect(status).toBe(202);
    return until('the templates are read', async () => {
      const now = await list();
      return now.syncedAt !== before && now;
    });
  }
  const stateOf = async (name: string) => (await list()).items.find((template) => template.name === name);
  const send = <T = Message>(template: object, more: object = {}) =>
    admin.post<T>(`/api/v1/tickets/${ticket.id}/messages`, { visibility: 'public', template, ...more });
  const arrived = (id: string) =>
    until<Message | undefined>('the message has left', async () => {
      const { items } = (await admin.get<Page<Message>>(`/api/v1/tickets/${ticket.id}/messages`)).body;
      return items.find((each) => each.id === id && !['queued', 'sending'].includes(each.deliveryStatus!));
    });
  const news = (field: string, value: object) => channel.graph.deliver({ field, ...value });

  it('are listed with their state and what they need, page by page', async () => {
    const all = await list();
    expect(all.items).toHaveLength(5);
    expect(await stateOf('order_arrives_day')).toMatchObject({
      language: 'pt_BR',
      category: 'utility',
      status: 'approved',
      quality: 'high',
      sendable: true,
      variables: [
        { part: 'body', name: '1', kind: 'text', example: 'Inês' },
        { part: 'body', name: '2', kind: 'text', example: 'na quinta' },
        { part: 'buttons', name: '0', kind: 'text', example: 'https://shop.example/t/A-1' },
      ],
    });
    expect(await stateOf('winter_sale')).toMatchObject({ status: 'rejected', reason: 'PROMOTIONAL', sendable: false });
    expect(await stateOf('carousel')).toMatchObject({ status: 'approved', sendable: false });
    const first = await list('?limit=4');
    const second = await list(`?limit=4&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items]).toEqual(all.items);
  });

  it('are sent after the window has closed, and shown as the customer sees them', async () => {
    const sent = await send(asked);
    expect(sent).toMatchObject({ status: 201, body: { template: { name: 'order_arrives_day', language: 'pt_BR' } } });
    expect(sent.body.text).toBe(
      'Seu pedido\n\nOlá Inês, seu pedido chega na quinta.\n\nHavn & Holm\n\n[Rastrear] https://shop.example/t/A-1\n[Mudei de endereço]',
    );
    expect(sent.body.locale).toBe('pt-BR');
    expect(await arrived(sent.body.id)).toMatchObject({ deliveryStatus: 'sent' });
    expect(channel.graph.accepted.at(-1)!.body).toMatchObject({
      type: 'template',
      template: { name: 'order_arrives_day', language: { code: 'pt_BR' } },
    });
    const found = await admin.get<Page<Ticket>>('/api/v1/tickets?q=quinta');
    expect(found.body.items.map(({ id }) => id)).toEqual([ticket.id]);
  });

  it('take values by name, and a file for a header', async () => {
    const named = { name: 'order_arrives_day', language: 'en' };
    const body = { customer_name: 'Inês', agent_name: 'Mei' };
    const { body: message } = await send({ ...named, variables: { body } });
    expect(message.text).toBe('Hello Inês, it is Mei.');
    expect(await arrived(message.id)).toMatchObject({ deliveryStatus: 'sent' });
    const upload = await fetch(`${admin.url}/api/v1/attachments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin.token}`, 'content-type': 'application/pdf', 'x-file-name': 'f.pdf' },
      body: '%PDF-1.7',
    });
    const { id: file } = (await upload.json()) as { id: string };
    const nonsense = { name: 'invoice', language: 'pt_BR', variables: { header: { file: 'f.pdf' } } };
    expect(await send<Refusal>(nonsense)).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'body.template.variables.header.file' }] },
    });
    const withFile = await send({ name: 'invoice', language: 'pt_BR', variables: { header: { file } } });
    expect(await arrived(withFile.body.id)).toMatchObject({ deliveryStatus: 'sent', attachments: [{ name: 'f.pdf' }] });
  });

  it('with a value missing are refused, which names it', async () => {
    const variables = { ...values, body: { 1: 'Inês' } };
    expect(await send<Refusal>({ ...asked, variables })).toMatchObject({
      status: 422,
      body: {
        type: 'urn:waypost:problem:missing-variable',
        detail: 'body 2',
        errors: [{ path: 'body.template.variables.body.2' }],
      },
    });
  });

  it.each([
    ['rejected', { name: 'winter_sale' }],
    ['of parts that are not known', { name: 'carousel' }],
    ['in no such language', { language: 'de' }],
    ['of no such name', { name: 'constructor' }],
  ])('that are %s are refused', async (_what, changed) => {
    expect(await send<Refusal>({ ...asked, ...changed })).toMatchObject({
      status: 409,
      body: { type: 'urn:waypost:problem:template-refused' },
    });
  });

  it('of another channel are refused', async () => {
    const { body: other } = await admin.post<{ id: string }>('/api/v1/channels', { type: 'widget', name: 'Chat' });
    await withOwner(
      waypost,
      `insert into channel_templates select workspace_id, $1, gen_random_uuid(), external_id, 'theirs', language, category, status, quality, reason, content, seen_at
       from channel_templates where name = 'order_arrives_day' and language = 'en'`,
      [other.id],
    );
    const theirs = (await admin.get<Templates>(`/api/v1/channels/${other.id}/templates`)).body;
    expect(theirs.items).toMatchObject([{ name: 'theirs', sendable: true }]);
    const body = { customer_name: 'Inês', agent_name: 'Mei' };
    expect(await send({ name: 'theirs', language: 'en', variables: { body } })).toMatchObject({ status: 409 });
  });

  it('stand alone, and are no notes; a text still waits for the customer', async () => {
    expect((await send(asked, { text: 'Oi' })).status).toBe(400);
    expect((await send(asked, { visibility: 'internal' })).status).toBe(400);
    const plain = { text: 'Oi', visibility: 'public' };
    expect(await admin.post(`/api/v1/tickets/${ticket.id}/messages`, plain)).toMatchObject({ status: 409 });
  });

  it('that WhatsApp refuses say what to do', async () => {
    channel.graph.options.templates[0]!.status = 'PAUSED';
    const { body } = await send(asked);
    expect((await arrived(body.id)).deliveryError).toMatch(/^The template is paused.*choose another one/);
    channel.graph.options.templates[0]!.status = 'APPROVED';
  });

  it('follow what WhatsApp says of them, and read anew what is not known here', async () => {
    const about = { message_template_id: 1001, message_template_name: 'order_arrives_day' };
    await news('message_template_status_update', { ...about, event: 'PAUSED', reason: 'NONE' });
    await news('message_template_quality_update', { ...about, new_quality_score: 'RED' });
    expect(await stateOf('order_arrives_day')).toMatchObject({ status: 'paused', quality: 'low', sendable: false });
    await news('message_template_status_update', { ...about, event: 'APPROVED', reason: 'NONE' });
    expect(await stateOf('order_arrives_day')).toMatchObject({ status: 'approved', sendable: true });
    await news('message_template_status_update', { message_template_id: 1004, event: 'DELETED' });
    expect(await stateOf('carousel')).toBeUndefined();
    channel.graph.options.templates.push(orderTemplate({ id: '1006', name: 'brand_new' }));
    await news('message_template_status_update', { message_template_id: 1006, event: 'APPROVED' });
    await until('the new template is known', () => stateOf('brand_new'));
  });

  describe('write first', () => {
    const first = (more: object = {}) =>
      admin.post<Ticket & Refusal>('/api/v1/tickets', {
        channelId: channel.id,
        to: '+55 11 97777-1234',
        template: asked,
        ...more,
      });

    it('a ticket begins with one, waits for an answer, and the answer joins it', async () => {
      const { status, body } = await first({ name: 'Rui' });
      expect(status).toBe(201);
      expect(body).toMatchObject({ status: 'pending', channel: { type: 'whatsapp' }, locale: 'pt-BR' });
      expect(body.subject).toMatch(/^Seu pedido Olá Inês, seu pedido chega na quinta/);
      const sent = await until('it has left', async () =>
        channel.graph.accepted.find(({ recipient }) => recipient === '5511977771234'),
      );
      expect(sent.body).toMatchObject({ type: 'template', template: { name: 'order_arrives_day' } });
      const free = await admin.post<Refusal>(`/api/v1/tickets/${body.id}/messages`, {
        text: 'Olá?',
        visibility: 'public',
      });
      expect(free.body.type).toBe('urn:waypost:problem:reply-window-closed');
      await channel.graph.deliver(textFrom({ phone: '5511977771234', name: 'Rui Prado' }, 'Obrigado!'));
      const joined = (await admin.get<Ticket>(`/api/v1/tickets/${body.id}`)).body;
      expect(joined).toMatchObject({ status: 'open', lastSeq: 2, contact: { name: 'Rui' } });
      expect(
        (await admin.post(`/api/v1/tickets/${body.id}/messages`, { text: 'De nada', visibility: 'public' })).status,
      ).toBe(201);
    });

    it('a header’s file goes with it', async () => {
      const upload = await fetch(`${waypost.url}/api/v1/attachments`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${admin.token}`,
          'content-type': 'application/pdf',
          'x-file-name': 'invoice.pdf',
        },
        body: '%PDF-1.7',
      });
      const { id: file } = (await upload.json()) as { id: string };
      const template = { name: 'invoice', language: 'pt_BR', variables: { header: { file } } };
      const { status } = await first({ to: '0049 30 901820', template });
      expect(status).toBe(201);
      const sent = await until('it has left', async () =>
        channel.graph.accepted.find(({ recipient }) => recipient === '4930901820'),
      );
      expect(JSON.stringify(sent.body)).toContain('invoice.pdf');
    });

    it.each([
      ['words in its place', { template: undefined, subject: 'Hello', text: 'Hello' }, 'body.template'],
      ['words beside it', { text: 'Hello' }, 'body.template'],
      ['a number without its country code', { to: '030 901820' }, 'body.to'],
      ['a mail address', { to: 'rui@mail.example' }, 'body.to'],
      ['a missing value', { template: { ...asked, variables: {} } }, 'body.template.variables.body.1'],
    ])('%s is refused and changes nothing', async (_, more, path) => {
      const before = (await admin.get<Page<Ticket>>('/api/v1/tickets')).body.items.length;
      const { status, body } = await first(more);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(body.errors?.map((each) => each.path)).toContain(path);
      expect((await admin.get<Page<Ticket>>('/api/v1/tickets')).body.items).toHaveLength(before);
    });

    it('one that is not approved is refused, and a placeholder in a value is asked about once', async () => {
      const rejected = await first({ template: { name: 'winter_sale', language: 'pt_BR', variables: values } });
      expect(rejected.body.type).toBe('urn:waypost:problem:template-refused');
      const template = { ...asked, variables: { ...values, body: { 1: '{{contact.name}}', 2: 'hoje' } } };
      const held = await first({ to: '+55 11 97777-1235', template });
      expect(held.body.type).toBe('urn:waypost:problem:missing-variable');
      expect((await first({ to: '+55 11 97777-1235', template, asTyped: true })).status).toBe(201);
    });

    it('by mail there are a subject and a text, and no template', async () => {
      const mail = await admin.post<{ id: string }>('/api/v1/channels', {
        type: 'email',
        name: 'Mail',
        settings: { address: 'first@shop.example', smtpHost: '127.0.0.1', smtpPort: 9 },
      });
      const byMail = (more: object) =>
        admin.post<Ticket & Refusal>('/api/v1/tickets', { channelId: mail.body.id, to: 'rui@mail.example', ...more });
      const paths = async (more: object) => (await byMail(more)).body.errors?.map(({ path }) => path);
      expect(await paths({ template: asked })).toEqual(['body.template']);
      expect(await paths({ text: 'Hello' })).toEqual(['body.subject']);
      expect(await paths({ subject: 'Hello' })).toEqual(['body.text']);
      expect((await byMail({ subject: 'Hello', text: 'Hello' })).status).toBe(201);
    });
  });

  it('are read again when that was asked for while they were read', async () => {
    const graph = channel.graph as unknown as { route(request: unknown, response: ServerResponse): Promise<void> };
    const { route } = graph;
    graph.route = async (_request, response) => {
      graph.route = route;
      const data = [...channel.graph.options.templates];
      channel.graph.options.templates.push(orderTemplate({ id: '1007', name: 'newer' }));
      await admin.post(`/api/v1/channels/${channel.id}/templates/sync`);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data }));
    };
    await sync();
    await until('the newer template is known', () => stateOf('newer'));
  });

  it('stay as they were while they cannot be read, and go with the account', async () => {
    const { items } = await list();
    channel.graph.options.accessToken = 'another by now';
    await admin.post(`/api/v1/channels/${channel.id}/templates/sync`);
    const failed = await until('reading them has failed', async () => {
      const now = await list();
      return now.error !== null && now;
    });
    expect(failed).toMatchObject({ error: expect.stringContaining('Invalid OAuth access token'), items });
    await admin.send('PATCH', `/api/v1/channels/${channel.id}`, { body: { settings: { businessAccountId: null } } });
    await until('they are gone', async () => (await list()).items.length === 0);
    expect(await list()).toMatchObject({ syncedAt: null, error: null });
  });
});
