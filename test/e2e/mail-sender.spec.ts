import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { QueryRunner } from 'typeorm';
import type { Contact, Message, Ticket } from '#libs/contracts';
import { Storage, StorageUnavailable } from '#libs/platform';
import type { Client } from '../support/client.js';
import { OweEarlierMailChecks20261122145000 } from '../../migrations/20261122145000-owe-earlier-mail-checks.js';
import { AuthenticateMessage } from '../../libs/mail/src/authenticate-message.js';
import { NameServer } from '../support/mail/name-server.js';
import { postMail } from '../support/mail/post-mail.js';
import { type Fields, writeMail } from '../support/mail/write-mail.js';
import { seedClocks } from '../support/seed-clocks.js';
import { until } from '../support/until.js';
import { withOwner } from '../support/with-owner.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';

describe('who a mail is from', () => {
  let names: NameServer;
  let waypost: TestWaypost;
  let admin: Client;
  beforeAll(async () => {
    names = await NameServer.open({
      'buyer.example': 'v=spf1 ip4:127.0.0.1 -all',
      '_dmarc.buyer.example': 'v=DMARC1; p=reject',
      'strict.example': 'v=spf1 ip4:192.0.2.1 -all',
      '_dmarc.strict.example': 'v=DMARC1; p=reject',
    });
    waypost = await startWaypost();
    ({ admin } = await waypost.workspace());
    await admin.post('/api/v1/channels', {
      type: 'email',
      name: 'Support',
      settings: { address: 'support@shop.example', trustedAuthserv: 'mx.shop.example' },
    });
  });
  afterAll(async () => {
    await waypost?.close();
    await names?.close();
  });

  async function write(
    from: string,
    fields: Fields = {},
    body?: string,
  ): Promise<{ ticket: Ticket; look: () => Promise<Message> }> {
    const subject = randomUUID();
    await postMail(
      waypost.config.smtpPort,
      writeMail({ From: from, Subject: subject, 'Message-ID': `<${subject}@x.example>`, ...fields }, body),
      'support@shop.example',
      from,
    );
    const { items } = (await admin.get<{ items: Ticket[] }>('/api/v1/tickets?limit=50')).body;
    const ticket = items.find((item) => item.subject === subject)!;
    return {
      ticket,
      look: async () => (await admin.get<{ items: Message[] }>(`/api/v1/tickets/${ticket.id}/messages`)).body.items[0]!,
    };
  }

  it('is known once its domain was found to vouch for it', async () => {
    const { ticket, look } = await write('ann@buyer.example');
    await until('the doubt is gone', async () => !(await look()).flags.includes('unauthenticated'));
    const contact = (await admin.get<Contact>(`/api/v1/contacts/${ticket.contact.id}`)).body;
    expect(contact.identities).toMatchObject([{ kind: 'email', value: 'ann@buyer.example', verified: true }]);
  });

  it('proves nothing about whom the mail names for answers', async () => {
    const { ticket, look } = await write('cleo@buyer.example', { 'Reply-To': 'dora@buyer.example' });
    await until('the doubt is gone', async () => !(await look()).flags.includes('unauthenticated'));
    expect((await admin.get<Ticket>(`/api/v1/tickets/${ticket.id}`)).body.replyTo).toBe('dora@buyer.example');
    const other = await write('dora@strict.example');
    const relayed = await write('noreply@buyer.example', { 'Reply-To': 'dora@buyer.example' });
    const { look: sentinel } = await write('ben@buyer.example');
    await until('a later one was looked up', async () => !(await sentinel()).flags.includes('unauthenticated'));
    expect((await relayed.look()).flags).toContain('unauthenticated');
    for (const { ticket } of [other, relayed])
      expect((await admin.get<Ticket>(`/api/v1/tickets/${ticket.id}`)).body.contact.verified).toBe(false);
  });

  it('sends answers elsewhere on a running ticket once the mail that asks for it is proven', async () => {
    const id = `<${randomUUID()}@x.example>`;
    const { ticket } = await write('fay@buyer.example', { 'Message-ID': id });
    await write('fay@buyer.example', { 'In-Reply-To': id, 'Reply-To': 'fay@work.example' });
    const replyTo = async () => (await admin.get<Ticket>(`/api/v1/tickets/${ticket.id}`)).body.replyTo;
    await until('the answers go there', async () => (await replyTo()) === 'fay@work.example');
  });

  it('A42 decides whether an answer to their own mail joins: both are proven or neither', async () => {
    const count = async (first: string, second: [from: string, envelope: string]) => {
      const id = `<${randomUUID()}@x.example>`;
      const { ticket } = await write(first, { 'Message-ID': id });
      const raw = writeMail({ From: second[0], 'In-Reply-To': id, 'Message-ID': `<${randomUUID()}@x.example>` }, 'And');
      await postMail(waypost.config.smtpPort, raw, 'support@shop.example', second[1]);
      return (await admin.get<{ items: Message[] }>(`/api/v1/tickets/${ticket.id}/messages`)).body.items.length;
    };
    expect(await count('gil@buyer.example', ['gil@buyer.example', 'gil@buyer.example'])).toBe(2);
    expect(await count('gil@buyer.example', ['gil@buyer.example', 'eve@evil.example'])).toBe(1);
    expect(await count('hal@strict.example', ['hal@strict.example', 'eve@evil.example'])).toBe(2);
  });

  it.each<[string, Fields]>([
    ['its domain says otherwise', {}],
    [
      'the sender vouches for itself',
      {
        'Authentication-Results': 'mx.shop.example; dmarc=pass header.from=strict.example',
        'ARC-Authentication-Results': 'i=1; mx.shop.example; dmarc=pass',
      },
    ],
    ['another author is beside', { From: ['ann@strict.example', 'ann@buyer.example'] }],
  ])('stays in doubt when %s', async (_, fields) => {
    const { ticket, look } = await write('ann@strict.example', fields);
    const { look: sentinel } = await write('ben@buyer.example');
    await until('a later one was looked up', async () => !(await sentinel()).flags.includes('unauthenticated'));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await look()).flags).toContain('unauthenticated');
    expect((await admin.get<Ticket>(`/api/v1/tickets/${ticket.id}`)).body.contact.verified).toBe(false);
  });

  it('is looked up again when the name servers could not answer, and no more once it is known', async () => {
    names.isBroken = true;
    const { look } = await write('cem@buyer.example');
    const owed = (where: string) => withOwner(waypost, `select 1 from mail_checks where ${where}`);
    await until('the first try has failed', async () => (await owed('attempts = 1 and due_at > now()')).length === 1);
    expect((await look()).flags).toContain('unauthenticated');
    names.isBroken = false;
    await withOwner(waypost, 'update mail_checks set due_at = now()');
    await until('the doubt is gone', async () => !(await look()).flags.includes('unauthenticated'));
    await until('nothing is left to be looked up', async () => (await owed('true')).length === 0);
  }, 30_000);

  it('is looked up however long the storage of large mails is away', async () => {
    const storage = waypost.worker.get(Storage);
    const get = storage.get.bind(storage);
    storage.get = () => Promise.reject(new StorageUnavailable('answered 503 to GET'));
    const { look } = await write('dan@buyer.example', {}, 'a large mail\r\n'.repeat(30_000));
    const due = () => withOwner(waypost, 'update mail_checks set due_at = now(), attempts = greatest(attempts, 20)');
    await until(
      'it was tried often',
      async () => (await withOwner(waypost, 'select 1 from mail_checks where attempts > 0')).length,
    );
    await due();
    await until(
      'it was tried again',
      async () => (await withOwner(waypost, 'select 1 from mail_checks where attempts = 21 and due_at > now()')).length,
    );
    storage.get = get;
    await due();
    await until('the doubt is gone', async () => !(await look()).flags.includes('unauthenticated'));
  }, 30_000);

  it('is looked up too when it came before look-ups were kept, on the day before at the earliest', async () => {
    names.isBroken = true;
    const { ticket, look } = await write('eva@buyer.example');
    const { id } = await look();
    await until(
      'it to be tried',
      async () =>
        (await withOwner(waypost, 'select 1 from mail_checks where attempts > 0 and message_id = $1', [id])).length,
    );
    await withOwner(waypost, 'delete from mail_checks');
    const old = '01000000-0000-7000-8000-000000000001';
    await withOwner(
      waypost,
      `
      insert into messages (workspace_id, id, ticket_id, seq, change_seq, direction, visibility, author_kind,
        channel_id, channel_type, text, from_address, flags, has_raw)
      select workspace_id, $2, id, 1000, 1000, 'inbound', 'public', 'contact', channel_id, 'email', 'Hello',
        'old@buyer.example', '{unauthenticated}', true from tickets where id = $1`,
      [ticket.id, old],
    );
    const migrating = new pg.Client({ connectionString: waypost.database.ownerUrl });
    await migrating.connect();
    await migrating.query('begin');
    await new OweEarlierMailChecks20261122145000().up({
      query: async (sql: string, values: unknown[]) => (await migrating.query(sql, values)).rows as unknown,
    } as QueryRunner);
    const owed = (await migrating.query<{ id: string }>('select message_id as id from mail_checks')).rows.map(
      (row) => row.id,
    );
    // Not before: a try is counted as it begins, and one that goes on would find the sender.
    names.isBroken = false;
    await migrating.query('commit');
    await migrating.end();
    expect(owed).toContain(id);
    expect(owed).not.toContain(old);
    await until('the doubt is gone', async () => !(await look()).flags.includes('unauthenticated'));
  }, 30_000);

  it('is looked up in its turn, however much of another workspace is older', async () => {
    const sender = waypost.worker.get(AuthenticateMessage);
    const looked: string[] = [];
    const authenticate = sender.authenticate.bind(sender);
    sender.authenticate = ({ from }) =>
      Promise.resolve(void (from === 'small' || from === 'large' ? looked.push(from) : 0));
    const ticketOf = async (name: string) => {
      const { admin: owner, member } = await waypost.workspace(name);
      const { id } = (await owner.post<{ id: string }>('/api/v1/channels', { type: 'widget', name: 'Chat' })).body;
      return (await seedClocks(waypost, { workspaceId: member.workspaceId, channelId: id, count: 1, dueIn: 9_000 }))[0]!
        .ticketId;
    };
    const [small, large] = [await ticketOf('Small'), await ticketOf('Large')];
    await withOwner(
      waypost,
      `
      with mail as (
        insert into messages (workspace_id, id, ticket_id, seq, change_seq, direction, visibility, author_kind,
          channel_id, channel_type, text, from_address)
        select t.workspace_id, uuidv7(), t.id, 1000 + n, 1000 + n, 'inbound', 'public', 'contact', t.channel_id,
          'email', 'Hello', case when t.id = $1 then 'small' else 'large' end
        from tickets t, generate_series(1, case when t.id = $1 then 1 else 200 end) n where t.id in ($1, $2)
        returning workspace_id, id, from_address)
      insert into mail_checks (workspace_id, message_id, due_at)
      select workspace_id, id,
        now() - case from_address when 'large' then interval '1 hour' else interval '1 minute' end
      from mail`,
      [small, large],
    );
    await until('all to be looked up', () => looked.length === 201, 20_000);
    expect(looked.indexOf('small')).toBeLessThanOrEqual(40);
    sender.authenticate = authenticate;
  }, 30_000);
});
