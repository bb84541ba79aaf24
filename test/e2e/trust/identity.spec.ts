import { createHmac, generateKeyPairSync, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { simpleParser } from 'mailparser';
import { servedEndpoints } from '#libs/platform';
import { Client } from '../../support/client.js';
import { SmtpSink, answer } from '../../support/mail/smtp-sink.js';
import { until } from '../../support/until.js';
import { TestVisitor, openSession, proofOf, visit } from '../../support/visitor.js';
import { type TestWaypost, startWaypost } from '../../support/waypost.js';
import { withOwner } from '../../support/with-owner.js';
import { addMember, password } from './support/cast.js';
import { snapshotOf } from './support/snapshot.js';
import { create } from './support/world.js';

const publicUrl = 'https://help.shop.example';
const secret = 'the secret of the shop';

describe('who a caller is', () => {
  let waypost: TestWaypost;
  let sink: SmtpSink;
  let refusal: Error | undefined;
  let admin: Client;
  let workspaceId: string;
  let adminEmail: string;
  beforeAll(async () => {
    sink = await SmtpSink.open({ onMail: () => refusal });
    waypost = await startWaypost({ env: { PUBLIC_URL: publicUrl, SMTP_URL: `smtp://127.0.0.1:${sink.port}` } });
    const made = await waypost.workspace();
    ({ admin, email: adminEmail } = made);
    workspaceId = made.member.workspaceId;
  }, 600_000);
  afterAll(async () => {
    await waypost?.close();
    await sink?.close();
  });
  beforeEach(async () => {
    sink.mails.length = 0;
    await withOwner(waypost, 'delete from rate_limits');
  });

  const plain = (raw: string) => raw.replace(/=\r\n/g, '').replace(/=3D/g, '=');
  const rawTo = async (email: string) =>
    (await until(`a mail to ${email}`, () => sink.mails.findLast(({ to }) => to.includes(email)), 150_000)).raw;
  const mailTo = async (email: string) => plain(await rawTo(email));
  const tokenIn = (raw: string) => /#token=([\w-]+)/.exec(raw)![1]!;
  const askReset = (email: string, headers: Record<string, string> = {}) =>
    waypost.anonymous.post('/api/v1/password-resets', { email }, headers);
  const redeem = (token: unknown, newPassword = 'another-long-password') =>
    waypost.anonymous.post('/api/v1/password-resets/redeem', { token, password: newPassword });
  const check = async (token: unknown, kind = 'reset') =>
    (await waypost.anonymous.post('/api/v1/links/check', { kind, token })).status;
  const signIn = (email: string, tried: string, headers: Record<string, string> = {}) =>
    waypost.anonymous.post('/api/v1/sessions', { email, password: tried }, headers);

  test('A32 a link in a mail leads to our own address, whatever host was asked', async () => {
    const { email } = await addMember(waypost, workspaceId, 'agent');
    const evil = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
      forwarded: 'host=evil.example',
      'x-original-host': 'evil.example',
      origin: 'https://evil.example',
      referer: 'https://evil.example/',
    };
    expect((await askReset(email, evil)).status).toBe(202);
    const reset = await mailTo(email);
    expect(reset).toContain(`${publicUrl}/reset-password#token=`);
    expect(
      (await admin.post('/api/v1/agents', { email: 'invited@shop.example', name: 'New', role: 'agent' }, evil)).status,
    ).toBe(201);
    const invitation = await mailTo('invited@shop.example');
    expect(invitation).toContain(`${publicUrl}/invitation#token=`);
    expect(reset + invitation).not.toContain('evil');
  });

  it('writes mails with links in the language of the account, else in that of the workspace', async () => {
    const mailOf = async (email: string) => {
      const { subject, text } = await simpleParser(await rawTo(email));
      return `${subject}\n${text}`;
    };
    const { email, client } = await addMember(waypost, workspaceId, 'agent');
    for (const [locale, words] of [
      ['ar', /^تعيين كلمة مرور جديدة.*\n[^]*صالح لمدة ساعة/],
      ['zh-CN', /^为 Waypost 设置新密码\n[^]*一小时内有效/],
      ['fr', /^Set a new password.*\n[^]*good for one hour/],
    ] as const) {
      sink.mails.length = 0;
      await client.send('PATCH', '/api/v1/sessions/current/preferences', { body: { locale } });
      await askReset(email);
      expect(await mailOf(email)).toMatch(words);
    }
    await withOwner(waypost, `update workspaces set locale = 'de' where id = $1`, [workspaceId]);
    await admin.post('/api/v1/agents', { email: 'neu@shop.example', name: 'New', role: 'agent' });
    expect(await mailOf('neu@shop.example')).toMatch(/^Sie sind zu Waypost eingeladen\n[^]*gilt drei Tage/);
    await withOwner(waypost, `update workspaces set locale = 'en' where id = $1`, [workspaceId]);
  });

  it('keeps an earlier link while the mail with a new one cannot be sent', async () => {
    const { email } = await addMember(waypost, workspaceId, 'agent');
    await askReset(email);
    const first = tokenIn(await mailTo(email));
    sink.mails.length = 0;
    refusal = answer(451, 'Come again');
    await askReset(email);
    await rawTo(email).finally(() => (refusal = undefined));
    expect(await check(first)).toBe(204);
  });

  test('A33 a token is good once, the newest only, for its time, and 256 bits long', async () => {
    const { email, client } = await addMember(waypost, workspaceId, 'agent');
    await askReset(email);
    const first = tokenIn(await mailTo(email));
    sink.mails.length = 0;
    await askReset(email);
    const second = tokenIn(await mailTo(email));
    expect(Buffer.from(second, 'base64url')).toHaveLength(32);
    await until('the first link has ended', async () => (await check(first)) === 403);
    expect([
      await check(first),
      await check(second),
      await check(second, 'invitation'),
      await check(second, 'setup'),
    ]).toEqual([403, 204, 403, 403]);
    expect((await redeem(first)).status).toBe(403);
    for (const odd of [
      '',
      null,
      [],
      [second],
      { $gt: '' },
      `${second}x`,
      second.toLowerCase() === second ? 'x' : second.toLowerCase(),
      second.slice(0, -1),
    ])
      expect([400, 403]).toContain((await redeem(odd)).status);
    expect((await redeem(second)).status).toBe(204);
    expect(await check(second)).toBe(403);
    expect((await redeem(second)).status).toBe(403);
    expect((await client.get('/api/v1/sessions/current')).status).toBe(401);
    sink.mails.length = 0;
    await askReset(email);
    const third = tokenIn(await mailTo(email));
    // Kinds of token are not each other's.
    expect(
      (await waypost.anonymous.post('/api/v1/invitations/redeem', { token: third, name: 'Eve', password })).status,
    ).toBe(403);
    await withOwner(waypost, `update account_tokens set expires_at = now() - interval '1 second' where kind = 'reset'`);
    expect((await redeem(third)).status).toBe(403);
    expect(await check(third)).toBe(403);
    const life = await withOwner<{ kind: string; hours: number }>(
      waypost,
      `select kind, extract(epoch from max(expires_at - created_at))::int / 3600 as hours from account_tokens
       where expires_at > now() group by kind`,
    );
    expect(life.every(({ kind, hours }) => hours <= (kind === 'reset' ? 1 : 72))).toBe(true);
    const stored = JSON.stringify(
      await withOwner(
        waypost,
        `select encode(token_hash, 'escape') as a, encode(token_hash, 'base64') as b from account_tokens`,
      ),
    );
    expect(stored).not.toContain(third.slice(0, 20));
  });

  test('A33 an invitation does not open an account that has a password, unless the agent knows it', async () => {
    const elsewhere = await waypost.workspace('Elsewhere');
    const { email } = await addMember(waypost, workspaceId, 'agent');
    expect((await elsewhere.admin.post('/api/v1/agents', { email, name: 'Somebody', role: 'agent' })).status).toBe(201);
    const token = tokenIn(await mailTo(email));
    const join = (tried: string) =>
      waypost.anonymous.post<{ token?: string }>('/api/v1/invitations/redeem', { token, name: 'Eve', password: tried });
    const wrong = await join('not-the-password-of-that');
    expect([wrong.status, wrong.body.token]).toEqual([403, undefined]);
    const right = await join(password);
    expect(right.status).toBe(201);
    expect((await waypost.anonymous.signIn(email, password)).token).toBeDefined();
  });

  test('A34 whether an account exists shows in no answer, in no size and in no time', async () => {
    const shape = async (answer: Promise<{ status: number; headers: Headers; body: unknown }>) => {
      const { status, headers, body } = await answer;
      const names = [...headers.keys()].filter((name) => name !== 'date').sort();
      return JSON.stringify([status, body, headers.get('content-length'), names]);
    };
    const accounts = await Promise.all(Array.from({ length: 6 }, () => addMember(waypost, workspaceId, 'agent')));
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    const of = async (kind: 'known' | 'unknown', address: string) => {
      const start = performance.now();
      const answer = await shape(signIn(address, 'wrong-password'));
      times[kind].push(performance.now() - start);
      return answer;
    };
    // The quickest of each, of some more when they differ: what other work on the machine adds only makes the rest
    // slower.
    const ratio = () =>
      [times.known, times.unknown]
        .map((all) => Math.min(...all))
        .sort((a, b) => a - b)
        .reduce((less, more) => more / less);
    for (let round = 0; round < 3 && !(ratio() < 2); round++) {
      for (const { email } of accounts) {
        await withOwner(waypost, 'delete from rate_limits');
        expect(await of('known', email)).toBe(await of('unknown', `nobody-${randomUUID().slice(0, 8)}@shop.example`));
        expect(await shape(askReset(email))).toBe(await shape(askReset(`no-${email}`)));
      }
    }
    expect(ratio()).toBeLessThan(2);
    const [member] = accounts;
    const stranger = await shape(
      signIn(member!.email, password).then((answer) => ({ ...answer, body: Object.keys(answer.body) })),
    );
    expect(stranger).toContain('201');
    expect(
      await shape(
        waypost.anonymous.post('/api/v1/sessions', { email: member!.email, password, workspaceId: randomUUID() }),
      ),
    ).toBe(await shape(signIn(member!.email, 'wrong-password')));
  }, 600_000);

  test('A35 guessing ends in 429, by account and by peer, whatever address is claimed', async () => {
    const { email } = await addMember(waypost, workspaceId, 'agent');
    const claim = (n: number) => ({
      'x-forwarded-for': `203.0.113.${n}`,
      'cf-connecting-ip': `203.0.113.${n}`,
      forwarded: `for=203.0.113.${n}`,
    });
    const tries = async (one: (n: number) => Promise<{ status: number; headers: Headers }>, count = 20) => {
      const answers = [];
      for (let n = 0; n < count; n++) answers.push(await one(n));
      expect(Number(answers.at(-1)!.headers.get('retry-after'))).toBeGreaterThan(0);
      return answers.map(({ status }) => status);
    };
    const byAccount = await tries((n) => signIn(email, `wrong-password-${n}`, claim(n)));
    expect(byAccount.indexOf(429)).toBeLessThanOrEqual(10);
    expect((await signIn(email, password)).status).toBe(429);
    await withOwner(waypost, 'delete from rate_limits');
    expect(await tries((n) => signIn(`somebody-${n}@shop.example`, 'wrong-password', claim(n)))).toContain(429);
    expect(await tries((n) => askReset(email, claim(n)), 8)).toContain(429);
    await withOwner(waypost, 'delete from rate_limits');
    expect(await tries((n) => askReset(`somebody-${n}@shop.example`, claim(n)))).toContain(429);
    expect(
      await tries((n) =>
        waypost.anonymous.post(
          '/api/v1/password-resets/redeem',
          { token: 'A'.repeat(43), password: `another-password-${n}` },
          claim(n),
        ),
      ),
    ).toContain(429);
    await withOwner(waypost, 'delete from rate_limits');
    expect(
      await tries((n) =>
        waypost.anonymous.post('/api/v1/links/check', { kind: 'invitation', token: 'A'.repeat(43) }, claim(n)),
      ),
    ).toContain(429);
    await withOwner(waypost, 'delete from rate_limits');
    const { client } = await addMember(waypost, workspaceId, 'agent');
    expect(
      await tries((n) =>
        client.post(
          '/api/v1/sessions/current/password',
          { currentPassword: `wrong-${n}`, password: 'another-long-password' },
          claim(n),
        ),
      ),
    ).toContain(429);
  }, 600_000);

  test('A33 a link dies with the password of its time, however that was changed', async () => {
    const member = await addMember(waypost, workspaceId, 'agent');
    const elsewhere = await waypost.workspace('Also elsewhere');
    const invite = { email: member.email, name: 'Somebody', role: 'agent' };
    expect((await elsewhere.admin.post('/api/v1/agents', invite)).status).toBe(201);
    const invitation = tokenIn(await mailTo(member.email));
    sink.mails.length = 0;
    await askReset(member.email);
    const reset = tokenIn(await mailTo(member.email));
    expect([await check(reset), await check(invitation, 'invitation')]).toEqual([204, 204]);
    const change = { currentPassword: password, password: 'another-long-password' };
    expect((await member.client.post('/api/v1/sessions/current/password', change)).status).toBe(204);
    expect([await check(reset), await check(invitation, 'invitation')]).toEqual([403, 403]);
    expect((await redeem(reset, 'a-third-long-password')).status).toBe(403);
    expect((await signIn(member.email, 'another-long-password')).status).toBe(201);
    // The same when the password was set by a link.
    sink.mails.length = 0;
    expect((await elsewhere.admin.post('/api/v1/agents', invite)).status).toBe(201);
    const second = tokenIn(await mailTo(member.email));
    sink.mails.length = 0;
    await askReset(member.email);
    expect((await redeem(tokenIn(await mailTo(member.email)))).status).toBe(204);
    expect(await check(second, 'invitation')).toBe(403);
  }, 600_000);

  test('A35 guesses lock out strangers, not the owner’s device, and a link by mail still gets in', async () => {
    const { email } = await addMember(waypost, workspaceId, 'agent');
    const deviceOf = (answer: { headers: Headers }) =>
      answer.headers.getSetCookie().find((one) => one.startsWith('waypost_device='))!;
    const set = deviceOf(await signIn(email, password));
    expect(set).toMatch(/HttpOnly/i);
    expect(set).toMatch(/SameSite=Lax/i);
    expect(set).toMatch(/Secure/i);
    const cookie = set.split(';')[0]!;
    const another = await addMember(waypost, workspaceId, 'agent');
    const ofAnother = deviceOf(await signIn(another.email, password)).split(';')[0]!;
    const guess = async (headers: Record<string, string>, tried = 'wrong-password', address = email) =>
      (await signIn(address, tried, headers)).status;
    for (let n = 0; n < 20; n++) await guess({});
    expect(await guess({}, password)).toBe(429);
    // A changed signature and a device of one's own making are strangers, as is a device of another account.
    const changed = `${cookie.slice(0, -1)}${cookie.endsWith('a') ? 'b' : 'a'}`;
    for (const forged of [
      changed,
      ofAnother,
      `waypost_device=${'A'.repeat(43)}.${'a'.repeat(26)}`,
      'waypost_device=',
      'waypost_device=x',
    ])
      expect(await guess({ cookie: forged }, password)).toBe(429);
    expect(await guess({ cookie }, password)).toBe(201);
    // It has tries of its own, and no more than others.
    const own = [];
    for (let n = 0; n < 11; n++) own.push(await guess({ cookie }));
    expect([own[0], own.at(-1)]).toEqual([401, 429]);
    expect(await guess({ cookie }, password)).toBe(429);
    sink.mails.length = 0;
    await withOwner(waypost, `delete from rate_limits where key like 'sign-in-peer%'`);
    expect((await askReset(email)).status).toBe(202);
    const redeemed = await redeem(tokenIn(await mailTo(email)));
    expect(redeemed.status).toBe(204);
    expect(deviceOf(redeemed)).toBeDefined();
    expect(await guess({}, 'another-long-password')).toBe(201);
  }, 600_000);

  test('A35 a good link is not refused because others behind its peer guessed', async () => {
    const { email } = await addMember(waypost, workspaceId, 'agent');
    await askReset(email);
    const good = tokenIn(await mailTo(email));
    const guesses = [];
    for (let n = 0; n < 20; n++) guesses.push((await redeem('A'.repeat(43))).status);
    expect([guesses[0], guesses.at(-1)]).toEqual([403, 429]);
    expect(await check('A'.repeat(43))).toBe(429);
    expect([await check(good), (await redeem(good)).status]).toEqual([204, 204]);
  }, 600_000);

  test('A40 the names of mail servers and their users are for admins', async () => {
    const id = await create(admin, '/api/v1/channels', {
      type: 'email',
      name: 'Named servers',
      settings: {
        address: 'named@shop.example',
        smtpHost: 'smtp-secret-name.shop.example',
        smtpUser: 'user-secret-name',
        smtpPassword: 'x',
      },
    });
    const seen = async (client: Client) =>
      JSON.stringify([(await client.get('/api/v1/channels')).body, (await client.get(`/api/v1/channels/${id}`)).body]);
    for (const role of ['agent', 'manager'] as const) {
      const { client } = await addMember(waypost, workspaceId, role);
      expect(await seen(client)).toContain('Named servers');
      expect(await seen(client)).not.toContain('secret-name');
    }
    expect(await seen(admin)).toContain('smtp-secret-name.shop.example');
  });

  test('A36 a token is worth nothing after signing out, a new password, a move and being deactivated', async () => {
    const isIn = async (client: Client) =>
      (await client.get('/api/v1/sessions/current')).status === 200 &&
      (await client.get('/api/v1/tickets')).status === 200;
    const out = await addMember(waypost, workspaceId, 'agent');
    expect(await isIn(out.client)).toBe(true);
    expect((await out.client.send('DELETE', '/api/v1/sessions/current')).status).toBe(204);
    expect(await isIn(out.client)).toBe(false);

    const changed = await addMember(waypost, workspaceId, 'agent');
    const other = await waypost.anonymous.signIn(changed.email, password);
    expect(
      (
        await changed.client.post('/api/v1/sessions/current/password', {
          currentPassword: 'not the password',
          password: 'another-long-password',
        })
      ).status,
    ).toBe(403);
    expect(
      (await changed.client.post('/api/v1/sessions/current/password', { password: 'another-long-password' })).status,
    ).toBe(400);
    expect(await isIn(other)).toBe(true);
    expect(
      (
        await changed.client.post('/api/v1/sessions/current/password', {
          currentPassword: password,
          password: 'another-long-password',
        })
      ).status,
    ).toBe(204);
    expect([await isIn(other), await isIn(changed.client)]).toEqual([false, true]);

    const moved = await addMember(waypost, workspaceId, 'agent');
    const after = await moved.client.post<{ token: string }>('/api/v1/sessions/current/workspace', { workspaceId });
    expect([await isIn(moved.client), await isIn(new Client(waypost.url, after.body.token))]).toEqual([false, true]);

    const gone = await addMember(waypost, workspaceId, 'agent');
    expect((await admin.send('PATCH', `/api/v1/agents/${gone.agentId}`, { body: { deactivated: true } })).status).toBe(
      200,
    );
    expect(await isIn(gone.client)).toBe(false);
    expect((await signIn(gone.email, password)).status).toBe(401);

    const expired = await addMember(waypost, workspaceId, 'agent');
    await withOwner(waypost, 'update sessions set expires_at = now() where agent_id = $1', [expired.agentId]);
    expect(await isIn(expired.client)).toBe(false);
  }, 600_000);

  test('A37 a page of another origin changes nothing with a browser’s cookie, and reads nothing', async () => {
    const answer = await signIn(adminEmail, password);
    const cookie = answer.headers.get('set-cookie')!;
    expect(cookie).toMatch(/^waypost_session=[\w-]{43};.*HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).toMatch(/Secure/i);
    const session = { cookie: cookie.split(';')[0]! };
    const before = await snapshotOf(waypost, workspaceId);
    const team = (headers: Record<string, string>, body = '{"name":"forged"}') =>
      fetch(`${waypost.url}/api/v1/teams`, { method: 'POST', body, headers: { ...session, ...headers } });
    const json = 'application/json';
    const forged: Record<string, string>[] = [
      { 'content-type': json, origin: 'https://evil.example' },
      { 'content-type': json },
      { 'content-type': json, origin: 'null' },
      { 'content-type': json, origin: `${publicUrl}.evil.example` },
      { 'content-type': json, origin: 'https://help.shop.example:444' },
      { 'content-type': 'text/plain', origin: 'https://evil.example' },
      { 'content-type': 'text/plain', origin: publicUrl },
      { 'content-type': 'application/x-www-form-urlencoded', origin: publicUrl },
      { 'content-type': 'multipart/form-data; boundary=x', origin: publicUrl },
    ];
    for (const headers of forged)
      expect([headers, [403, 415].includes((await team(headers)).status)]).toEqual([headers, true]);
    for (const method of ['GET', 'OPTIONS', 'POST']) {
      const response = await fetch(`${waypost.url}/api/v1/teams`, {
        method,
        headers: { ...session, origin: 'https://evil.example', 'access-control-request-method': 'POST' },
      });
      expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
    expect(await snapshotOf(waypost, workspaceId)).toEqual(before);
    for (const { path, method } of servedEndpoints())
      if (method === 'GET' && !path.includes('{')) await fetch(waypost.url + path, { headers: session });
    expect(await snapshotOf(waypost, workspaceId)).toEqual(before);
    expect((await team({ 'content-type': json, origin: publicUrl }, '{"name":"ours"}')).status).toBe(201);
  }, 300_000);

  test('A38 nothing is redirected to another origin', async () => {
    const targets = [
      '//evil.example',
      '/\\evil.example',
      'https:evil.example',
      'https://evil.example',
      'javascript:alert(1)',
      '/%5cevil.example',
      '\thttps://evil.example',
    ];
    for (const page of [
      '/',
      '/login',
      '/sign-in',
      '/reset-password',
      '/invitation',
      '/setup',
      '/api/docs',
      '/widget/panel',
    ]) {
      for (const target of targets) {
        for (const name of ['next', 'redirect', 'returnTo', 'url']) {
          const response = await fetch(`${waypost.url}${page}?${name}=${encodeURIComponent(target)}`, {
            redirect: 'manual',
          });
          expect([page, name, response.headers.get('location'), response.headers.get('refresh')]).toEqual([
            page,
            name,
            null,
            null,
          ]);
          await response.arrayBuffer();
        }
      }
    }
    for (const path of ['/%2f%2fevil.example', '/\\evil.example', '//evil.example/%2e%2e', '///evil.example']) {
      const response = await fetch(waypost.url + path, { redirect: 'manual' });
      expect([path, response.headers.get('location')]).toEqual([path, null]);
    }
  });

  test('A39 a mail holds no session, and no token but its reader’s own, where no server sees it', async () => {
    const { email, client } = await addMember(waypost, workspaceId, 'agent');
    await askReset(email);
    const raw = await mailTo(email);
    const token = tokenIn(raw);
    for (const url of raw.match(/https?:\/\/\S+/g) ?? []) expect(url.split('#')[0]).not.toContain(token);
    for (const session of [client.token!, admin.token!]) expect(raw).not.toContain(session);
    const page = await fetch(`${waypost.url}/reset-password`);
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('A40 a secret goes in and never comes out, for no caller and by no way', async () => {
    const secrets = { accessToken: 'CANARY-access', appSecret: 'CANARY-app', verifyToken: 'CANARY-verify' };
    const whatsapp = await create(admin, '/api/v1/channels', {
      type: 'whatsapp',
      name: 'WhatsApp',
      settings: { phoneNumberId: '1', ...secrets },
    });
    await create(admin, '/api/v1/channels', {
      type: 'telegram',
      name: 'Telegram',
      settings: { botToken: 'CANARY-bot', webhookSecret: 'CANARY-hook' },
    });
    await create(admin, '/api/v1/channels', {
      type: 'email',
      name: 'Mail',
      settings: {
        address: 'help@shop.example',
        smtpHost: 'smtp.shop.example',
        smtpUser: 'u',
        smtpPassword: 'CANARY-smtp',
        imapPassword: 'CANARY-imap',
      },
    });
    await create(admin, '/api/v1/channels', {
      type: 'widget',
      name: 'Chat',
      settings: { identitySecret: 'CANARY-identity' },
    });
    const stores = servedEndpoints().some(({ method, path }) => method === 'POST' && path === '/api/v1/stores');
    if (stores)
      await create(admin, '/api/v1/stores', {
        name: 'Store',
        platform: 'shopify',
        domain: 'canary.example',
        webhookSecret: 'CANARY-store',
      });
    const { client: agent } = await addMember(waypost, workspaceId, 'agent');
    const patched = await admin.send('PATCH', `/api/v1/channels/${whatsapp}`, {
      body: { settings: { appSecret: 'CANARY-new' } },
    });
    expect(patched).toMatchObject({
      status: 200,
      body: { settings: { accessToken: true, appSecret: true, verifyToken: true } },
    });
    const seen = [JSON.stringify(patched.body)];
    for (const client of [admin, agent]) {
      for (const { method, path } of servedEndpoints()) {
        if (method === 'GET')
          seen.push(
            JSON.stringify(
              (await client.get(path.replace('{channelId}', whatsapp).replaceAll(/\{\w+\}/g, randomUUID()))).body,
            ),
          );
      }
      seen.push(JSON.stringify((await client.get(`/api/v1/channels/${whatsapp}`)).body));
    }
    seen.push(JSON.stringify((await admin.post(`/api/v1/channels/${whatsapp}/check`)).body));
    expect(seen.join('')).not.toContain('CANARY');
    // Neither in the database, outside of what is sealed, nor in the audit log.
    const rows = await withOwner(
      waypost,
      `select settings::text, secrets from channels union all select data::text, null from audit_entries`,
    );
    expect(JSON.stringify(rows)).not.toContain('CANARY');
    // Another address for the secrets needs them again: an admin who may change one must not get at the other.
    const elsewhere = { apiBaseUrl: 'https://evil.example' };
    for (const settings of [
      elsewhere,
      { ...elsewhere, accessToken: true, appSecret: true, verifyToken: true },
      { ...elsewhere, accessToken: 'guessed' },
    ]) {
      expect((await admin.send('PATCH', `/api/v1/channels/${whatsapp}`, { body: { settings } })).status).toBe(422);
    }
  }, 300_000);

  test('the audit log has what changes on a channel: who, what, from and to; of secrets that they did', async () => {
    const teamId = await create(admin, '/api/v1/teams', { name: 'Audited' });
    const id = await create(admin, '/api/v1/channels', {
      type: 'whatsapp',
      name: 'Number',
      settings: { phoneNumberId: '1', accessToken: 'CANARY-one', appSecret: 'CANARY-two', verifyToken: 'v' },
    });
    const change = async (body: object) =>
      expect((await admin.send('PATCH', `/api/v1/channels/${id}`, { body })).status).toBe(200);
    await change({ name: 'Main number', active: false });
    await change({ teamId });
    await change({ active: true, settings: { phoneNumberId: '2', accessToken: 'CANARY-three' } });
    await change({
      settings: {
        apiBaseUrl: 'https://graph.example',
        accessToken: 'CANARY-three',
        appSecret: 'CANARY-two',
        verifyToken: 'v',
      },
    });
    await change({ name: 'Main number', settings: { phoneNumberId: '2', verifyToken: 'v' } });
    const entries = await withOwner<{ action: string; email: string; data: unknown }>(
      waypost,
      `
      select e.action, a.email, e.data from audit_entries e
      join agents a on a.workspace_id = e.workspace_id and a.id = e.actor_id
      where e.target_id = $1 and e.action <> 'create-channel' order by e.at, e.id`,
      [id],
    );
    expect(entries).toEqual([
      {
        action: 'change-channel',
        email: adminEmail,
        data: {
          changes: { name: { from: 'Number', to: 'Main number' }, active: { from: true, to: false } },
          secrets: [],
        },
      },
      {
        action: 'change-channel',
        email: adminEmail,
        data: { changes: { teamId: { from: null, to: teamId } }, secrets: [] },
      },
      {
        action: 'change-channel',
        email: adminEmail,
        data: {
          changes: { active: { from: false, to: true }, 'settings.phoneNumberId': { from: '1', to: '2' } },
          secrets: ['accessToken'],
        },
      },
      {
        action: 'change-channel-destination',
        email: adminEmail,
        data: {
          changes: { 'settings.apiBaseUrl': { from: expect.any(String), to: 'https://graph.example' } },
          secrets: [],
        },
      },
    ]);
    expect(JSON.stringify(entries)).not.toContain('CANARY');
  });

  describe('A29 A31 in the widget', () => {
    let channelId: string;
    beforeAll(async () => {
      channelId = await create(admin, '/api/v1/channels', {
        type: 'widget',
        name: 'Shop',
        settings: { identitySecret: secret },
      });
    });
    const key = new TextEncoder().encode(secret);
    const sign = (header: Record<string, unknown>, claims: Record<string, unknown>, signWith = key) => {
      const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const text = `${part(header)}.${part(claims)}`;
      return `${text}.${createHmac('sha256', signWith).update(text).digest('base64url')}`;
    };
    const good = { sub: 'vip', email: 'vip@buyer.example', aud: '', exp: 0 };
    const claims = (more: Record<string, unknown> = {}) => ({
      ...good,
      aud: channelId,
      exp: Math.floor(Date.now() / 1000) + 600,
      ...more,
    });

    test('A31 a proof that is unsigned, signed in another way, over, too long-lived or of another is refused', async () => {
      const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
      const unsigned = (alg: string) => `${sign({ alg, typ: 'JWT' }, claims()).split('.').slice(0, 2).join('.')}.`;
      const proofs: Record<string, string> = {
        'alg none': unsigned('none'),
        'alg None': unsigned('None'),
        'alg HS256 without signature': unsigned('HS256'),
        'another key': sign({ alg: 'HS256' }, claims(), new TextEncoder().encode('another')),
        'an empty key': sign({ alg: 'HS256' }, claims(), new Uint8Array()),
        RS256: await new SignJWT(claims()).setProtectedHeader({ alg: 'RS256' }).sign(privateKey),
        'a public key as the secret': sign({ alg: 'HS256' }, claims(), new TextEncoder().encode(pem)),
        'HS512 by name': sign({ alg: 'HS512' }, claims()),
        HS384: await new SignJWT(claims()).setProtectedHeader({ alg: 'HS384' }).sign(key),
        'a key of its own': sign(
          { alg: 'HS256', jwk: { kty: 'oct', k: Buffer.from('x').toString('base64url') } },
          claims(),
          new TextEncoder().encode('x'),
        ),
        'a critical header': sign({ alg: 'HS256', crit: ['exp'] }, claims()),
        expired: sign({ alg: 'HS256' }, claims({ exp: Math.floor(Date.now() / 1000) - 120 })),
        'without end': sign({ alg: 'HS256' }, claims({ exp: undefined })),
        'for a day': sign({ alg: 'HS256' }, claims({ exp: Math.floor(Date.now() / 1000) + 86_400 })),
        'another channel’s': sign({ alg: 'HS256' }, claims({ aud: randomUUID() })),
        'of many channels': sign({ alg: 'HS256' }, claims({ aud: [channelId, 'x'] })),
        'without audience': sign({ alg: 'HS256' }, claims({ aud: undefined })),
        'not yet': sign({ alg: 'HS256' }, claims({ nbf: Math.floor(Date.now() / 1000) + 600 })),
      };
      for (const [name, identity] of Object.entries(proofs)) {
        const { status, body } = await openSession(waypost.url, channelId, { identity });
        expect([name, status, body['token']]).toEqual([name, 401, undefined]);
      }
      const proven = await visit(waypost.url, channelId, { identity: sign({ alg: 'HS256' }, claims()) });
      expect((await proven.send('DELETE', '/sessions/current')).status).toBe(204);
      expect((await proven.get('/tickets')).status).toBe(401);
    });

    test('A29 a visitor stays anonymous by a missing, empty or odd proof, another’s or another channel’s', async () => {
      const vip = await visit(waypost.url, channelId, {
        identity: await proofOf(channelId, secret, { sub: 'vip', email: 'vip@buyer.example', name: 'The VIP' }),
      });
      const { ticketId } = await vip.write('my secret matter');
      const contactOf = async () => {
        const { contact } = (await admin.get<{ contact: { id: string } }>(`/api/v1/tickets/${ticketId}`)).body;
        return JSON.stringify((await admin.get(`/api/v1/contacts/${contact.id}`)).body);
      };
      const before = await contactOf();
      const otherChannel = await create(admin, '/api/v1/channels', {
        type: 'widget',
        name: 'Other',
        settings: { identitySecret: 'another secret' },
      });
      const forOther = await proofOf(otherChannel, 'another secret', {
        sub: 'vip',
        email: 'vip@buyer.example',
        name: 'Evil',
      });
      for (const identity of ['', ' ', null, [], {}, 0, true, ['x'], { sub: 'vip' }, 'vip', 'a.b.c', forOther]) {
        const { status, body } = await openSession(waypost.url, channelId, { identity });
        expect([identity, [400, 401].includes(status), body['token']]).toEqual([identity, true, undefined]);
      }
      const stranger = await visit(waypost.url, channelId);
      const attackers = [
        stranger,
        await visit(waypost.url, otherChannel, { identity: forOther }),
        await visit(waypost.url, channelId, {
          identity: await proofOf(channelId, secret, { sub: 'mallory', email: 'vip@buyer.example', name: 'Evil' }),
        }),
      ];
      // A proof of one person on the session of another takes nothing over.
      const taken = await openSession(
        waypost.url,
        channelId,
        { identity: await proofOf(channelId, secret, { sub: 'mallory2' }) },
        vip.visitorToken,
      );
      attackers.push(new TestVisitor(waypost.url, String(taken.body['token'])));
      for (const attacker of attackers) {
        expect((await attacker.get<{ items: unknown[] }>('/tickets')).body.items).toEqual([]);
        expect((await attacker.get(`/tickets/${ticketId}/messages`)).status).toBe(404);
      }
      expect(await contactOf()).toBe(before);
    });

    test('A30 an address that a visitor types merges nothing, shows nothing and verifies nothing', async () => {
      const vip = await visit(waypost.url, channelId, {
        identity: await proofOf(channelId, secret, { sub: 'rich', email: 'rich@buyer.example', name: 'Rich' }),
      });
      const { ticketId } = await vip.write('my secret matter');
      const attacker = await visit(waypost.url, channelId);
      const own = await attacker.write('I am Rich');
      expect((await attacker.post('/email', { email: 'rich@buyer.example', name: 'Rich' })).status).toBe(204);
      await attacker.write('give me my history');
      expect((await attacker.get<{ items: { id: string }[] }>('/tickets')).body.items.map(({ id }) => id)).toEqual([
        own.ticketId,
      ]);
      const [mine, theirs] = await Promise.all(
        [ticketId, own.ticketId].map(
          async (id) =>
            (await admin.get<{ contact: { id: string; verified: boolean } }>(`/api/v1/tickets/${id}`)).body.contact,
        ),
      );
      expect(theirs!.id).not.toBe(mine!.id);
      expect([mine!.verified, theirs!.verified]).toEqual([true, false]);
    });
  });
});
