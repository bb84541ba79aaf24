import { randomUUID } from 'node:crypto';
import type { Channel, Message, Ticket } from '#libs/contracts';
import type { Client } from '../support/client.js';
import { describeWith } from '../support/machine.js';
import { CuttableProxy } from '../support/mail/cuttable-proxy.js';
import { Dovecot, password } from '../support/mail/dovecot.js';
import { postMail } from '../support/mail/post-mail.js';
import { writeMail } from '../support/mail/write-mail.js';
import { until } from '../support/until.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';

const mail = (subject: string, body?: string) =>
  writeMail({ Subject: subject, 'Message-ID': `<${randomUUID()}@buyer.example>` }, body);

describeWith('dovecot', 'mail from a mailbox', () => {
  let dovecot: Dovecot;
  let waypost: TestWaypost;
  let second: TestWaypost;
  let admin: Client;
  beforeAll(async () => {
    dovecot = await Dovecot.start();
    waypost = await startWaypost();
    // Two workers compete for every mailbox.
    second = await startWaypost({ on: waypost, parts: 'worker' });
    ({ admin } = await waypost.workspace());
  }, 60_000);
  afterAll(async () => {
    await second?.stop();
    await waypost?.close();
    await dovecot?.stop();
  });

  const connect = async (user: string, more: Record<string, unknown> = {}) =>
    (
      await admin.post<Channel>('/api/v1/channels', {
        type: 'email',
        name: user,
        settings: {
          address: `${user}@shop.example`,
          imapHost: '127.0.0.1',
          imapPort: dovecot.port,
          imapSecure: false,
          imapUser: user,
          imapPassword: password,
          ...more,
        },
      })
    ).body;
  const tickets = async () => (await admin.get<{ items: Ticket[] }>('/api/v1/tickets?limit=100')).body.items;
  const subjects = async (channelId: string) =>
    (await tickets())
      .filter(({ channel }) => channel.id === channelId)
      .map(({ subject }) => subject)
      .sort();
  const channel = async (id: string) => (await admin.get<Channel>(`/api/v1/channels/${id}`)).body;

  it('becomes tickets, each once though two workers look, and is marked as seen', async () => {
    await dovecot.append('ann', mail('Before'));
    const { id } = await connect('ann');
    await until('the first ticket', async () => (await subjects(id)).length === 1, 20_000);
    for (let i = 0; i < 10; i++) await dovecot.append('ann', mail(`Mail ${i}`));
    await until('all tickets', async () => (await subjects(id)).length === 11, 20_000);
    await until('all seen', async () => (await dovecot.list('ann')).every(({ seen }) => seen));
    expect(new Set(await subjects(id)).size).toBe(11);
  }, 60_000);

  it('that came by the listener too is one message', async () => {
    const { id } = await connect('both');
    const raw = mail('Two ways');
    await postMail(waypost.config.smtpPort, raw, 'both@shop.example');
    await dovecot.append('both', raw);
    await dovecot.append('both', mail('Only here'));
    await until('the other', async () => (await subjects(id)).includes('Only here'), 20_000);
    expect(await subjects(id)).toEqual(['Only here', 'Two ways']);
  }, 60_000);

  it('F16 F17 is one message after a cut connection before it is marked as seen, and in a mailbox made anew', async () => {
    const proxy = await CuttableProxy.to(dovecot.port);
    const { id } = await connect('anew', { imapPort: proxy.port });
    const old = [mail('One'), mail('Two')];
    const cut = proxy.cutBefore('UID STORE');
    await dovecot.append('anew', old[0]!);
    await cut;
    expect(await subjects(id)).toEqual(['One']);
    expect(await dovecot.list('anew')).toMatchObject([{ seen: false }]);
    await dovecot.append('anew', old[1]!);
    await until(
      'both are seen',
      async () => (await dovecot.list('anew')).filter(({ seen }) => seen).length === 2,
      40_000,
    );
    expect(await subjects(id)).toEqual(['One', 'Two']);
    dovecot.wipe('anew');
    proxy.cut();
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    for (const raw of [old[1]!, mail('Three')]) await dovecot.append('anew', raw);
    await until('the third', async () => (await subjects(id)).includes('Three'), 40_000);
    expect(await subjects(id)).toEqual(['One', 'Three', 'Two']);
    await proxy.close();
  }, 90_000);

  it('shows what keeps it from coming, and that it comes again', async () => {
    const { id } = await connect('broken', { imapPassword: 'wrong' });
    const broken = await until('an error', async () => (await channel(id)).error, 20_000);
    expect(broken.message).toBe('The mail server did not accept the user or password');
    expect(JSON.stringify(await channel(id))).not.toContain('wrong');
    await dovecot.append('broken', mail('At last'));
    await admin.send('PATCH', `/api/v1/channels/${id}`, { body: { settings: { imapPassword: password } } });
    await until('the ticket', async () => (await subjects(id)).length === 1, 60_000);
    await until('no error', async () => (await channel(id)).error === null, 20_000);
  }, 120_000);

  it('stops when the channel is switched off', async () => {
    const { id } = await connect('off');
    await dovecot.append('off', mail('Yes'));
    await until('the ticket', async () => (await subjects(id)).length === 1, 20_000);
    await admin.send('PATCH', `/api/v1/channels/${id}`, { body: { active: false } });
    await new Promise((resolve) => setTimeout(resolve, 7_000));
    await dovecot.append('off', mail('No'));
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await subjects(id)).toEqual(['Yes']);
  }, 60_000);

  it('F20 that is too much to be read is shown in part between the others', async () => {
    const { id } = await connect('poison');
    const poison = writeMail(
      { Subject: 'Poison', 'MIME-Version': '1.0', 'Content-Type': 'multipart/mixed; boundary=x' },
      '--x\n\n1\n'.repeat(2_000),
    );
    for (const raw of [mail('First'), poison, mail('Last')]) await dovecot.append('poison', raw);
    await until('all', async () => (await subjects(id)).length === 3, 30_000);
    const ticket = (await tickets()).find(({ subject }) => subject === 'Poison')!;
    const [part] = (await admin.get<{ items: Message[] }>(`/api/v1/tickets/${ticket.id}/messages`)).body.items;
    expect(part!.flags).toContain('truncated');
  }, 60_000);
});
