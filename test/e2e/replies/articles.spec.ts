import type { Article, Message, Ticket, VisitorArticle } from '#libs/contracts';
import type { Client } from '../../support/client.js';
import { postMail } from '../../support/mail/post-mail.js';
import { SmtpSink } from '../../support/mail/smtp-sink.js';
import { writeMail } from '../../support/mail/write-mail.js';
import { until } from '../../support/until.js';
import { type TestVisitor, visit } from '../../support/visitor.js';
import { type TestWaypost, startWaypost } from '../../support/waypost.js';
import { withOwner } from '../../support/with-owner.js';

type Items<T> = { items: T[] };
const question = 'How long does shipping take?';
let mails = 0;

describe('articles', () => {
  let waypost: TestWaypost;
  let sink: SmtpSink;
  let admin: Client;
  let channelId: string;
  beforeAll(async () => {
    sink = await SmtpSink.open();
    waypost = await startWaypost({ env: { SMTP_URL: `smtp://127.0.0.1:${sink.port}` } });
    ({ admin } = await waypost.workspace());
    channelId = (await admin.post<{ id: string }>('/api/v1/channels', { type: 'widget', name: 'Chat' })).body.id;
    await admin.post('/api/v1/channels', {
      type: 'email',
      name: 'Mail',
      settings: { address: 'support@shop.example' },
    });
    await write(
      'en',
      question,
      ['delivery time', 'when will my parcel arrive'],
      'Two to five working days within Europe. <img src="https://evil.example/x.png">',
    );
    await write('en', 'How much does shipping cost?', ['shipping fees'], 'It is free above 50 euros.');
    await write('de', 'Wie lange dauert die Lieferung?', ['Lieferzeit'], 'Zwei bis fünf Werktage.');
    await write('en', 'Secret draft about shipping insurance', [], 'CANARY-DRAFT', false);
  });
  afterAll(async () => {
    await waypost?.close();
    await sink?.close();
  });

  const write = (locale: string, title: string, questions: string[], body: string, published = true) =>
    admin.post<Article>('/api/v1/articles', { locale, title, questions, body, published });
  const messagesOf = async (ticketId: string) =>
    (await admin.get<Items<Message>>(`/api/v1/tickets/${ticketId}/messages`)).body.items;
  const automatic = async (ticketId: string) =>
    (await messagesOf(ticketId)).filter(({ author }) => author.kind === 'assistant');
  const newVisitor = (): Promise<TestVisitor> => visit(waypost.url, channelId);
  const mail = (fields: Record<string, string>, body = question) =>
    postMail(
      waypost.config.smtpPort,
      writeMail({ 'Message-ID': `<faq-${++mails}@buyer.example>`, ...fields }, body),
      'support@shop.example',
    );
  const ticketAbout = (subject: string) =>
    until(`the ticket ${subject}`, async () =>
      (await admin.get<Items<Ticket>>('/api/v1/tickets?limit=100')).body.items.find(
        (ticket) => ticket.subject === subject,
      ),
    );
  /** Everything that had been said before has been worked off once this is answered. */
  const settle = async () => {
    const { ticketId } = await (await newVisitor()).write(question);
    await until('a later question is answered', async () => (await automatic(ticketId)).length > 0);
    await until('no event is left', async () => (await withOwner(waypost, 'select from outbox_events')).length === 0);
  };

  it('answer a question at once where it was asked, with a way to a person, and once a ticket', async () => {
    const visitor = await newVisitor();
    const { ticketId } = await visitor.write(question);
    const [answer] = await until('the answer', async () =>
      (await automatic(ticketId)).length ? automatic(ticketId) : null,
    );
    expect(answer).toMatchObject({
      direction: 'outbound',
      automatic: { kind: 'article', title: question },
      deliveryStatus: 'sent',
      locale: 'en',
    });
    expect(answer!.text).toMatch(/^Two to five working days[^]*talk to a person/);
    expect(answer!.html).toBeNull();
    expect((await admin.get<Ticket>(`/api/v1/tickets/${ticketId}`)).body.status).toBe('open');
    await visitor.write('How much does shipping cost?');
    await settle();
    expect(await automatic(ticketId)).toHaveLength(1);
  });

  it('answer in the customer’s language', async () => {
    const { ticketId } = await (await newVisitor()).write('Guten Tag, wie lange dauert die Lieferung bitte?');
    const [answer] = await until('the answer', async () =>
      (await automatic(ticketId)).length ? automatic(ticketId) : null,
    );
    expect(answer!.text).toMatch(/^Zwei bis fünf Werktage[^]*mit einem Menschen/);
  });

  it('leave alone what they do not answer, and what a person has taken up', async () => {
    const visitor = await newVisitor();
    const { ticketId } = await visitor.write('My cup arrived in pieces and I am sad');
    await admin.post(`/api/v1/tickets/${ticketId}/messages`, { text: 'So sorry!', visibility: 'public' });
    await visitor.write(question);
    await settle();
    expect(await automatic(ticketId)).toEqual([]);
  });

  it('answer a mail once a day and sender, marked as automatic', async () => {
    await mail({ Subject: 'First', From: 'ann@buyer.example' });
    const sent = await until(
      'the answer by mail',
      () => sink.mails.find(({ raw }) => raw.includes('Two to five')),
      15_000,
    );
    expect(sent.to).toEqual(['ann@buyer.example']);
    expect(sent.raw).toMatch(/^Auto-Submitted: auto-replied/im);
    await mail({ Subject: 'Second', From: 'ann@buyer.example' });
    const second = await ticketAbout('Second');
    await settle();
    expect(await automatic(second.id)).toEqual([]);
  });

  it.each([
    ['Auto-Submitted', 'auto-generated'],
    ['Auto-Submitted', 'auto-replied'],
    ['Precedence', 'bulk'],
    ['Precedence', 'list'],
    ['Precedence', 'junk'],
    ['Precedence', 'auto_reply'],
    ['List-Id', '<x.list.example>'],
    ['X-Auto-Response-Suppress', 'All'],
    ['X-Autoreply', 'yes'],
    ['X-Autorespond', 'yes'],
    ['X-Autoresponder', 'yes'],
    ['X-Loop', 'x'],
    ['Return-Path', '<>'],
    ['From', 'mailer-daemon@buyer.example'],
    ['From', 'noreply@buyer.example'],
  ])('never answer a mail with %s: %s', async (name, value) => {
    const subject = `Loop ${name} ${value}`;
    await mail({ Subject: subject, From: `loop${mails}@buyer.example`, [name]: value });
    const ticket = await ticketAbout(subject);
    await settle();
    expect(await automatic(ticket.id)).toEqual([]);
  });

  it.each([
    ['is quoted', `Re: ${question} a`, `Thanks, that is all.\n\n> ${question}\nI mean that.\n> Anything else?`],
    ['is the subject of an answer', `Re: ${question}`, 'Thanks, that is all.'],
    ['is forwarded', 'Fwd: look', `---------- Forwarded message ---------\nFrom: x\n\n${question}`],
  ])('never answer a question that %s', async (_, subject, body) => {
    await mail({ Subject: subject, From: `old${mails}@buyer.example` }, body);
    const ticket = await ticketAbout(subject);
    await settle();
    expect(await automatic(ticket.id)).toEqual([]);
  });

  it('answer a mail that says Auto-Submitted: no', async () => {
    await mail({ Subject: 'By hand', From: 'hand@buyer.example', 'Auto-Submitted': 'no' });
    const ticket = await ticketAbout('By hand');
    await until('the answer', async () => (await automatic(ticket.id)).length === 1);
  });

  it('answer a responder without any header once, however often it writes', async () => {
    const before = sink.mails.filter(({ to }) => to.includes('away@buyer.example')).length;
    for (let round = 0; round < 12; round++) await mail({ Subject: `Away ${round}`, From: 'away@buyer.example' });
    await settle();
    expect(sink.mails.filter(({ to }) => to.includes('away@buyer.example')).length - before).toBeLessThanOrEqual(1);
  });

  it('are found by visitors of a shop page: published ones, as text', async () => {
    const search = async (q: string, locale = 'en') =>
      (
        await waypost.anonymous.get<Items<VisitorArticle>>(
          `/api/v1/visitor/articles?channelId=${channelId}&q=${encodeURIComponent(q)}&locale=${locale}`,
        )
      ).body.items;
    expect((await search('shippi'))[0]!.title).toContain('shipping');
    expect((await search('Lieferzeit', 'de')).map(({ locale }) => locale)).toEqual(['de']);
    expect((await search('')).map(({ title }) => title)).toContain(question);
    expect(
      JSON.stringify([await search('insurance'), await search('CANARY-DRAFT'), await search('', 'de')]),
    ).not.toContain('CANARY');
    expect(Object.keys((await search(''))[0]!).sort()).toEqual(['id', 'locale', 'text', 'title']);
    expect((await waypost.anonymous.get(`/api/v1/visitor/articles?channelId=${crypto.randomUUID()}`)).status).toBe(404);
  });

  it('are found by visitors once each: in their language, and of two with one title the shop’s own', async () => {
    const { admin: owner } = await waypost.workspace();
    const store = { name: 'Souk', timeZone: 'Europe/Copenhagen' };
    const storeId = (await owner.post<{ id: string }>('/api/v1/stores', store)).body.id;
    const widget = { type: 'widget', name: 'Chat', storeId };
    const souk = (await owner.post<{ id: string }>('/api/v1/channels', widget)).body.id;
    const write = (title: string, more: object = {}) =>
      owner.post('/api/v1/articles', { locale: 'en', title, questions: [], body: title, published: true, ...more });
    await write('Parcels by Postnord');
    await write('parcels by postnord ', { storeId, body: 'Only from the Souk' });
    await write('Pakete mit Postnord', { locale: 'de' });
    const found = async (q: string, locale: string) =>
      (
        await waypost.anonymous.get<Items<VisitorArticle>>(
          `/api/v1/visitor/articles?channelId=${souk}&q=${q}&locale=${locale}`,
        )
      ).body.items.map(({ text }) => text);
    expect(await found('Postnord', 'en')).toEqual(['Only from the Souk']);
    expect(await found('', 'en')).toEqual(['Only from the Souk']);
    expect(await found('Postnord', 'de')).toEqual(['Pakete mit Postnord']);
    expect(await found('Postnord', 'fr')).toHaveLength(1);
  });

  it('are listed, found, changed and withdrawn', async () => {
    expect((await admin.get<Items<Article>>('/api/v1/articles?locale=de')).body.items).toHaveLength(1);
    expect(
      (await admin.get<Items<Article>>('/api/v1/articles?published=false')).body.items.map(({ body }) => body),
    ).toEqual(['CANARY-DRAFT']);
    expect((await admin.get<Items<Article>>('/api/v1/articles/search?q=delivery%20time')).body.items[0]!.title).toBe(
      question,
    );
    const { id } = (await write('en', 'Gift wrapping', ['gift'], 'Yes, on request.')).body;
    expect((await admin.get<Items<Article>>('/api/v1/articles/search?q=gift')).body.items).toHaveLength(1);
    await admin.send('PATCH', `/api/v1/articles/${id}`, { body: { published: false } });
    expect((await admin.get<Items<Article>>('/api/v1/articles/search?q=gift')).body.items).toEqual([]);
    expect((await admin.send('DELETE', `/api/v1/articles/${id}`)).status).toBe(204);
    expect((await admin.get(`/api/v1/articles/${id}`)).status).toBe(404);
  });
});
