import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Contact, Message, Ticket } from '#libs/contracts';
import type { Client } from '../../support/client.js';
import { NameServer } from '../../support/mail/name-server.js';
import { postMail } from '../../support/mail/post-mail.js';
import { SmtpSink, type SunkMail } from '../../support/mail/smtp-sink.js';
import { type Fields, type Part, writeHtmlMail, writeMail, writeMultipart } from '../../support/mail/write-mail.js';
import { until } from '../../support/until.js';
import { type TestWaypost, startWaypost } from '../../support/waypost.js';
import { Canary } from './support/canary.js';
import { addMember, password } from './support/cast.js';
import { redisText } from './support/redis-text.js';
import { textOf } from './support/snapshot.js';
import { create } from './support/world.js';

const address = 'support@shop.example';
const question = 'How long does shipping take?';
/** Stands in every text that people write here: nothing else may hold it. */
const marker = 'WHAT-PEOPLE-WROTE';
const field = (mail: SunkMail, name: string) =>
  new RegExp(`^${name}:(.*(?:\r\n[ \t].*)*)`, 'im')
    .exec(mail.raw)?.[1]
    ?.replace(/\r\n[ \t]+/g, ' ')
    .trim() ?? '';
const idOf = (mail: SunkMail) => /<[^>]+>/.exec(field(mail, 'Message-ID'))![0];
const replyAddressOf = (mail: SunkMail) => /[^\s<>]+@[^\s<>]+/.exec(field(mail, 'Reply-To'))![0];

