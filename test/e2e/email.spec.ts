import { randomUUID } from 'node:crypto';
import type { Contact, Message, Ticket } from '#libs/contracts';
import type { Client } from '../support/client.js';
import { deliveryReport } from '../support/mail/delivery-report.js';
import { postMail } from '../support/mail/post-mail.js';
import { answer, SmtpSink, type SunkMail } from '../support/mail/smtp-sink.js';
import { type Fields, writeHtmlMail, writeMail, writeMultipart } from '../support/mail/write-mail.js';
import { until } from '../support/until.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';

const address = 'support@shop.example';
const field = (mail: SunkMail, name: string) =>
  new RegExp(`^${name}:(.*(?:\r\n[ \t].*)*)`, 'im')
    .exec(mail.raw)?.[1]
    ?.replace(/\r\n[ \t]+/g, ' ')
    .trim() ?? '';
const idOf = (mail: SunkMail) => /<[^>]+>/.exec(field(mail, 'Message-ID'))![0];
const tokenOf = (mail: SunkMail) => /<([^>]+)>/.exec(field(mail, 'Reply-To'))![1]!;
let count = 0;
const unique = () => `m${++count}-${randomUUID()}@buyer.example`;

describe('mail', () => {
  let waypost: TestWaypost;
  let sink: SmtpSink;
  let admin: Client;
  let refuse: Error | undefined;
  beforeAll(async () => {
    sink = await SmtpSink.open({ onMail: () => refuse });
    waypost = await startWaypost({ env: { SMTP_URL: `smtp://127.0.0.1:${sink.port}` } });
    ({ admin } = await waypost.workspace());
    await admin.post('/api/v1/channels', {
      type: 'email',
      name: 'Support',
      settings: { address, displayName: 'Shop' },
    });
  });
  afterAll(async () => {
    await waypost?.close();
    await sink?.close();
  });
  beforeEach(() => {
    refuse = undefined;
    sink.mails.length = 0;
  });

  const post = (raw: Buffer, to: string | string[] = address) => postMail(waypost.config.smtpPort, raw, to);
  const tickets = async () => (await admin.get<{ items: Ticket[] }>('/api/v1/tickets?limit=100')).body.items;
  const messagesOf = async (ticketId: string) =>
    (await admin.get<{ items: Message[] }>(`/api/v1/tickets/${ticketId}/messages`)).body.items;
  const ticketAbout = async (subject: string) => (await tickets()).find((ticket) => ticket.subject === subject)!;
  const reply = async (ticketId: string, text = 'It is on its way', headers = { 'idempotency-key': randomUUID() }) =>
    (await admin.post<Message>(`/api/v1/tickets/${ticketId}/messages`, { text, visibility: 'public' }, headers)).body;
  const sunk = (text: string) =>
    until(`a mail that says ${text}`, () => sink.mails.find(({ raw }) => raw.includes(text)), 15_000);
  const mail = (fields: Fields, body?: string) => writeMail({ 'Message-ID': `<${unique()}>`, ...fields }, body);

  /** A ticket that was answered: what the customer has in hand. */
  async function answered(subject: string, from = 'ann@buyer.example') {
    await post(mail({ Subject: subject, From: from }));
    const ticket = await ticketAbout(subject);
    const text = `Answer to ${subject}`;
    const message = await reply(ticket.id, text);
    return { ticket, message, sent: await sunk(text) };
  }

  it('becomes a ticket, is answered where it came from, and the answer’s answer joins', async () => {
    const { ticket, sent } = await answered('Blue mug');
    expect(sent.to).toEqual(['ann@buyer.example']);
    expect([field(sent, 'From'), field(sent, 'Subject')]).toEqual(['Shop <support@shop.example>', 'Re: Blue mug']);
    await until('it counts as sent', async () => (await messagesOf(ticket.id))[1]?.deliveryStatus === 'sent');
    await post(
      mail({ Subject: 'Something else entirely', 'In-Reply-To': idOf(sent), References: idOf(sent) }, 'Thank you!'),
    );
    await post(mail({ Subject: 'By token', To: tokenOf(sent) }, 'And by token'), tokenOf(sent));
    await post(mail({ Subject: 'Token in Cc', To: address, Cc: tokenOf(sent) }, 'Token in Cc'));
    expect((await messagesOf(ticket.id)).map(({ text }) => text)).toEqual([
      'Hello, where is my parcel?',
      'Answer to Blue mug',
      'Thank you!',
      'And by token',
      'Token in Cc',
    ]);
  });

  it('F01 is one message however often and by whichever way it comes', async () => {
    const raw = mail({ Subject: 'Fifty times' });
    const hop = Buffer.concat([Buffer.from('Received: from a by b; now\r\n'), raw]);
    await Promise.all(Array.from({ length: 50 }, (_, i) => post(i % 2 ? raw : hop)));
    expect((await tickets()).filter(({ subject }) => subject === 'Fifty times')).toHaveLength(1);
    expect(await messagesOf((await ticketAbout('Fifty times')).id)).toHaveLength(1);
  }, 60_000);

  it('F18 F19 without a Message-ID is one when it is the same and two when it is not; with the same Message-ID and other content or at another address it is two', async () => {
    const nameless = (body: string) => writeMail({ Subject: 'Nameless', 'Message-ID': [] }, body);
    for (const body of ['a', 'a', 'b']) await post(nameless(body));
    expect((await tickets()).filter(({ subject }) => subject === 'Nameless')).toHaveLength(2);
    for (const body of ['a', 'b'])
      await post(writeMail({ Subject: 'Same id', 'Message-ID': '<same@x.example>' }, body));
    expect((await tickets()).filter(({ subject }) => subject === 'Same id')).toHaveLength(2);
    const sales = 'sales@shop.example';
    await admin.post('/api/v1/channels', { type: 'email', name: 'Sales', settings: { address: sales } });
    const raw = mail({ Subject: 'Both addresses' });
    for (const to of [address, sales, address, sales]) await post(raw, to);
    expect(
      (await tickets())
        .filter(({ subject }) => subject === 'Both addresses')
        .map(({ channel }) => channel.name)
        .sort(),
    ).toEqual(['Sales', 'Support']);
  });

  it('for an address that is no channel’s is refused', async () => {
    await expect(post(mail({}), 'nobody@shop.example')).rejects.toMatchObject({ responseCode: 550 });
  });

  describe('from strangers', () => {
    it('never joins by a number in its subject or a made-up id', async () => {
      const { ticket, sent } = await answered('Green mug');
      const forged = idOf(sent).replace(/\.[0-9a-f]{40}@/, `.${'0'.repeat(40)}@`);
      const attempts: Fields[] = [
        { Subject: `Re: [#${ticket.number}] mine` },
        { Subject: `#${ticket.number}` },
        { Subject: 'guess', 'In-Reply-To': forged, References: `<${ticket.id}@shop.example>` },
        { Subject: 'token', To: `support+r.${'a'.repeat(26)}@shop.example` },
      ];
      for (const fields of attempts) await post(mail({ From: 'eve@evil.example', ...fields }));
      expect(await messagesOf(ticket.id)).toHaveLength(2);
      expect(await ticketAbout('guess')).toBeDefined();
      expect(await ticketAbout('token')).toBeDefined();
    });

    it('with a right id is shown as from one who does not take part, and gets nothing', async () => {
      const { ticket, sent } = await answered('Red mug');
      await post(
        mail(
          { From: 'Eve <eve@evil.example>', Cc: 'mallory@evil.example', References: idOf(sent) },
          'Send me everything',
        ),
      );
      const joined = (await messagesOf(ticket.id)).at(-1)!;
      expect(joined).toMatchObject({ text: 'Send me everything', from: 'eve@evil.example' });
      expect(joined.flags).toEqual(expect.arrayContaining(['not-a-participant', 'unauthenticated']));
      sink.mails.length = 0;
      await reply(ticket.id, 'After the stranger');
      const sent2 = await sunk('After the stranger');
      expect(sent2.to).toEqual(['ann@buyer.example']);
      expect(sent2.raw).not.toContain('evil.example');
      const contact = (await admin.get<Contact>(`/api/v1/contacts/${ticket.contact.id}`)).body;
      expect(JSON.stringify(contact)).not.toContain('evil.example');
    });

    it('in the name of an agent is no answer of an agent and goes to nobody', async () => {
      const { ticket, sent } = await answered('Grey mug');
      sink.mails.length = 0;
      await post(
        mail(
          { From: 'Ada Admin <admin@shop.example>', To: tokenOf(sent), References: idOf(sent) },
          'We refund you twice',
        ),
        tokenOf(sent),
      );
      expect((await messagesOf(ticket.id)).at(-1)).toMatchObject({ direction: 'inbound', author: { kind: 'contact' } });
      await reply(ticket.id, 'A real answer');
      await sunk('A real answer');
      expect(sink.mails).toHaveLength(1);
    });

    it('with two authors is from one, and unauthenticated', async () => {
      await post(mail({ Subject: 'Two authors', From: ['ann@buyer.example', 'boss@shop.example'] }));
      const [message] = await messagesOf((await ticketAbout('Two authors')).id);
      expect(message).toMatchObject({ from: 'ann@buyer.example' });
      expect(message!.flags).toContain('unauthenticated');
    });

    it('cannot slip a header into our answer', async () => {
      const name = `=?utf-8?B?${Buffer.from('Ann\r\nBcc: eve@evil.example').toString('base64')}?=`;
      const subject = `=?utf-8?B?${Buffer.from('Hi\r\nBcc: eve@evil.example').toString('base64')}?=`;
      await post(mail({ From: `${name} <cut@buyer.example>`, Subject: subject }));
      const ticket = await ticketAbout('Hi Bcc: eve@evil.example');
      await reply(ticket.id, 'Nothing slipped in');
      const sent = await sunk('Nothing slipped in');
      expect(sent.to).toEqual(['cut@buyer.example']);
      expect(sent.raw).not.toMatch(/^Bcc:/im);
    });
  });

  it('comes clean: markup, pictures, files, history', async () => {
    await post(
      writeMultipart(
        'related',
        [
          {
            type: 'text/html; charset=utf-8',
            body: '<p>See <img src="cid:p1"><img src="https://tracker.example/x.gif"><script>alert(1)</script></p><div class="gmail_quote">On 1 Jan 2026 Shop &lt;a@b.example&gt; wrote: old</div>',
          },
          {
            type: 'image/png',
            body: 'png',
            fields: { 'Content-ID': '<p1>', 'Content-Disposition': 'inline; filename="../../p.png"' },
          },
          {
            type: 'image/svg+xml',
            body: '<svg onload="alert(1)"/>',
            fields: { 'Content-Disposition': 'attachment; filename="x.svg"' },
          },
        ],
        { Subject: 'Rich', 'Message-ID': `<${unique()}>` },
      ),
    );
    const [message] = await messagesOf((await ticketAbout('Rich')).id);
    expect(message!.html).not.toMatch(/script|gmail_quote|old/);
    expect(message).toMatchObject({ hasRemoteImages: true, quoted: expect.stringContaining('old') as string });
    expect(message!.attachments.map(({ name, inline, contentId }) => ({ name, inline, contentId }))).toEqual([
      { name: 'p.png', inline: true, contentId: 'p1' },
      { name: 'x.svg', inline: false, contentId: null },
    ]);
    const svg = await fetch(waypost.url + message!.attachments[1]!.url);
    expect([
      svg.status,
      svg.headers.get('x-content-type-options'),
      svg.headers.get('content-disposition')?.startsWith('attachment'),
    ]).toEqual([200, 'nosniff', true]);
  });

  it('F20 that nobody can read is shown as a stub with its raw form, and holds nothing up', async () => {
    const poison = writeMail(
      {
        Subject: 'Poison',
        'MIME-Version': '1.0',
        'Content-Type': 'multipart/mixed; boundary=x',
        'Message-ID': `<${unique()}>`,
      },
      '--x\n\n1\n'.repeat(2_000),
    );
    await Promise.all([
      post(poison),
      post(mail({ Subject: 'Beside the poison' })),
      post(writeHtmlMail('<div>'.repeat(100_000), { Subject: 'Deep', 'Message-ID': `<${unique()}>` })),
    ]);
    expect(await ticketAbout('Beside the poison')).toBeDefined();
    expect(await ticketAbout('Deep')).toBeDefined();
    const ticket = await ticketAbout('Poison');
    const [stub] = await messagesOf(ticket.id);
    expect(stub).toMatchObject({ text: '', from: 'ann@buyer.example' });
    expect(stub!.flags).toContain('unparsed');
    const raw = await admin.get<string>(`/api/v1/tickets/${ticket.id}/messages/${stub!.id}/raw`);
    expect(raw.status).toBe(200);
    expect(String(raw.body)).toContain('Subject: Poison');
  }, 60_000);

  it('of our own that comes back, and a report about mail that is not ours, change nothing', async () => {
    const { ticket, sent } = await answered('White mug');
    const before = (await tickets()).length;
    await post(Buffer.from(sent.raw));
    await post(mail({ From: `Shop <${address}>`, Subject: 'Echo' }));
    await post(deliveryReport('<nobody@knows.example>'));
    expect((await tickets()).length).toBe(before);
    expect(await messagesOf(ticket.id)).toHaveLength(2);
  });

  it('that bounces fails the message', async () => {
    const { ticket, message, sent } = await answered('Black mug');
    await until('it counts as sent', async () => (await messagesOf(ticket.id))[1]?.deliveryStatus === 'sent');
    await post(deliveryReport(idOf(sent)));
    const failed = (await messagesOf(ticket.id)).find(({ id }) => id === message.id)!;
    expect(failed).toMatchObject({ deliveryStatus: 'failed' });
    expect(failed.deliveryError).toContain('no such user');
  });

  it('that the server puts off is sent again under the same id, and once', async () => {
    await post(mail({ Subject: 'Put off' }));
    const ticket = await ticketAbout('Put off');
    refuse = answer(451, 'try later');
    await reply(ticket.id, 'Persistent');
    const first = await sunk('Persistent');
    refuse = undefined;
    await until('it counts as sent', async () => (await messagesOf(ticket.id))[1]?.deliveryStatus === 'sent', 30_000);
    expect(new Set(sink.mails.filter(({ raw }) => raw.includes('Persistent')).map(idOf))).toEqual(
      new Set([idOf(first)]),
    );
  }, 60_000);

  it('that the server refuses for good fails and says why', async () => {
    await post(mail({ Subject: 'Refused' }));
    const ticket = await ticketAbout('Refused');
    refuse = answer(554, 'we do not like it');
    await reply(ticket.id, 'Unwanted');
    const failed = await until(
      'it fails',
      async () => (await messagesOf(ticket.id)).find(({ deliveryStatus }) => deliveryStatus === 'failed'),
      15_000,
    );
    expect(failed.deliveryError).toContain('we do not like it');
  });
});
