import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { simpleParser } from 'mailparser';
import pg from 'pg';
import { Storage, StorageUnavailable, WorkerTimers } from '#libs/platform';
import type { Client } from '../support/client.js';
import { deliveryReport } from '../support/mail/delivery-report.js';
import { postMail } from '../support/mail/post-mail.js';
import { writeMail } from '../support/mail/write-mail.js';
import { SmtpSink, answer as smtpAnswer } from '../support/mail/smtp-sink.js';
import { until } from '../support/until.js';
import { TestVisitor, openSession, proofOf, visit } from '../support/visitor.js';
import { holdWhere } from '../support/hold-where.js';
import { withOwner } from '../support/with-owner.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { isLong } from '../support/long.js';

describe('an answer that stays unread in the widget', () => {
  let waypost: TestWaypost;
  let sink: SmtpSink;
  let admin: Client;
  let channelId: string;
  let refuse: Error | undefined;
  beforeAll(async () => {
    sink = await SmtpSink.open({ onMail: () => refuse });
    waypost = await startWaypost();
    ({ admin } = await waypost.workspace());
    const store = { name: 'Havn & Holm', timeZone: 'Europe/Copenhagen' };
    const storeId = (await admin.post<{ id: string }>('/api/v1/stores', store)).body.id;
    channelId = (
      await admin.post<{ id: string }>('/api/v1/channels', {
        type: 'widget',
        name: 'Chat on the landing page (A/B)',
        storeId,
        settings: { identitySecret: 's' },
      })
    ).body.id;
    await admin.post('/api/v1/channels', {
      type: 'email',
      name: 'Support',
      settings: { address: 'support@havn.example', smtpHost: '127.0.0.1', smtpPort: sink.port },
    });
  });
  afterAll(async () => {
    await waypost?.close();
    await sink?.close();
  });

  const answer = async (ticketId: string, text: string, more = {}) =>
    (await admin.post<{ id: string }>(`/api/v1/tickets/${ticketId}/messages`, { text, visibility: 'public', ...more }))
      .body.id;
  /** Two minutes later: waited for, or the time-out shortened. */
  async function twoMinutesLater(ticketId: string) {
    await until(
      'the wait to begin',
      async () => (await withOwner(waypost, 'select 1 from unread_answers where ticket_id = $1', [ticketId])).length,
    );
    if (isLong) await pause(121_000);
    else
      await withOwner(
        waypost,
        `with answers as (update unread_answers set due_at = due_at - interval '2 minutes' where ticket_id = $1)
         update dispatches set due_at = due_at - interval '2 minutes'
           where ticket_id = $1 and owner = 'unread-answers' and due_at <> 'infinity'`,
        [ticketId],
      );
    await waypost.worker.get(WorkerTimers).runNow('send-dispatches');
  }
  const mailsTo = (address: string) => sink.mails.filter(({ to }) => to.includes(address));
  const stateOf = async (ticketId: string) =>
    (
      await withOwner<{ state: string }>(
        waypost,
        'select state from unread_answers where ticket_id = $1 order by seq',
        [ticketId],
      )
    ).map(({ state }) => state);
  const history = async (ticketId: string) =>
    (
      await admin.get<{ items: { type: string; data: Record<string, unknown> }[] }>(
        `/api/v1/tickets/${ticketId}/events`,
      )
    ).body.items.filter(({ type }) => type === 'answer-not-mailed');
  async function writeWithEmail(
    email: string,
    text = 'SECRET QUESTION',
  ): Promise<{ visitor: TestVisitor; ticketId: string }> {
    const visitor = await visit(waypost.url, channelId, { locale: 'de' });
    const { ticketId } = await visitor.write(text);
    await visitor.post('/email', { email });
    return { visitor, ticketId };
  }

  it('goes to the typed address once, without what was said before, and the reply lands in the ticket', async () => {
    const { ticketId } = await writeWithEmail('anna@buyer.example');
    await answer(ticketId, 'First answer');
    await answer(ticketId, 'Second answer');
    await answer(ticketId, 'a secret note', { visibility: 'internal' });
    await until('both to wait', async () => (await stateOf(ticketId)).length === 2);
    await twoMinutesLater(ticketId);
    const [mail] = await until('the mail', () =>
      mailsTo('anna@buyer.example').length ? mailsTo('anna@buyer.example') : null,
    );
    const parsed = await simpleParser(mail!.raw);
    expect(parsed.subject).toBe('Havn & Holm hat auf Ihren Chat geantwortet');
    expect(parsed.text).toMatch(/First answer\s+Second answer/);
    expect(mail!.raw + parsed.text).not.toMatch(/SECRET|secret note|landing page/i);
    await until('it to be noted', async () => (await stateOf(ticketId)).every((state) => state === 'mailed'));
    await waypost.worker.get(WorkerTimers).runNow('send-dispatches');
    await pause(500);
    expect(mailsTo('anna@buyer.example')).toHaveLength(1);

    const replyTo = parsed.replyTo!.value[0]!.address!;
    const smtp = createTransport({ host: '127.0.0.1', port: waypost.config.smtpPort, secure: false, ignoreTLS: true });
    await smtp.sendMail({
      from: 'anna@buyer.example',
      to: replyTo,
      subject: `Re: ${parsed.subject}`,
      text: 'Thank you, that helps',
      inReplyTo: parsed.messageId,
    });
    smtp.close();
    const { body } = await admin.get<{ items: { text: string; flags: string[]; channelType: string }[] }>(
      `/api/v1/tickets/${ticketId}/messages`,
    );
    expect(body.items.at(-1)).toMatchObject({ text: 'Thank you, that helps', channelType: 'email' });
    expect(body.items.at(-1)!.flags).not.toContain('not-a-participant');
    const { body: events } = await admin.get<{ items: { type: string }[] }>(`/api/v1/tickets/${ticketId}/events`);
    expect(events.items.map(({ type }) => type)).toContain('answer-mailed');
  }, 300_000);

  it('opens from its mail, after a press, what was mailed to its reader and what they write back, no more', async () => {
    const { visitor, ticketId } = await writeWithEmail('reader-of-mail@buyer.example');
    await answer(ticketId, 'First answer');
    await twoMinutesLater(ticketId);
    const [mail] = await until('the mail', () =>
      mailsTo('reader-of-mail@buyer.example').length ? mailsTo('reader-of-mail@buyer.example') : null,
    );
    await until('it to be noted', async () => (await stateOf(ticketId)).join() === 'mailed');
    await visitor.write('SECRET: said after it');
    await answer(ticketId, 'SECRET: read in the chat');
    const { text } = await simpleParser(mail!.raw);
    const [, page, link] = /(http\S+)#answers=(\S+)/.exec(text!)!;
    const press = (secret: string) =>
      waypost.anonymous.post<{ token: string }>('/api/v1/visitor/sessions/mailed', { channelId, link: secret });
    expect((await fetch(page!)).status).toBe(200);
    expect(await withOwner(waypost, 'select 1 from visitor_sessions where answer_hash is not null')).toEqual([]);
    const reader = new TestVisitor(waypost.url, (await press(link!)).body.token);

    const read = async (from: TestVisitor) =>
      (await from.get<{ items: { text: string }[] }>(`/tickets/${ticketId}/messages`)).body.items.map(
        (each) => each.text,
      );
    expect((await reader.get<{ items: unknown[] }>('/tickets')).body.items).toMatchObject([
      { id: ticketId, unread: 0, preview: { text: 'First answer' } },
    ]);
    expect(await read(reader)).toEqual(['First answer']);
    expect((await reader.get(`/tickets/${ticketId}/changes?after=0`)).body).toMatchObject({
      messages: [{ text: 'First answer' }],
      more: false,
    });
    const { ticketId: foreign } = await (await visit(waypost.url, channelId)).write('another shopper');
    expect((await reader.get(`/tickets/${foreign}/messages`)).status).toBe(404);
    await reader.post(`/tickets/${ticketId}/read`, { seq: 4 });
    expect((await visitor.get<{ items: { unread: number }[] }>('/tickets')).body.items[0]!.unread).toBe(2);
    expect((await reader.post('/email', { email: 'other@buyer.example' })).status).toBe(403);
    const ticket = 'A'.repeat(43);
    expect((await reader.post('/resume-tickets', { origin: 'https://shop.example', ticket })).status).toBe(403);
    expect((await openSession(waypost.url, channelId, {}, reader.visitorToken)).status).toBe(403);

    await reader.write('Thank you, from my browser');
    expect(await read(reader)).toEqual(['First answer', 'Thank you, from my browser']);
    expect((await read(visitor)).join()).not.toContain('from my browser');
    const { body } = await admin.get<{ items: { text: string; flags: string[]; channelType: string }[] }>(
      `/api/v1/tickets/${ticketId}/messages`,
    );
    expect(body.items.at(-1)).toMatchObject({ text: 'Thank you, from my browser', channelType: 'email' });
    expect(body.items.at(-1)!.flags).not.toContain('not-a-participant');

    await withOwner(
      waypost,
      `update tickets set status = 'closed', resolved_at = now(), closed_at = now() where id = $1`,
      [ticketId],
    );
    const { ticketId: next } = await reader.write('One thing more');
    expect(next).not.toBe(ticketId);
    expect((await reader.get<{ items: unknown[] }>('/tickets')).body.items).toMatchObject([{ id: next }]);

    expect((await press('A'.repeat(43))).status).toBe(401);
    await withOwner(waypost, `update visitor_answer_links set expires_at = now()`);
    expect((await press(link!)).status).toBe(401);
    expect((await reader.get('/tickets')).status).toBe(401);
  }, 300_000);

  it('and whose address is answered by its owner has two people: each reads only what is said to them', async () => {
    const { visitor, ticketId } = await writeWithEmail('owner@buyer.example', 'VISITORS WORDS');
    await answer(ticketId, 'To the visitor');
    await twoMinutesLater(ticketId);
    await until('the mail', () => mailsTo('owner@buyer.example').length);
    await until('it to be noted', async () => (await stateOf(ticketId)).join() === 'mailed');
    const said = await simpleParser(mailsTo('owner@buyer.example')[0]!.raw);
    const byMail = (text: string) =>
      postMail(
        waypost.config.smtpPort,
        writeMail(
          {
            From: 'Olga Owner <owner@buyer.example>',
            'In-Reply-To': said.messageId!,
            'Message-ID': `<${randomUUID()}@buyer.example>`,
          },
          text,
        ),
        said.replyTo!.value[0]!.address!,
        'owner@buyer.example',
      );
    await byMail('OWNERS WORDS');
    type Listed = { items: { id: string; text: string; flags: string[]; channelType: string }[] };
    const messages = async () => (await admin.get<Listed>(`/api/v1/tickets/${ticketId}/messages`)).body.items;
    const theirs = (await messages()).at(-1)!;
    expect(theirs).toMatchObject({
      text: 'OWNERS WORDS',
      flags: expect.arrayContaining(['another-person']) as string[],
    });

    // The agent says whom each answer reaches.
    await answer(ticketId, 'Only for the owner', { answerTo: theirs.id });
    await answer(ticketId, 'Only for the visitor');
    await until('the owner’s mail', () => mailsTo('owner@buyer.example').length === 2);
    await twoMinutesLater(ticketId);
    await pause(500);
    const mailed = await Promise.all(mailsTo('owner@buyer.example').map(({ raw }) => simpleParser(raw)));
    expect(mailed.map(({ text }) => text).join()).toContain('Only for the owner');
    expect(JSON.stringify(mailed)).not.toMatch(/Only for the visitor|VISITORS WORDS/);
    const shown = JSON.stringify([
      (await visitor.get(`/tickets/${ticketId}/messages`)).body,
      (await visitor.get(`/tickets/${ticketId}/changes?after=0`)).body,
      (await visitor.get('/tickets')).body,
    ]);
    expect(shown).toContain('Only for the visitor');
    expect(shown).not.toMatch(/OWNERS WORDS|Only for the owner|Olga/);
    const stranger = await admin.post(`/api/v1/tickets/${ticketId}/messages`, {
      text: 'x',
      visibility: 'public',
      answerTo: randomUUID(),
    });
    expect(stranger.status).toBe(400);

    // Once the shop vouches for it they are one person.
    const identity = await proofOf(channelId, 's', { sub: 'olga', email: 'owner@buyer.example' });
    await visit(waypost.url, channelId, { identity }, visitor.visitorToken);
    expect((await messages()).filter(({ flags }) => flags.includes('another-person'))).toEqual([]);
    await byMail('MORE OF MINE');
    expect((await messages()).at(-1)).toMatchObject({ text: 'MORE OF MINE' });
    expect((await messages()).at(-1)!.flags).not.toContain('another-person');
    await until(
      'what waited for the visitor to be mailed',
      async () => {
        await twoMinutesLater(ticketId);
        return JSON.stringify(mailsTo('owner@buyer.example').map(({ raw }) => raw)).includes('Only for the visitor');
      },
      isLong ? 600_000 : 10_000,
    );
  }, 1_200_000);

  it('does not go when it was read in time', async () => {
    const { visitor, ticketId } = await writeWithEmail('reader@buyer.example');
    await answer(ticketId, 'hello');
    await until('the wait', async () => (await stateOf(ticketId)).length);
    await visitor.post(`/tickets/${ticketId}/read`, { seq: 2 });
    await twoMinutesLater(ticketId);
    await pause(800);
    expect(await stateOf(ticketId)).toEqual(['settled']);
    expect(mailsTo('reader@buyer.example')).toEqual([]);
  }, 300_000);

  it('is read without getting in the way of who mails it: the ticket is locked first', async () => {
    const { visitor, ticketId } = await writeWithEmail('crossing@buyer.example');
    // Later marks change a row that is there; only the first one's foreign key would wait for the ticket.
    await visitor.post(`/tickets/${ticketId}/read`, { seq: 1 });
    await answer(ticketId, 'hello');
    await until('the wait', async () => (await stateOf(ticketId)).length);
    const mailer = new pg.Client({ connectionString: waypost.database.ownerUrl });
    await mailer.connect();
    await mailer.query('begin');
    await mailer.query('select 1 from tickets where id = $1 for update', [ticketId]);
    const reading = visitor.post(`/tickets/${ticketId}/read`, { seq: 2 });
    await until(
      'the reader to wait for the ticket',
      async () => (await withOwner(waypost, 'select 1 from pg_locks where not granted')).length,
    );
    await mailer.query('select 1 from unread_answers where ticket_id = $1 for update nowait', [ticketId]);
    await mailer.query('commit');
    await mailer.end();
    expect((await reading).status).toBeLessThan(300);
    expect(await stateOf(ticketId)).toEqual(['settled']);
    const { body } = await admin.get<{ items: { deliveryStatus: string | null }[] }>(
      `/api/v1/tickets/${ticketId}/messages`,
    );
    expect(body.items.at(-1)!.deliveryStatus).toBe('read');
  });

  it('waits for an address that is typed later', async () => {
    const visitor = await visit(waypost.url, channelId);
    const { ticketId } = await visitor.write('hello');
    await answer(ticketId, 'an answer');
    await twoMinutesLater(ticketId);
    await until(
      'it to wait for an address',
      async () =>
        (
          await withOwner(
            waypost,
            `select 1 from dispatches where ticket_id = $1 and owner = 'unread-answers' and due_at = 'infinity'`,
            [ticketId],
          )
        ).length,
    );
    await visitor.post('/email', { email: 'late@buyer.example' });
    await twoMinutesLater(ticketId);
    await until('the mail', () => mailsTo('late@buyer.example').length);
  }, 300_000);

  it('goes to an address that is typed just while the answer is put by for want of one', async () => {
    const visitor = await visit(waypost.url, channelId);
    const { ticketId } = await visitor.write('hello');
    await answer(ticketId, 'an answer');
    const hold = await holdWhere(
      waypost,
      'update on dispatches',
      `new.owner = 'unread-answers' and new.due_at = 'infinity'`,
    );
    await twoMinutesLater(ticketId);
    await until('it to be put by', () => hold.waiting());
    const typed = visitor.post('/email', { email: 'just-now@buyer.example' });
    await until(
      'the address to be stored, or to wait its turn',
      async () =>
        (await hold.waiting('lock')) ||
        (await withOwner(waypost, `select 1 from contact_claims where value = 'just-now@buyer.example'`)).length,
    );
    await hold.end();
    expect((await typed).status).toBeLessThan(300);
    await until('the mail', async () => {
      await twoMinutesLater(ticketId);
      return mailsTo('just-now@buyer.example').length;
    });
  }, 300_000);

  it('whose mail comes back is in the history as not mailed, once, also with a report before our own note', async () => {
    const bounce = async (address: string) =>
      postMail(
        waypost.config.smtpPort,
        deliveryReport((await simpleParser(mailsTo(address)[0]!.raw)).messageId!),
        'support@havn.example',
        '',
      );
    const { ticketId } = await writeWithEmail('gone@buyer.example');
    await answer(ticketId, 'hello?');
    await answer(ticketId, 'still there?');
    await twoMinutesLater(ticketId);
    await until('it to be mailed', async () => (await stateOf(ticketId)).every((state) => state === 'mailed'));
    for (let n = 0; n < 2; n++) await bounce('gone@buyer.example');
    expect(await stateOf(ticketId)).toEqual(['failed', 'failed']);
    expect(await history(ticketId)).toMatchObject([
      {
        data: {
          state: 'bounced',
          why: expect.stringContaining('no such user') as string,
          messageIds: [expect.any(String), expect.any(String)],
        },
      },
    ]);

    const other = await writeWithEmail('fast@buyer.example');
    await answer(other.ticketId, 'hello?');
    const hold = await holdWhere(waypost, 'update on unread_answers', `old.state = 'sending' and new.state = 'mailed'`);
    await twoMinutesLater(other.ticketId);
    await until('it to be noted', () => hold.waiting());
    const reported = bounce('fast@buyer.example');
    await until(
      'the report to be stored, or to wait its turn',
      async () => (await hold.waiting('lock')) || (await withOwner(waypost, 'select 1 from early_updates')).length,
    );
    await hold.end();
    await reported;
    await until('both to be known', async () => (await stateOf(other.ticketId)).join() === 'failed');
    expect(await history(other.ticketId)).toHaveLength(1);
  }, 300_000);

  it('that cannot be put into a mail is tried ever less often and given up after a day, as history says', async () => {
    const storage = waypost.worker.get(Storage);
    const get = storage.get.bind(storage);
    storage.get = () => Promise.reject(new StorageUnavailable('answered 503 to GET'));
    const upload = await fetch(`${waypost.url}/api/v1/attachments`, {
      method: 'POST',
      body: 'bytes',
      headers: { authorization: `Bearer ${admin.token}`, 'content-type': 'text/plain', 'x-file-name': 'a.txt' },
    });
    const { ticketId } = await writeWithEmail('storage@buyer.example');
    await answer(ticketId, 'hello?', { attachmentIds: [((await upload.json()) as { id: string }).id] });
    const failedFor = async (minutes: number) => {
      await withOwner(
        waypost,
        `with answers as (update unread_answers set unwritten_since = now() - make_interval(mins => $2)
           where ticket_id = $1)
         update dispatches set due_at = now() where ticket_id = $1 and owner = 'unread-answers'`,
        [ticketId, minutes],
      );
      await waypost.worker.get(WorkerTimers).runNow('send-dispatches');
    };
    const puts = async (wait: number) =>
      (
        await withOwner(
          waypost,
          `select 1 from unread_answers u join dispatches d using (ticket_id)
           where ticket_id = $1 and u.state = 'waiting' and d.owner = 'unread-answers' and d.tries = 0
             and abs(extract(epoch from d.due_at - now()) / 60 - $2) < 0.5`,
          [ticketId, wait],
        )
      ).length;
    await twoMinutesLater(ticketId);
    await until('the first wait', () => puts(1));
    for (const [minutes, wait] of [
      [1, 2],
      [3, 4],
      [300, 60],
    ]) {
      await failedFor(minutes!);
      await until(`a wait of ${wait} min`, () => puts(wait!));
    }
    expect(await history(ticketId)).toEqual([]);
    await failedFor(24 * 60 + 1);
    await until('it to be given up', async () => (await stateOf(ticketId)).join() === 'failed');
    expect(await history(ticketId)).toMatchObject([
      { data: { state: 'failed', why: 'The storage answered 503 to GET' } },
    ]);
    storage.get = get;
  }, 300_000);

  it('that the server puts off is mailed later, under the same id', async () => {
    const { ticketId } = await writeWithEmail('put-off@buyer.example');
    await answer(ticketId, 'hello?');
    refuse = smtpAnswer(451, 'try later');
    await twoMinutesLater(ticketId);
    await until('the server to put it off', () => mailsTo('put-off@buyer.example').length);
    refuse = undefined;
    await until('it to be mailed', async () => (await stateOf(ticketId)).join() === 'mailed', 30_000);
    const mails = await Promise.all(mailsTo('put-off@buyer.example').map(({ raw }) => simpleParser(raw)));
    expect(mails.length).toBeGreaterThan(1);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
  }, 300_000);

  it('goes to the address that the shop vouches for', async () => {
    const visitor = await visit(waypost.url, channelId, {
      identity: await proofOf(channelId, 's', { sub: 'vera', email: 'vera@buyer.example' }),
    });
    const { ticketId } = await visitor.write('hello');
    await visitor.post('/email', { email: 'other@buyer.example' });
    await answer(ticketId, 'an answer');
    await twoMinutesLater(ticketId);
    await until('the mail', () => mailsTo('vera@buyer.example').length);
    expect(mailsTo('other@buyer.example')).toEqual([]);
  }, 300_000);

  it('cannot be used to fill another’s mailbox', async () => {
    const tickets = await Promise.all(
      Array.from({ length: 8 }, () => writeWithEmail('victim@buyer.example', 'BUY MY STUFF')),
    );
    for (const { ticketId } of tickets) {
      await answer(ticketId, 'hello');
      await twoMinutesLater(ticketId);
      await until(
        'it to be decided',
        async () =>
          (
            await withOwner(
              waypost,
              `select 1 from unread_answers u join dispatches d using (ticket_id)
               where ticket_id = $1 and d.owner = 'unread-answers'
                 and (u.state = 'mailed' or d.due_at > now() + interval '30 minutes')`,
              [ticketId],
            )
          ).length,
      );
    }
    expect(mailsTo('victim@buyer.example')).toHaveLength(3);
    expect(JSON.stringify(mailsTo('victim@buyer.example'))).not.toContain('BUY MY STUFF');
  }, 1_200_000);
});