describe('mail of strangers', () => {
  let names: NameServer;
  let sink: SmtpSink;
  let waypost: TestWaypost;
  let admin: Client;
  let workspaceId: string;
  let canary: Canary;
  let foreignToken: string;
  beforeAll(async () => {
    canary = await Canary.listen();
    names = await NameServer.open({
      'strict.example': 'v=spf1 ip4:192.0.2.1 -all',
      '_dmarc.strict.example': 'v=DMARC1; p=reject',
    });
    sink = await SmtpSink.open();
    waypost = await startWaypost({
      env: { SMTP_URL: `smtp://127.0.0.1:${sink.port}`, ALLOW_PRIVATE_NETWORK: 'false' },
    });
    const [home, foreign] = [await waypost.workspace('Home'), await waypost.workspace('Foreign')];
    ({ admin } = home);
    workspaceId = home.member.workspaceId;
    await create(admin, '/api/v1/channels', {
      type: 'email',
      name: 'Support',
      settings: { address, displayName: 'Shop', trustedAuthserv: 'mx.shop.example' },
    });
    await create(admin, '/api/v1/articles', {
      locale: 'en',
      title: question,
      body: 'Two to five working days.',
      published: true,
    });
    await create(foreign.admin, '/api/v1/channels', {
      type: 'email',
      name: 'Theirs',
      settings: { address: 'help@their.example' },
    });
    await postMail(
      waypost.config.smtpPort,
      mail({ Subject: 'theirs', To: 'help@their.example' }),
      'help@their.example',
    );
    const [theirs] = (await foreign.admin.get<{ items: Ticket[] }>('/api/v1/tickets')).body.items;
    await foreign.admin.post(`/api/v1/tickets/${theirs!.id}/messages`, { text: 'their answer', visibility: 'public' });
    foreignToken = replyAddressOf(await sunk('their answer'));
  }, 60_000);
  afterAll(async () => {
    await waypost?.close();
    await Promise.all([sink?.close(), names?.close(), canary?.close()]);
    expect([canary.hits, canary.connections]).toEqual([[], 0]);
  });

  const mail = (fields: Fields = {}, body = `${marker} where is it?`) =>
    writeMail({ 'Message-ID': `<${randomUUID()}@buyer.example>`, Subject: randomUUID(), ...fields }, body);
  const post = (raw: Buffer, to: string | string[] = address, from = 'ann@buyer.example') =>
    postMail(waypost.config.smtpPort, raw, to, from);
  const tickets = async () => (await admin.get<{ items: Ticket[] }>('/api/v1/tickets?limit=100')).body.items;
  const messagesOf = async (ticketId: string) =>
    (await admin.get<{ items: Message[] }>(`/api/v1/tickets/${ticketId}/messages?limit=200`)).body.items;
  const ticketAbout = async (subject: string) => (await tickets()).find((ticket) => ticket.subject === subject)!;
  const reply = (ticketId: string, text: string) =>
    admin.post<Message>(`/api/v1/tickets/${ticketId}/messages`, { text, visibility: 'public' });
  const sunk = (text: string) =>
    until(`a mail that says ${text}`, () => sink.mails.find(({ raw }) => raw.includes(text)), 20_000);

  /** Delivers a mail and returns the ticket and message that it became. */
  async function arrive(fields: Fields, body?: string, to?: string) {
    const subject = typeof fields['Subject'] === 'string' ? fields['Subject'] : randomUUID();
    await post(mail({ Subject: subject, ...fields }, body), to);
    const ticket = await ticketAbout(subject);
    return { ticket, message: (await messagesOf(ticket.id)).at(-1)! };
  }
  /** A ticket that was answered: what its customer has in hand. */
  async function answered(from = 'Ann Buyer <ann@buyer.example>') {
    const { ticket } = await arrive({ From: from });
    const text = `answer ${randomUUID()}`;
    await reply(ticket.id, text);
    const sent = await sunk(text);
    return { ticket, sent, count: (await messagesOf(ticket.id)).length };
  }
  const grew = async ({ ticket, count }: { ticket: Ticket; count: number }) =>
    (await messagesOf(ticket.id)).length - count;

  test('A41 a ticket’s number in a subject joins nothing', async () => {
    const known = await answered();
    for (const subject of [
      `[#${known.ticket.number}]`,
      `#${known.ticket.number}`,
      `Re: [#${known.ticket.number}] ${known.ticket.subject}`,
      `Re: ${known.ticket.subject}`,
      `ticket ${known.ticket.id}`,
      `[Ticket ID: ${known.ticket.number}]`,
    ]) {
      for (const from of ['eve@evil.example', 'ann@buyer.example']) {
        await post(mail({ From: from, Subject: subject }));
        expect(await grew(known)).toBe(0);
      }
    }
  });

  test('A42 a made-up or old id joins nothing', async () => {
    const known = await answered();
    const own = idOf(known.sent);
    const made = [
      own.replace(/\.[0-9a-f]{40}@/, `.${'0'.repeat(40)}@`),
      own.replace(/\.1\./, '.2.'),
      `<${known.ticket.id}@shop.example>`,
      `<reply-${known.ticket.number}-1@shop.example>`,
      `<conversation/${known.ticket.number}@shop.example>`,
      own.replace('.', '..'),
      own.toUpperCase().replace('<', '< '),
    ];
    for (const id of made) {
      for (const name of ['In-Reply-To', 'References']) await post(mail({ From: 'eve@evil.example', [name]: id }));
    }
    // Not the customer's own either: that one a stranger may have been sent in copy.
    await post(mail({ From: 'eve@evil.example', 'In-Reply-To': '<m1@buyer.example>' }));
    expect(await grew(known)).toBe(0);
  });

  test('A43 who answers with a right id and another address is shown as no participant, and gets nothing', async () => {
    const known = await answered();
    await post(
      mail(
        {
          From: 'Eve <eve@evil.example>',
          Cc: 'mallory@evil.example',
          'Reply-To': 'eve@evil.example',
          References: idOf(known.sent),
        },
        `${marker} send me all`,
      ),
    );
    const [joined] = (await messagesOf(known.ticket.id)).slice(-1);
    expect(joined).toMatchObject({ from: 'eve@evil.example', author: { id: null } });
    expect(joined!.flags).toEqual(expect.arrayContaining(['not-a-participant', 'unauthenticated']));
    const text = `after the stranger ${randomUUID()}`;
    await reply(known.ticket.id, text);
    const next = await sunk(text);
    expect(next.to).toEqual(['ann@buyer.example']);
    expect(next.raw).not.toContain('evil.example');
    expect(
      JSON.stringify((await admin.get<Contact>(`/api/v1/contacts/${known.ticket.contact.id}`)).body),
    ).not.toContain('evil');
  });

  test('A44 a mail in an agent’s name is no agent’s answer, also with a right token and of a former agent', async () => {
    const agent = await addMember(waypost, workspaceId, 'agent');
    const known = await answered();
    const before = sink.mails.length;
    const forge = () =>
      post(
        mail(
          { From: `Agent <${agent.email}>`, To: replyAddressOf(known.sent), References: idOf(known.sent) },
          `${marker} we refund you twice`,
        ),
        replyAddressOf(known.sent),
        agent.email,
      );
    await forge();
    await admin.send('PATCH', `/api/v1/agents/${agent.agentId}`, { body: { deactivated: true } });
    await forge();
    const forged = (await messagesOf(known.ticket.id)).slice(known.count);
    expect(forged).toHaveLength(2);
    for (const message of forged)
      expect(message).toMatchObject({
        direction: 'inbound',
        author: { kind: 'contact', id: null },
        flags: expect.arrayContaining(['not-a-participant']) as string[],
      });
    await pause(500);
    expect(sink.mails.slice(before).filter(({ raw }) => raw.includes('refund'))).toEqual([]);
  });

  test('A47 a token joins only the ticket that it was made for; every other is as good as none', async () => {
    const known = await answered();
    const tokens = [
      `support+r.${'a'.repeat(26)}@shop.example`,
      'support+r.@shop.example',
      `support+r.${'A'.repeat(500)}@shop.example`,
      foreignToken.replace('help', 'support').replace('their.example', 'shop.example'),
    ];
    for (const to of tokens) await post(mail({ From: 'eve@evil.example', To: to }), [address]);
    for (const to of [tokens[0]!, tokens[3]!])
      await expect(post(mail({ From: 'eve@evil.example', To: to }), to)).resolves.toBeUndefined();
    expect(await grew(known)).toBe(0);
    await post(mail({ To: address, Cc: replyAddressOf(known.sent) }));
    expect(await grew(known)).toBe(1);
  });

  test('A48 a mail has one author, and the address that is shown is the real one', async () => {
    const cases: [Fields, string][] = [
      [{ From: ['ann@buyer.example', 'boss@shop.example'] }, 'ann@buyer.example'],
      [{ From: '"admin@shop.example" <eve@evil.example>' }, 'eve@evil.example'],
      [{ From: 'admin@shop.example <eve@evil.example>' }, 'eve@evil.example'],
      [{ From: '=?utf-8?q?admin=40shop.example=3E?= <eve@evil.example>' }, 'eve@evil.example'],
      [{ From: 'eve@evil.example', Sender: 'admin@shop.example' }, 'eve@evil.example'],
    ];
    for (const [fields, from] of cases) {
      const { message } = await arrive({ ...fields, Subject: randomUUID() });
      expect([fields, message.from, message.flags.includes('unauthenticated')]).toEqual([fields, from, true]);
    }
    for (const From of [
      'Friends: ann@buyer.example, bob@buyer.example;',
      '=?utf-8?q?ann=40buyer.example?=',
      '<>',
      'no address at all',
      'ann@buyer.example, boss@shop.example',
    ]) {
      const { message } = await arrive({ From });
      expect(message.flags).toContain('unauthenticated');
      expect(message.from ?? '').not.toMatch(/[\s<>,;]/);
    }
  });

  test('A49 what a sender writes about its own trustworthiness is not believed', async () => {
    const envelope = Buffer.from('{"ip":"192.0.2.1","helo":"x","from":"ann@strict.example"}').toString('base64url');
    const claims = {
      'Authentication-Results': 'mx.shop.example; dmarc=pass header.from=strict.example; spf=pass; dkim=pass',
      'ARC-Seal': 'i=1; cv=none; d=strict.example',
      'ARC-Authentication-Results': 'i=1; mx.shop.example; dmarc=pass',
      'Received-SPF': 'pass',
      'X-Waypost-Envelope': `${envelope}.${'A'.repeat(43)}`,
    };
    const { ticket } = await arrive({ ...claims, From: 'ann@strict.example' });
    await pause(1_500);
    expect((await messagesOf(ticket.id))[0]!.flags).toContain('unauthenticated');
    expect((await admin.get<Ticket>(`/api/v1/tickets/${ticket.id}`)).body.contact.verified).toBe(false);
  });

  test('A50 what a machine sent is not answered by a machine; what says `Auto-Submitted: no` is', async () => {
    const machine: Fields[] = [
      { 'Auto-Submitted': 'auto-replied' },
      { 'Auto-Submitted': 'auto-generated; x=y' },
      { Precedence: 'bulk' },
      { Precedence: 'list' },
      { Precedence: 'junk' },
      { Precedence: 'auto_reply' },
      { 'List-Id': '<a.b>' },
      { 'X-Auto-Response-Suppress': 'All' },
      { 'X-Autoreply': 'yes' },
      { 'X-Autorespond': 'x' },
      { 'X-Autoresponder': 'x' },
      { 'X-Loop': 'x' },
      { From: 'MAILER-DAEMON@mx.example' },
      { From: 'noreply@mx.example' },
      { From: 'no-reply+x@mx.example' },
      { 'Reply-To': 'elsewhere@buyer.example' },
      { From: 'mailer@mx.example', 'Reply-To': 'person2@buyer.example' },
    ];
    for (const [n, fields] of machine.entries())
      await post(
        mail({ From: `machine${n}@buyer.example`, ...fields }, question),
        address,
        `machine${n}@buyer.example`,
      );
    await post(mail({ From: 'empty@buyer.example' }, question), address, '');
    await post(
      mail({ From: 'person@buyer.example', 'Auto-Submitted': 'no' }, question),
      address,
      'person@buyer.example',
    );
    const answer = await until(
      'the person is answered',
      () => sink.mails.find(({ to }) => to.includes('person@buyer.example')),
      20_000,
    );
    expect([field(answer, 'Auto-Submitted'), field(answer, 'X-Auto-Response-Suppress')]).toEqual([
      'auto-replied',
      'All',
    ]);
    expect(sink.mails.filter(({ to }) => /machine|empty|elsewhere|person2|mx\.example/.test(to.join()))).toEqual([]);
  }, 40_000);

  test('A52 a responder that does not say so gets one automatic answer a day, in a hundred rounds', async () => {
    const from = 'away@buyer.example';
    const away = (fields: Fields = {}) => post(mail({ From: from, ...fields }, question), address, from);
    await away();
    const first = await until('the first answer', () => sink.mails.find(({ to }) => to.includes(from)), 20_000);
    for (let round = 0; round < 10; round++)
      await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          away(n % 2 ? { 'In-Reply-To': idOf(first), To: replyAddressOf(first) } : {}),
        ),
      );
    await pause(1_500);
    expect(sink.mails.filter(({ to }) => to.includes(from))).toHaveLength(1);
  }, 60_000);

  test('A53 our own mail, fetched back, is no message', async () => {
    const known = await answered();
    const before = (await tickets()).length;
    await post(Buffer.from(known.sent.raw));
    await post(mail({ From: `Shop <${address}>` }));
    await post(mail({ 'Message-ID': idOf(known.sent) }));
    expect([(await tickets()).length, await grew(known)]).toEqual([before, 0]);
  });

  test('A56 a line break in any value makes no header', async () => {
    const evil = 'Hi\r\nBcc: eve@evil.example\r\n\r\nX';
    const word = `=?utf-8?B?${Buffer.from(evil).toString('base64')}?=`;
    const { ticket } = await arrive({
      From: `${word} <cut@buyer.example>`,
      Subject: 'Hi Bcc: eve@evil.example X',
    }).catch(() => ({ ticket: undefined }));
    await post(mail({ From: `${word} <cut@buyer.example>`, Subject: word }));
    expect(ticket).toBeDefined();
    const text = `nothing slipped in ${randomUUID()}`;
    const upload = await fetch(`${waypost.url}/api/v1/attachments`, {
      method: 'POST',
      body: 'bytes',
      headers: {
        authorization: `Bearer ${admin.token}`,
        'content-type': 'text/plain',
        'x-file-name': encodeURIComponent(`a\r\nBcc: eve@evil.example\r\n\u0000\u202Etxt.exe`),
      },
    });
    const { id, name } = (await upload.json()) as { id: string; name: string };
    expect(name).toBe('aBcc: eve@evil.exampletxt.exe');
    await admin.post(`/api/v1/tickets/${ticket!.id}/messages`, { text, visibility: 'public', attachmentIds: [id] });
    const sent = await sunk(text);
    expect(sent.to).toEqual(['cut@buyer.example']);
    expect(sent.raw).not.toMatch(/^Bcc:/im);
    const channelId = (await admin.get<{ items: { id: string; type: string }[] }>('/api/v1/channels')).body.items[0]!
      .id;
    for (const more of [{ subject: evil }, { name: evil }, { to: 'a@buyer.example\r\nBcc: eve@evil.example' }]) {
      expect(
        (await admin.post('/api/v1/tickets', { channelId, to: 'ann@buyer.example', subject: 'x', text: 'x', ...more }))
          .status,
      ).toBe(400);
    }
    expect(
      (await admin.send('PATCH', `/api/v1/channels/${channelId}`, { body: { settings: { displayName: evil } } }))
        .status,
    ).toBe(400);
  });

  test('A57 a mail goes to one address that is one', async () => {
    const channelId = (await admin.get<{ items: { id: string; type: string }[] }>('/api/v1/channels')).body.items[0]!
      .id;
    for (const to of [
      'a@b.example, v@x.example',
      'Friends: a@b.example, v@x.example;',
      '"v@x.example y"@internal.example',
      'a@b.example\tv@x.example',
      '<a@b.example>',
      'a@b.example;v@x.example',
      '@x.example:a@b.example',
      'a@[127.0.0.1]',
      '',
    ]) {
      expect([to, (await admin.post('/api/v1/tickets', { channelId, to, subject: 'x', text: 'x' })).status]).toEqual([
        to,
        400,
      ]);
    }
    const before = sink.mails.length;
    for (const From of [
      '"v@x.example y"@internal.example',
      '"a, v@x.example"@internal.example',
      'a@b.example, v@x.example',
      '<a@b.example> v@x.example',
    ]) {
      const { ticket } = await arrive({ From });
      await reply(ticket.id, 'to whom?');
    }
    await pause(1_500);
    for (const { to } of sink.mails.slice(before))
      for (const recipient of to) expect(recipient).toMatch(/^[\w.+-]+@[\w.-]+$/);
    expect(
      sink.mails
        .slice(before)
        .flatMap(({ to }) => to)
        .filter((to) => to === 'v@x.example'),
    ).toEqual([]);
  });

  test('A02 A06 A11 what a mail holds is shown as text, and nothing that it points at is fetched', async () => {
    const remote = ['http', 'https'].flatMap((scheme) => [`${scheme}://127.0.0.1:${canary.port}/x`]);
    const { message: plain } = await arrive({}, `${marker} http://google.com?"onmouseover="alert(1)`);
    expect(plain.html).toBeNull();
    const html = [
      ...remote.flatMap((url) => [
        `<img src="${url}"><img srcset="${url} 2x"><table background="${url}"><td style="background:url(${url})">x</td></table><style>@import "${url}"; b{background:url(${url})}</style>`,
        `<video poster="${url}" src="${url}"></video><svg><feImage href="${url}"/><image href="${url}"/></svg><link rel="prefetch" href="${url}"><meta http-equiv="refresh" content="0;url=${url}"><base href="${url}"><iframe src="${url}"></iframe><object data="${url}"></object><embed src="${url}">`,
      ]),
      '<img src="file:///etc/passwd"><img src="php://filter/resource=/etc/passwd"><iframe src="file:///etc/passwd"></iframe>',
      '<script>alert(1)</script><scr<script>ipt>alert(1)</scr</script>ipt><img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a><a href="&#106;avascript:alert(1)">x</a>',
      '<form action="https://evil.example"><input name=a></form><div style="position:fixed;top:0;left:0;width:100vw;height:100vh;z-index:9">over</div><base target="_top"><a href="https://a.example" target="_top">x</a>',
      '<a id=config name=y>x</a>',
    ].join('');
    const subject = randomUUID();
    await post(
      writeHtmlMail(`${html}<p>${marker}</p>`, { Subject: subject, 'Message-ID': `<${randomUUID()}@buyer.example>` }),
    );
    const ticket = await ticketAbout(subject);
    const [message] = await messagesOf(ticket.id);
    expect(message!.html).not.toMatch(
      /<(script|style|iframe|object|embed|link|meta|base|svg|video|form|input)|on\w+=|javascript:|position|z-index|\ssrc="https?:|srcset|background|url\(|file:|php:|\sid=|\sname=/i,
    );
    for (const link of message!.html!.match(/<a [^>]*>/g) ?? [])
      if (link.includes('href')) expect(link).toMatch(/target="_blank".*rel="noopener noreferrer/);
    expect(message!.hasRemoteImages).toBe(true);
    // Asked for, a picture is fetched by the server, and only from where it may.
    const pictures = `${waypost.url}/api/v1/tickets/${ticket.id}/messages/${message!.id}/remote-image`;
    const picture = (url: string) =>
      fetch(`${pictures}?url=${encodeURIComponent(url)}`, { headers: { authorization: `Bearer ${admin.token}` } });
    for (const url of [...remote, `http://127.0.0.1:${canary.port}/other`, 'file:///etc/passwd']) {
      const answer = await picture(url);
      expect([url, answer.status >= 400]).toEqual([url, true]);
      expect(await answer.text()).not.toMatch(/canary|root:/);
    }
  });

  test('A03 A05 A22 a file is served as bytes under a clean name, by its signed link only', async () => {
    const types = [
      'image/svg+xml',
      'text/html',
      'application/xhtml+xml',
      'text/xml',
      'application/pdf',
      'image/jpeg',
      'text/html; charset=utf-7',
    ];
    const odd = [
      '../../x',
      '\u200b.htaccess',
      'shell.pht',
      '"><img src=x onerror=1>.png',
      'a\u202Egnp.exe',
      'x'.repeat(10_000),
      'nul\u0000.txt',
      'CON',
      '.',
    ];
    const part = (type: string, name: string): Part => ({
      type,
      body: '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
      fields: { 'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}` },
    });
    const subject = randomUUID();
    await post(
      writeMultipart(
        'mixed',
        [
          { type: 'text/plain', body: marker },
          ...types.map((type, n) => part(type, `f${n}.svg`)),
          ...odd.map((name) => part('image/png', name)),
        ],
        { Subject: subject, 'Message-ID': `<${randomUUID()}@buyer.example>` },
      ),
    );
    const [message] = await messagesOf((await ticketAbout(subject)).id);
    expect(message!.attachments).toHaveLength(types.length + odd.length);
    for (const { name, url, contentType } of message!.attachments) {
      expect(name).toMatch(/^[^/\\\p{Cc}\p{Cf}]{1,200}$/u);
      expect(name).not.toMatch(/^\./);
      const good = await fetch(waypost.url + url);
      expect([good.status, good.headers.get('x-content-type-options')]).toEqual([200, 'nosniff']);
      expect(good.headers.get('content-security-policy')).toContain('sandbox');
      expect(good.headers.get('content-disposition')).toMatch(
        /^(attachment|inline); filename="[^"\r\n]*"; filename\*=UTF-8''[\w%.~!$&+-]*$/,
      );
      if (!/^image\/(png|jpeg)$/.test(contentType))
        expect([
          good.headers.get('content-type'),
          good.headers.get('content-disposition')!.startsWith('attachment'),
        ]).toEqual(['application/octet-stream', true]);
      await good.arrayBuffer();
    }
    const [one, other] = message!.attachments;
    const bare = one!.url!.split('?')[0]!;
    const query = other!.url!.split('?')[1]!;
    const signature = new URLSearchParams(one!.url!.split('?')[1]).get('signature')!;
    for (const url of [
      bare,
      `${bare}?${query}`,
      `${bare}?until=1&signature=${signature}`,
      one!.url!.replace(/signature=./, 'signature=_'),
      one!.url!.replace(/until=\d+/, `until=${Date.now() + 9e9}`),
      `${bare}?type=legacy`,
      `${one!.url}&for=provider`,
      `${bare}?until=x&until=y&signature=`,
      one!.url!.replace(/\/files\/[^/]+/, `/files/${randomUUID()}`),
    ]) {
      for (const headers of [{}, { authorization: `Bearer ${admin.token}` }] as Record<string, string>[])
        expect([url, (await fetch(waypost.url + url, { headers })).status]).toEqual([url, 403]);
    }
  });

  test('A10 a name that looks like a template stays a name, also in an automatic answer', async () => {
    const name = '{{31337*7}} ${31337*7} <%= 31337*7 %> #{31337*7} {% if 1 %}';
    const from = 'template@buyer.example';
    await post(mail({ From: `"${name}" <${from}>`, Subject: '{{contact.name}} ${7*7}' }, question), address, from);
    const sent = await until('the automatic answer', () => sink.mails.find(({ to }) => to.includes(from)), 20_000);
    expect(field(sent, 'Subject')).toContain('{{contact.name}} ${7*7}');
    expect(sent.raw).not.toContain('219359');
    expect((await ticketAbout('{{contact.name}} ${7*7}')).contact.name).toBe(name);
  }, 30_000);

  test('A24 a note reaches no customer', async () => {
    const known = await answered();
    await admin.post(`/api/v1/tickets/${known.ticket.id}/messages`, { text: 'CANARY-NOTE', visibility: 'internal' });
    await admin.send('PUT', `/api/v1/tickets/${known.ticket.id}/draft`, {
      body: { text: 'CANARY-DRAFT', visibility: 'public' },
    });
    const text = `public ${randomUUID()}`;
    await reply(known.ticket.id, text);
    const sent = await sunk(text);
    expect(sent.raw).not.toMatch(/CANARY|127\.0\.0\.1|@shop\.example> *\r\nX-/);
    expect(field(sent, 'From')).toBe('Shop <support@shop.example>');
  });

  test('A80 no log, queue or event holds what people wrote, a token or password; a log line is one line', async () => {
    // Whatever came before, here is enough of everything to look through.
    for (let n = 0; n < 4; n++) await answered();
    const evil = '\u001b[31mred\u001b[0m\r\nINFO forged line \u2028 \u009b31m';
    await post(
      mail({
        Subject: `${marker} ${evil}`.replace(/[\r\n\u2028\u009b]/g, ' '),
        From: `"${marker}" <log@buyer.example>`,
      }),
    ).catch(() => undefined);
    await fetch(`${waypost.url}/api/v1/tickets/${encodeURIComponent(evil)}?q=${encodeURIComponent(evil)}`, {
      headers: { 'user-agent': 'x\u0009[31m', authorization: `Bearer ${admin.token}` },
    });
    await waypost.anonymous.post('/api/v1/sessions', { email: 'log@buyer.example', password: `${marker}-password` });
    await waypost.anonymous.post('/api/v1/password-resets', { email: 'log@buyer.example' });
    const logs = waypost.logged.join('');
    expect(waypost.logged.length).toBeGreaterThan(20);
    // oxlint-disable-next-line no-control-regex -- the very thing that must not be there
    for (const line of waypost.logged) expect(line.trimEnd()).toMatch(/^\{[^\u0000-\u001f\u007f-\u009f\u2028]+\}$/);
    const queues = Object.values(
      await textOf(
        waypost,
        (table) =>
          table.startsWith('waypost_jobs') || /outbox_events|account_tokens|sessions|idempotency_keys/.test(table),
      ),
    );
    const queued = [...queues, await redisText(waypost.redis?.url)].join('\n');
    expect(queued).toContain('send-lane');
    for (const secret of [
      marker,
      admin.token!,
      password,
      waypost.secretKey,
      'refund you twice',
      'CANARY',
      'their answer',
    ]) {
      expect([secret, logs.includes(secret), queued.includes(secret)]).toEqual([secret, false, false]);
    }
    const tokens = sink.mails
      .map((one) => /\+r\.([a-z2-9]{26})@/.exec(one.raw)?.[1])
      .filter((token) => token !== undefined);
    expect(tokens.length).toBeGreaterThan(3);
    for (const token of tokens) expect([logs.includes(token), queued.includes(token)]).toEqual([false, false]);
  });

  test('A39 no mail that went out holds a session, another ticket’s token or an address of ours inside', async () => {
    for (let n = 0; n < 2; n++) await answered();
    const perTicket = new Map<string, Set<string>>();
    for (const one of sink.mails) {
      expect(one.raw).not.toContain(admin.token);
      expect(one.raw).not.toMatch(/^(Received|X-Originating-IP|X-Mailer|User-Agent):/im);
      const found = new Set(Array.from(one.raw.matchAll(/\+r\.([a-z2-9]{26})@/g), (match) => match[1]!));
      expect(found.size).toBe(1);
      for (const token of found) perTicket.set(token, new Set([...(perTicket.get(token) ?? []), ...one.to]));
    }
    expect(perTicket.size).toBeGreaterThanOrEqual(2);
    for (const recipients of perTicket.values()) expect(recipients.size).toBe(1);
  });
});
