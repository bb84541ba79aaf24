import { randomUUID } from 'node:crypto';
import type { Contact, Message, SlaClock, Ticket } from '#libs/contracts';
import type { Client } from '../support/client.js';
import { deliveryReport } from '../support/mail/delivery-report.js';
import { postMail } from '../support/mail/post-mail.js';
import { answer, SmtpSink, type SunkMail } from '../support/mail/smtp-sink.js';
import { type Fields, writeHtmlMail, writeMail, writeMultipart } from '../support/mail/write-mail.js';
import { until } from '../support/until.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { withOwner } from '../support/with-owner.js';

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

  const post = (raw: Buffer, to: string | string[] = address, from?: string) =>
    postMail(waypost.config.smtpPort, raw, to, from);
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

  it('F18 F19 without a Message-ID is one when it is the same; with one, other content or address makes two', async () => {
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

    it('in the name of an agent is no answer of an agent and is sent to no contact', async () => {
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

  describe('that asks for answers elsewhere', () => {
    const contactOf = async (ticket: Ticket) =>
      (await admin.get<Contact>(`/api/v1/contacts/${ticket.contact.id}`)).body.identities.map(({ value }) => value);
    const arrive = async (fields: Fields) => {
      const Subject = randomUUID();
      await post(mail({ ...fields, Subject }));
      const ticket = await ticketAbout(Subject);
      const [message] = await messagesOf(ticket.id);
      const answer = async () => {
        const text = `Answer to ${Subject}`;
        await reply(ticket.id, text);
        const sent = await sunk(text);
        expect(field(sent, 'Subject')).toBe(`Re: ${Subject}`);
        return sent.to;
      };
      return { ticket, message: message!, contact: await contactOf(ticket), answer };
    };

    it.each([
      ['a shop’s form', '"Bug Shop (Shopify)" <mailer@shopify.example>'],
      ['a no-reply address', 'Website <noreply@website.example>'],
      ['the channel’s own address', `Shop <${address}>`],
    ])('is of whom %s writes for, and is answered there', async (_, From) => {
      const [ana, bob] = [unique(), unique()];
      const first = await arrive({ From, 'Reply-To': `Ana Reis <${ana}>` });
      const second = await arrive({ From, 'Reply-To': bob });
      expect([first.contact, second.contact]).toEqual([[ana], [bob]]);
      expect([await first.answer(), await second.answer()]).toEqual([[ana], [bob]]);
      expect(first.message).toMatchObject({
        author: { name: 'Ana Reis' },
        from: /[^<]+@[^>]+/.exec(From)![0],
        replyTo: ana,
      });
      expect(first.ticket.contact).toMatchObject({ name: 'Ana Reis', verified: false });
    });

    it('is of who sent it, is answered where it asks, and says so', async () => {
      const [from, work] = [unique(), unique()];
      const { ticket, message, contact, answer } = await arrive({ From: from, 'Reply-To': work });
      expect(contact).toEqual([from]);
      expect([ticket.replyTo, message.from, message.replyTo]).toEqual([work, from, work]);
      expect(ticket.contact.name).toBe(from);
      expect(await answer()).toEqual([work]);
    });

    it('is of whom it names once its sender has asked for several', async () => {
      const From = unique();
      const [first, second, third] = [unique(), unique(), unique()];
      const contacts = [];
      for (const replyTo of [first, first, second, third, first])
        contacts.push((await arrive({ From, 'Reply-To': replyTo })).contact);
      expect(contacts).toEqual([[From], [From], [second], [third], [first]]);
      expect((await arrive({ From })).contact).toEqual([From]);
    });

    it('is never answered to a channel of ours', async () => {
      const other = `${randomUUID()}@shop.example`;
      await admin.post('/api/v1/channels', { type: 'email', name: 'Other', settings: { address: other } });
      const From = unique();
      for (const replyTo of [address, other]) {
        const { ticket, answer } = await arrive({ From, 'Reply-To': replyTo });
        expect([ticket.replyTo, await answer()]).toEqual([null, [From]]);
      }
      const asked = unique();
      expect((await arrive({ From: other, 'Reply-To': asked })).contact).toEqual([asked]);
    });

    it('sends no further answer of a running ticket elsewhere while its sender may be forged', async () => {
      const { ticket, sent } = await answered(randomUUID());
      await post(mail({ 'Reply-To': 'eve@evil.example', 'In-Reply-To': idOf(sent) }, 'Now write to me here'));
      expect((await messagesOf(ticket.id)).at(-1)).toMatchObject({ replyTo: 'eve@evil.example' });
      await reply(ticket.id, 'Where to?');
      expect((await sunk('Where to?')).to).toEqual(['ann@buyer.example']);
    });

    it('shows whom else it was sent to', async () => {
      const { message } = await arrive({
        From: unique(),
        To: `Shop <${address}>, Bob <bob@buyer.example>`,
        Cc: '"boss@shop.example" <eve@evil.example>, cy@buyer.example',
      });
      expect(message.to).toEqual([
        { address, name: 'Shop' },
        { address: 'bob@buyer.example', name: 'Bob' },
      ]);
      expect(message.cc).toEqual([{ address: 'eve@evil.example' }, { address: 'cy@buyer.example' }]);
      expect((await arrive({ From: unique() })).message).toMatchObject({ to: [], cc: [], replyTo: null });
    });
  });

  describe('of a machine', () => {
    const away: Fields = { 'Auto-Submitted': 'auto-replied' };
    const clocksOf = async ({ id }: Ticket) =>
      (await admin.get<{ items: SlaClock[] }>(`/api/v1/tickets/${id}/clocks`)).body.items.map(({ kind }) => kind);
    const read = async ({ id }: Ticket) => (await admin.get<Ticket>(`/api/v1/tickets/${id}`)).body;
    const change = (ticket: Ticket, body: object) => admin.send('PATCH', `/api/v1/tickets/${ticket.id}`, { body });
    const found = async (query: string) =>
      (await admin.get<{ items: Ticket[] }>(`/api/v1/tickets?${query}`)).body.items.map(({ id }) => id);
    beforeAll(async () => {
      const targets = { firstResponseSeconds: 7_200, resolutionSeconds: 28_800 };
      await admin.post('/api/v1/sla-policies', {
        name: 'Standard',
        targets: { low: targets, normal: targets, high: targets, urgent: targets },
      });
    });

    it.each<[string, object]>([
      ['pending', { status: 'pending' }],
      ['resolved', { status: 'resolved' }],
      ['snoozed', { status: 'snoozed', snoozedUntil: '2100-01-01T00:00:00.000Z' }],
    ])('joins a %s ticket that it answers and moves nothing', async (_, standing) => {
      const { ticket, sent } = await answered(randomUUID());
      await until('it counts as sent', async () => (await messagesOf(ticket.id))[1]?.deliveryStatus === 'sent');
      await change(ticket, standing);
      const before = await read(ticket);
      await post(mail({ ...away, 'In-Reply-To': idOf(sent) }, 'I am away'));
      expect((await messagesOf(ticket.id)).at(-1)).toMatchObject({ text: 'I am away' });
      const after = await read(ticket);
      expect(after).toEqual({
        ...before,
        clock: after.clock,
        lastSeq: before.lastSeq + 1,
        changeSeq: before.changeSeq + 1,
      });
      await post(mail({ 'In-Reply-To': idOf(sent) }, 'I am back'));
      expect(await read(ticket)).toMatchObject({ status: 'open' });
    });

    it('makes no answer of an agent stale', async () => {
      const { ticket, sent } = await answered(randomUUID());
      const { lastSeq } = await read(ticket);
      await post(mail({ ...away, 'In-Reply-To': idOf(sent) }, 'I am away'));
      const body = { text: 'One more thing', visibility: 'public', basedOnSeq: lastSeq };
      expect((await admin.post(`/api/v1/tickets/${ticket.id}/messages`, body)).status).toBe(201);
    });

    it('makes a resolved ticket of its own without a clock, under “Automatic” and found by search', async () => {
      const word = `holiday${randomUUID().slice(0, 8)}`;
      await post(mail({ ...away, Subject: word, From: unique() }, 'Until Monday'));
      const ticket = await ticketAbout(word);
      const person = randomUUID();
      await post(mail({ Subject: person, From: unique() }));
      const other = await ticketAbout(person);
      await until('the clocks of the later one', async () => (await clocksOf(other)).length === 2);
      expect(ticket).toMatchObject({ status: 'resolved', automatic: true, clock: null });
      expect(await clocksOf(ticket)).toEqual([]);
      expect(await found(`q=${word}`)).toEqual([ticket.id]);
      expect(await found('automatic=only&limit=100')).toContain(ticket.id);
      expect(await found('automatic=none&limit=100')).not.toContain(ticket.id);
      await change(ticket, { status: 'open' });
      await until('its clock once it is open', async () => (await clocksOf(ticket)).length > 0);
      expect(await read(ticket)).toMatchObject({ status: 'open', automatic: false, resolvedAt: null });
    });

    const factsOf = ({ id }: Ticket) =>
      withOwner<{ by_agent: boolean; answered_at: Date | null; response_seconds: number | null }>(
        waypost,
        'select by_agent, answered_at, response_seconds from ticket_facts where ticket_id = $1',
        [id],
      );
    const old = async (fields: Fields) => {
      const Subject = randomUUID();
      await post(mail({ ...away, ...fields, Subject }));
      const ticket = await ticketAbout(Subject);
      await withOwner(waypost, `update tickets set created_at = now() - interval '3 days' where id = $1`, [ticket.id]);
      return ticket;
    };

    it('is measured from when a person has written into its ticket', async () => {
      const [From, id] = [unique(), `<${unique()}>`];
      const ticket = await old({ From, 'Message-ID': id });
      await post(mail({ From, 'In-Reply-To': id, Subject: 'Back' }, 'I am back'));
      await until('its clock', async () => (await clocksOf(ticket)).length > 0);
      await reply(ticket.id, 'Welcome back');
      const [facts] = await until('the answer to be measured', async () => {
        const found = await factsOf(ticket);
        return found[0]?.answered_at ? found : null;
      });
      expect(facts!.response_seconds).toBeLessThan(3_600);
    });

    it('that an agent answers is a ticket of theirs, without a first response', async () => {
      const ticket = await old({ From: unique() });
      await reply(ticket.id, 'One more thing');
      const [facts] = await until('it to be measured', async () => {
        const found = await factsOf(ticket);
        return found.length ? found : null;
      });
      expect(facts).toEqual({ by_agent: true, answered_at: null, response_seconds: null });
    });
  });

  describe('that answers the sender’s own', () => {
    const follow = async (first: Fields, second: Fields) => {
      const id = `<${unique()}>`;
      const [Subject, From] = [randomUUID(), unique()];
      await post(mail({ Subject, From, 'Message-ID': id, ...first }));
      await post(mail({ Subject: `Re: ${Subject}`, From, 'In-Reply-To': id, ...second }, 'And one more thing'));
      return messagesOf((await ticketAbout(Subject)).id);
    };

    it('joins its ticket before any answer of ours', async () => {
      expect((await follow({}, {})).map(({ text }) => text)).toEqual([
        'Hello, where is my parcel?',
        'And one more thing',
      ]);
    });

    it.each<[string, Fields, Fields]>([
      ['another sender’s', {}, { From: 'eve@evil.example' }],
      [
        'of another whom its sender writes for',
        { 'Reply-To': 'a@a.example', From: 'mailer@a.example' },
        { 'Reply-To': 'b@a.example', From: 'mailer@a.example' },
      ],
      ['a machine’s', {}, { 'Auto-Submitted': 'auto-replied' }],
    ])('opens one of its own when it is %s', async (_, first, second) => {
      expect(await follow(first, second)).toHaveLength(1);
    });

    it('opens one of its own after an answer of ours, which it should have named', async () => {
      const id = `<${unique()}>`;
      const Subject = randomUUID();
      await post(mail({ Subject, 'Message-ID': id }));
      const ticket = await ticketAbout(Subject);
      await reply(ticket.id);
      await post(mail({ Subject: 'Re: mine', 'In-Reply-To': id }));
      expect(await messagesOf(ticket.id)).toHaveLength(2);
    });
  });

  it('comes clean: markup, pictures, files, history', async () => {
    await post(
      writeMultipart(
        'related',
        [
          {
            type: 'text/html; charset=utf-8',
            body:
              '<p>See <img src="cid:p1"><img src="https://tracker.example/x.gif"><script>alert(1)</script></p>' +
              '<div class="gmail_quote"><div class="gmail_attr">On 1 Jan 2026 Shop &lt;a@b.example&gt; wrote:<br></div>' +
              '<blockquote class="gmail_quote">old</blockquote></div>',
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

  it('F20 that is too much to be read is shown in part with its raw form, and holds nothing up', async () => {
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
    const [part] = await messagesOf(ticket.id);
    expect(part).toMatchObject({ text: expect.stringMatching(/^1\n/), from: 'ann@buyer.example' });
    expect(part!.flags).toContain('truncated');
    const raw = await admin.get<string>(`/api/v1/tickets/${ticket.id}/messages/${part!.id}/raw`);
    expect(raw.status).toBe(200);
    expect(String(raw.body)).toContain('Subject: Poison');
  }, 60_000);

  it('whose structure is guessed says so, keeps its raw form and gets no automatic answer', async () => {
    await post(mail({ Subject: 'Torn', 'Content-Type': 'multipart/mixed' }, 'How long does delivery take?'));
    const ticket = await ticketAbout('Torn');
    const messages = await messagesOf(ticket.id);
    expect(messages).toMatchObject([
      { text: 'How long does delivery take?', flags: expect.arrayContaining(['damaged']) },
    ]);
    const raw = await admin.get<string>(`/api/v1/tickets/${ticket.id}/messages/${messages[0]!.id}/raw`);
    expect(String(raw.body)).toContain('Subject: Torn');
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

  describe('that is refused in words', () => {
    const refusal = (sent: SunkMail, said: string, Subject = 'failure notice') =>
      mail(
        { From: 'MAILER-DAEMON@mx.example', Subject },
        `${said}\n\n--- Below this line is a copy of the message.\n\n${sent.raw.slice(0, 2_000)}`,
      );
    const sentMail = async () => {
      const known = await answered(randomUUID());
      const state = async () => (await messagesOf(known.ticket.id)).find(({ id }) => id === known.message.id)!;
      await until('it counts as sent', async () => (await state()).deliveryStatus === 'sent');
      return { ...known, state };
    };
    const noSuchUser = '<ann@buyer.example>:\nRemote host said: 550 5.1.1 no such user';

    it('fails the message, and opens its ticket again', async () => {
      const { ticket, sent, state } = await sentMail();
      await post(refusal(sent, noSuchUser), address, '');
      expect(await state()).toMatchObject({
        deliveryStatus: 'failed',
        deliveryError: expect.stringContaining('5.1.1'),
      });
      expect(await messagesOf(ticket.id)).toHaveLength(2);
      expect((await admin.get<Ticket>(`/api/v1/tickets/${ticket.id}`)).body.status).toBe('open');
    });

    it.each([
      ['a person sends it', noSuchUser, 'ann@buyer.example'],
      ['it speaks of another address', noSuchUser.replace('ann', 'bob'), ''],
      ['it only tells of a delay', `${noSuchUser}\nIt will be retried.`, ''],
    ])('is a message and fails nothing when %s', async (_, said, from) => {
      const { sent, state } = await sentMail();
      const subject = randomUUID();
      await post(refusal(sent, said, subject), address, from);
      expect(await state()).toMatchObject({ deliveryStatus: 'sent' });
      expect(await ticketAbout(subject)).toBeDefined();
    });

    it('A54 fails nothing under an id that we did not make', async () => {
      const { sent, state } = await sentMail();
      const forged = { ...sent, raw: sent.raw.replaceAll(/\.[0-9a-f]{40}@/g, `.${'0'.repeat(40)}@`) };
      await post(refusal(forged, noSuchUser), address, '');
      expect(await state()).toMatchObject({ deliveryStatus: 'sent' });
    });
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
