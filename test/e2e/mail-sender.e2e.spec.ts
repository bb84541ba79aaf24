import { randomUUID } from 'node:crypto';
import type { Contact, Message, Ticket } from '#libs/contracts';
import { Storage, StorageUnavailable } from '#libs/platform';
import type { Client } from '../support/client.js';
import { NameServer } from '../support/mail/name-server.js';
import { postMail } from '../support/mail/post-mail.js';
import { type Fields, writeMail } from '../support/mail/write-mail.js';
import { until } from '../support/until.js';
import { withOwner } from '../support/with-owner.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';

describe('who a mail is from', () => {
  let names: NameServer;
  let waypost: TestWaypost;
  let admin: Client;
  beforeAll(async () => {
    names = await NameServer.open({
      'buyer.example': 'v=spf1 ip4:127.0.0.1 -all', '_dmarc.buyer.example': 'v=DMARC1; p=reject',
      'strict.example': 'v=spf1 ip4:192.0.2.1 -all', '_dmarc.strict.example': 'v=DMARC1; p=reject',
    });
    waypost = await startWaypost();
    ({ admin } = await waypost.workspace());
    await admin.post('/api/v1/channels', { type: 'email', name: 'Support', settings: { address: 'support@shop.example', trustedAuthserv: 'mx.shop.example' } });
  });
  afterAll(async () => {
    await waypost?.close();
    await names?.close();
  });

  async function write(from: string, fields: Fields = {}, body?: string): Promise<{ ticket: Ticket; look: () => Promise<Message> }> {
    const subject = randomUUID();
    await postMail(waypost.config.smtpPort, writeMail({ From: from, Subject: subject, 'Message-ID': `<${subject}@x.example>`, ...fields }, body), 'support@shop.example', from);
    const { items } = (await admin.get<{ items: Ticket[] }>('/api/v1/tickets?limit=50')).body;
    const ticket = items.find((item) => item.subject === subject)!;
    return { ticket, look: async () => (await admin.get<{ items: Message[] }>(`/api/v1/tickets/${ticket.id}/messages`)).body.items[0]! };
  }

  it('is known once its domain was found to stand behind it', async () => {
    const { ticket, look } = await write('ann@buyer.example');
    await until('the doubt is gone', async () => !(await look()).flags.includes('unauthenticated'));
    const contact = (await admin.get<Contact>(`/api/v1/contacts/${ticket.contact.id}`)).body;
    expect(contact.identities).toMatchObject([{ kind: 'email', value: 'ann@buyer.example', verified: true }]);
  });

  it.each<[string, Fields]>([
    ['its domain says otherwise', {}],
    ['the sender vouches for itself', { 'Authentication-Results': 'mx.shop.example; dmarc=pass header.from=strict.example', 'ARC-Authentication-Results': 'i=1; mx.shop.example; dmarc=pass' }],
    ['another author stands beside', { From: ['ann@strict.example', 'ann@buyer.example'] }],
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
    await until('it was tried often', async () => (await withOwner(waypost, 'select 1 from mail_checks where attempts > 0')).length);
    await due();
    await until('it was tried again', async () => (await withOwner(waypost, 'select 1 from mail_checks where attempts = 21 and due_at > now()')).length);
    storage.get = get;
    await due();
    await until('the doubt is gone', async () => !(await look()).flags.includes('unauthenticated'));
  }, 30_000);
});
