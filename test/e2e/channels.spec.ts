import type { Channel, Ticket } from '#libs/contracts';
import { BotApi, textFrom } from '../../apps/playground/server/bot-api/index.js';
import type { Client } from '../support/client.js';
import { postMail } from '../support/mail/post-mail.js';
import { SmtpSink } from '../support/mail/smtp-sink.js';
import { writeMail } from '../support/mail/write-mail.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { whatsappChannel } from '../support/whatsapp-channel.js';
import { withOwner } from '../support/with-owner.js';

type Outcome = { ok: boolean; message: string };

describe('connecting a channel', () => {
  let waypost: TestWaypost;
  let admin: Client;
  beforeAll(async () => {
    waypost = await startWaypost({ parts: 'api' });
    ({ admin } = await waypost.workspace());
  });
  afterAll(() => waypost?.close());

  const create = (type: string, settings: object) =>
    admin.post<Channel>('/api/v1/channels', { type, name: `A ${type}`, settings });
  const made = async (type: string, settings: object) => (await create(type, settings)).body;
  const read = async (id: string) => (await admin.get<Channel>(`/api/v1/channels/${id}`)).body;
  const change = (id: string, body: object) => admin.send<Channel>('PATCH', `/api/v1/channels/${id}`, { body });
  const ask = async (id: string, how: 'check' | 'connect') =>
    (await admin.post<Outcome>(`/api/v1/channels/${id}/${how}`)).body;
  const remove = async (id: string) => (await admin.send('DELETE', `/api/v1/channels/${id}`)).status;
  const steps = ({ steps: all }: Channel) => all.map(({ name }) => name);
  const mail = (to: string) => postMail(waypost.config.smtpPort, writeMail({ Subject: 'Hello' }), to);
  /** Everything that is stored of channels. */
  const stored = async () => {
    const tables = ['channels', 'channel_addresses', 'channel_routes', 'audit_entries'];
    return Promise.all(tables.map((table) => withOwner(waypost, `select * from ${table} order by 1, 2, 3`)));
  };

  it('by mail says how mail gets here, and is not active before any has', async () => {
    const channel = await made('email', { address: 'a@shop.example' });
    expect(channel.state).toBe('unconnected');
    expect(steps(channel)).toEqual(['forward', 'listener', 'no-server']);
    await mail('a@shop.example');
    expect((await read(channel.id)).state).toBe('receives-only');
  });

  it('by mail gets what a mail server forwards to the address that it is told', async () => {
    const { id, steps: told } = await made('email', { address: 'forwarded@shop.example' });
    const { to } = told.find(({ name }) => name === 'forward')!.values;
    expect(to).toBe(`${id}@${new URL(waypost.config.publicUrl).hostname}`);
    await mail(to!);
    const { items } = (await admin.get<{ items: Ticket[] }>('/api/v1/tickets')).body;
    expect(items.filter((ticket) => ticket.channel.id === id)).toHaveLength(1);
  });

  it('by mail with a server of its own waits for a first message once that server is found to send', async () => {
    const sink = await SmtpSink.open();
    const { id } = await made('email', { address: 'b@shop.example', smtpHost: '127.0.0.1', smtpPort: sink.port });
    expect(steps(await read(id))).toEqual(['forward', 'listener']);
    expect(await ask(id, 'check')).toMatchObject({ ok: true });
    expect((await read(id)).state).toBe('waiting');
    await mail('b@shop.example');
    expect((await read(id)).state).toBe('active');
    await change(id, { settings: { smtpPort: 1 } });
    expect((await read(id)).state).toBe('unconnected');
    await sink.close();
  });

  it('to Telegram sets its webhook, with a secret made here, and a check says when it leads elsewhere', async () => {
    const bots = new BotApi({ botToken: '7:token', webhookSecret: '' });
    await bots.listen();
    const channel = await made('telegram', { botToken: '7:token', apiBaseUrl: bots.baseUrl });
    expect(await ask(channel.id, 'check')).toMatchObject({ ok: false, message: expect.stringContaining('another') });
    expect((await read(channel.id)).state).toBe('unconnected');
    expect(await ask(channel.id, 'connect')).toMatchObject({ ok: true });
    expect((await read(channel.id)).state).toBe('active');
    expect(bots.options.webhookUrl).toBe(channel.webhookUrl);
    expect(await bots.deliver(textFrom({ id: '1', name: 'Ann', locale: 'en' }, 'Hello', 1))).toBe(200);
    bots.reportTo('https://elsewhere.example/hook');
    expect(await ask(channel.id, 'check')).toMatchObject({ ok: false });
    await bots.close();
  });

  it('to Telegram ends with its webhook when the channel is archived or deleted, unless that leads elsewhere', async () => {
    const bots = new BotApi({ botToken: '8:token', webhookSecret: '' });
    await bots.listen();
    const { id, webhookUrl } = await made('telegram', { botToken: '8:token', apiBaseUrl: bots.baseUrl });
    const archive = async (archived: boolean) => (await change(id, { archived })).body;
    await ask(id, 'connect');
    expect(await archive(true)).toMatchObject({ state: 'archived', error: null });
    expect(bots.options.webhookUrl).toBe('');
    await archive(false);
    expect((await change(id, { active: true })).body.state).toBe('unconnected');
    bots.reportTo('https://elsewhere.example/hook');
    expect(await archive(true)).toMatchObject({ state: 'archived', error: null });
    expect(bots.options.webhookUrl).toBe('https://elsewhere.example/hook');
    bots.reportTo(webhookUrl!);
    expect(await remove(id)).toBe(204);
    expect(bots.options.webhookUrl).toBe('');
    await bots.close();
  });

  it('to Telegram is archived also where the webhook cannot be removed, and says so until it is tried again', async () => {
    const bots = new BotApi({ botToken: '9:token', webhookSecret: '' });
    await bots.listen();
    const { id, webhookUrl } = await made('telegram', { botToken: '9:token', apiBaseUrl: bots.baseUrl });
    await ask(id, 'connect');
    bots.options.botToken = 'another by now';
    const { state, error } = (await change(id, { archived: true })).body;
    expect(state).toBe('archived');
    expect(error!.message).toBe('Telegram still delivers here, since its webhook could not be removed: Unauthorized');
    bots.options.botToken = '9:token';
    expect(await ask(id, 'connect')).toMatchObject({ ok: true });
    bots.reportTo('');
    expect([await ask(id, 'connect'), bots.options.webhookUrl]).toMatchObject([{ ok: false }, '']);
    bots.reportTo(webhookUrl!);
    expect((await change(id, { archived: true })).body.error).toBeNull();
    expect(bots.options.webhookUrl).toBe('');
    await bots.close();
  });

  it.each([
    ['Unauthorized', 'The provider does not accept the channel’s credentials. Enter new ones: Unauthorized'],
    ['The mail server did not accept the user or password', 'The mail server did not accept the user or password'],
  ])('says what a refusal of its credentials is of: %s', async (said, shown) => {
    const { id } = await made('telegram', { botToken: '10:token', apiBaseUrl: 'http://127.0.0.1:9' });
    await withOwner(waypost, 'update channels set denied_message = $2, denied_since = now() where id = $1', [id, said]);
    expect(await read(id)).toMatchObject({ state: 'error', error: { message: shown } });
  });

  it('to WhatsApp names the fields to subscribe to, and warns where Meta would not deliver', async () => {
    const account = { phoneNumberId: '1', accessToken: 'a', appSecret: 'b', verifyToken: 'c' };
    const { steps: told, state } = await made('whatsapp', account);
    expect(state).toBe('unconnected');
    expect(told).toMatchObject([
      { name: 'insecure', level: 'warning', values: { url: waypost.config.publicUrl, setting: 'PUBLIC_URL' } },
      { name: 'subscribe', values: { fields: expect.stringContaining('messages, smb_message_echoes, calls') } },
    ]);
  });

  it('that fails at the provider writes nothing', async () => {
    const { id, graph } = await whatsappChannel(admin);
    graph.options.accessToken = 'another by now';
    const before = await stored();
    expect(await ask(id, 'check')).toMatchObject({ ok: false });
    expect(await ask(id, 'connect')).toMatchObject({ ok: false });
    expect(await stored()).toEqual(before);
    await graph.close();
  });

  it('can be undone while it has no tickets; later it can be archived, which frees its address', async () => {
    const spare = await made('email', { address: 'spare@shop.example' });
    expect([await remove(spare.id), await remove(spare.id)]).toEqual([204, 404]);
    const { id } = await made('email', { address: 'c@shop.example' });
    await mail('c@shop.example');
    expect(await remove(id)).toBe(409);
    expect((await change(id, { archived: true })).body).toMatchObject({ state: 'archived', active: false });
    await expect(mail('c@shop.example')).rejects.toMatchObject({ responseCode: 550 });
    expect((await change(id, { active: true })).status).toBe(409);
    const heir = await made('email', { address: 'c@shop.example' });
    expect((await change(id, { archived: false })).status).toBe(409);
    expect((await read(id)).state).toBe('archived');
    expect(await remove(heir.id)).toBe(204);
    expect((await change(id, { archived: false, active: true })).body.active).toBe(true);
    await mail('c@shop.example');
  });

  it('or changing one that is refused has changed nothing', async () => {
    await made('email', { address: 'taken@shop.example' });
    const { id } = await made('email', { address: 'd@shop.example' });
    const before = await stored();
    const refused = await Promise.all([
      create('email', { address: 'taken@shop.example' }),
      create('telegram', { botToken: '' }),
      change(id, { name: 'Renamed', settings: { address: 'taken@shop.example' } }),
      change(id, { name: 'Renamed', active: false, settings: { address: 'no address' } }),
      change(id, { name: 'Renamed', archived: true, active: true }),
      change(id, { name: 'Renamed', teamId: id }),
    ]);
    expect(refused.map(({ status }) => status).every((status) => status >= 400 && status < 500)).toBe(true);
    expect(await stored()).toEqual(before);
  });
});
