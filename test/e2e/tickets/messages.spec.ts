import type pg from 'pg';
import type { Channel, Message } from '#libs/contracts';
import { statusOf } from '../../../apps/playground/server/graph-api/index.js';
import { changedBetween, conflict } from '../../support/scenario/expectations.js';
import { type Scenario, scenarios } from '../../support/scenario.js';
import type { TestAgent } from '../../support/scenario/test-agent.js';
import { until } from '../../support/until.js';

const scenario = scenarios();
const waiting = ['pending', 'snoozed', 'resolved'] as const;
const someTime = expect.any(String) as string;
const typesOf = ({ events }: { events: { type: string }[] }) => events.map(({ type }) => type);
/** What a message must leave as it was. */
const standing = ({ status, snoozedUntil, resolvedAt }: Scenario['ticket']) => ({ status, snoozedUntil, resolvedAt });
const stale = { status: 409, body: { type: 'urn:waypost:problem:stale' } };

/** An answer that its author can still take back. */
const undoable = (author: TestAgent, ticket: Scenario['ticket'], more: object = {}): Promise<Message> =>
  author.reply(ticket, 'A hasty word', { sendAfterSeconds: 60, ...more });
const takenBack = async ({ colleague, ticket }: Scenario) =>
  colleague.undoSend(ticket, await undoable(colleague, ticket));

/** A public answer that no agent of the workspace wrote, as the next message. */
const answeredBy = (authorKind: string) => (owner: pg.Client, ticketId: string) =>
  owner.query(
    `with t as (update tickets set last_seq = last_seq + 1 where id = $1 returning *)
     insert into messages (workspace_id, id, ticket_id, seq, change_seq, direction, visibility, author_kind, channel_id, channel_type, text)
     select workspace_id, uuidv7(), id, last_seq, change_seq, 'outbound', 'public', $2, channel_id, channel_type, 'It is on its way' from t`,
    [ticketId, authorKind],
  );
const automaticAnswer = answeredBy('assistant');
const answerInApp = answeredBy('agent');

describe('an answer', () => {
  it('sets an open ticket to pending, stops its first-response clock, and no customer waits any more', async () => {
    const { agent, ticket, customer, watch, whatsapp } = await scenario();
    const seen = await watch(() => agent.reply(ticket, 'It left yesterday.'));
    expect(seen.after).toMatchObject({ status: 'pending', snippet: 'It left yesterday.', lastSeq: 2 });
    expect(seen.history).toEqual(['Bo: status open → pending']);
    expect(typesOf(seen)).toEqual(['MessageQueued', 'TicketChanged', 'MessageStatusChanged']);
    expect(JSON.stringify(seen.events)).not.toContain('yesterday');
    expect(await agent.clocks(ticket)).toEqual({ first_response: 'met', resolution: 'paused' });
    expect(seen.hints.colleague).toContain(seen.after.changeSeq);
    expect(seen.hints.outsider).toEqual([]);
    expect(seen.screen).toEqual(seen.after);
    expect(await agent.sees(ticket, { status: 'pending', q: customer.word })).toBe(true);
    expect(whatsapp.graph.accepted.at(-1)).toMatchObject({
      recipient: customer.phone,
      body: { text: { body: 'It left yesterday.' } },
    });
  });

  it.each(['open', 'pending', 'snoozed'] as const)(
    'that resolves a ticket that is %s ends both clocks',
    async (status) => {
      const { agent, ticket, watch } = await scenario({ status });
      const seen = await watch(() => agent.reply(ticket, 'Here is your money.', { status: 'resolved' }));
      expect(standing(seen.after)).toEqual({ status: 'resolved', snoozedUntil: null, resolvedAt: someTime });
      expect(seen.history).toEqual([`Bo: status ${status} → resolved`]);
      expect(await agent.clocks(ticket)).toEqual({ first_response: 'met', resolution: 'met' });
      expect(seen.screen).toEqual(seen.after);
    },
  );

  it.each(['snoozed', 'resolved'] as const)('to a ticket that is %s waits for the customer again', async (status) => {
    const { agent, ticket, watch } = await scenario({ status });
    const seen = await watch(() => agent.reply(ticket, 'One more thing.'));
    expect(standing(seen.after)).toEqual({ status: 'pending', snoozedUntil: null, resolvedAt: null });
    expect(seen.events[1]!.payload.changed).toEqual(changedBetween(seen.before, seen.after));
    expect(seen.history).toEqual([`Bo: status ${status} → pending`]);
    expect(await agent.clocks(ticket)).toMatchObject({ resolution: 'paused' });
  });

  it('to a ticket that is pending moves nothing', async () => {
    const { agent, ticket, watch } = await scenario({ status: 'pending' });
    const seen = await watch(() => agent.reply(ticket, 'One more thing.'));
    expect(standing(seen.after)).toEqual(standing(ticket));
    expect(seen.history).toEqual([]);
    expect(typesOf(seen)).not.toContain('TicketChanged');
  });

  it('that a colleague has overtaken is refused, until its author has read that; own answers overtake none', async () => {
    const { agent, colleague, ticket, watch } = await scenario();
    const read = ticket.lastSeq;
    await colleague.reply(ticket, 'It left yesterday.');
    const based = (basedOnSeq: number, by = agent) => by.tryReply(ticket, 'It leaves tomorrow.', { basedOnSeq });
    const seen = await watch(async () =>
      expect(await based(read)).toMatchObject({ status: 409, body: { type: 'urn:waypost:problem:stale' } }),
    );
    expect(seen.after).toEqual(seen.before);
    expect((await based(read, colleague)).status).toBe(201);
    expect((await based(read + 2)).status).toBe(201);
  });

  it('is based on its draft when it does not say what it is based on, and a second try does not pass by itself', async () => {
    const { agent, colleague, ticket } = await scenario();
    await agent.draft(ticket, { text: 'It leaves' });
    await colleague.reply(ticket, 'It left yesterday.');
    // What is typed on, also by a program that does not say where it began, raises nothing.
    expect(await agent.draft(ticket, { text: 'It leaves tomorrow.' })).toMatchObject({ basedOnSeq: ticket.lastSeq });
    for (let press = 0; press < 2; press++)
      expect(await agent.tryReply(ticket, 'It leaves tomorrow.')).toMatchObject(stale);
    await agent.draft(ticket, { text: 'It leaves tomorrow.', basedOnSeq: ticket.lastSeq + 1 });
    expect((await agent.tryReply(ticket, 'It leaves tomorrow.')).status).toBe(201);
    expect(await agent.drafts(ticket)).toEqual([]);
  });

  it.each<[string, (one: Scenario) => Promise<unknown>]>([
    ['a note', ({ colleague, ticket }) => colleague.note(ticket, 'The depot does not answer')],
    ['a reaction', ({ customer }) => customer.reacts()],
    ['an answer that was taken back', takenBack],
    ['a machine’s answer', ({ owner, ticket }) => automaticAnswer(owner, ticket.id)],
  ])('is not overtaken by %s', async (_what, act) => {
    const one = await scenario();
    await act(one);
    const reply = await one.agent.tryReply(one.ticket, 'It leaves tomorrow.', { basedOnSeq: one.ticket.lastSeq });
    expect(reply.status).toBe(201);
  });

  it.each<[string, (one: Scenario) => Promise<unknown>]>([
    ['the customer', ({ customer }) => customer.writes('Hello?')],
    ['a colleague whose answer can still be taken back', ({ colleague, ticket }) => undoable(colleague, ticket)],
    ['a colleague in the provider’s own app', ({ owner, ticket }) => answerInApp(owner, ticket.id)],
  ])('is refused behind %s, also when it would leave later', async (_who, act) => {
    const one = await scenario();
    await act(one);
    const based = { basedOnSeq: one.ticket.lastSeq };
    for (const more of [based, { ...based, sendAfterSeconds: 60 }, { ...based, status: 'resolved' }])
      expect(await one.agent.tryReply(one.ticket, 'It leaves tomorrow.', more)).toMatchObject(stale);
  });

  it('to a closed ticket is refused', async () => {
    const { agent, ticket, watch } = await scenario({ status: 'closed' });
    const seen = await watch(async () => expect(await agent.tryReply(ticket, 'Too late')).toMatchObject(conflict));
    expect(seen.after).toEqual(seen.before);
  });
});

describe('an answer that is taken back', () => {
  it.each(['open', ...waiting] as const)('puts a ticket that was %s back as it was, clocks and all', async (status) => {
    const { agent, ticket, watch, whatsapp } = await scenario({ status });
    const seen = await watch(async () => {
      const message = await agent.reply(ticket, 'Never mind', {
        status: status === 'pending' ? 'resolved' : 'pending',
        sendAfterSeconds: 60,
      });
      await agent.undoSend(ticket, message);
    });
    expect(standing(seen.after)).toEqual(standing(ticket));
    expect(seen.after).toMatchObject({ snippet: ticket.snippet, changeSeq: seen.before.changeSeq + 2 });
    const other = status === 'pending' ? 'resolved' : 'pending';
    const back = status === 'snoozed' ? `snoozed until ${ticket.snoozedUntil}` : status;
    expect(seen.history).toEqual([
      `Bo: status ${status} → ${other}`,
      'Bo: send-undone',
      `Bo: status ${other} → ${back}`,
    ]);
    expect(await agent.clocks(ticket)).toMatchObject({ first_response: 'running' });
    expect(seen.after.clock).toEqual(seen.before.clock);
    expect(seen.screen).toEqual(seen.after);
    expect(JSON.stringify(whatsapp.graph.accepted)).not.toContain('Never mind');
  });
});

describe('an answer that can still be taken back', () => {
  it('is taken back by its author alone, by no colleague and no admin', async () => {
    const { admin, agent, colleague, ticket, watch } = await scenario();
    const message = await undoable(agent, ticket);
    const seen = await watch(async () => {
      for (const other of [colleague, admin])
        expect(await other.tryUndoSend(ticket, message)).toMatchObject({
          status: 403,
          body: { type: 'urn:waypost:problem:forbidden' },
        });
    });
    expect(seen.after).toEqual(seen.before);
    await agent.undoSend(ticket, message);
  });

  it('gives back its files, to be sent with the next', async () => {
    const { agent, ticket } = await scenario();
    const attachmentIds = [await agent.upload('label.txt')];
    await agent.undoSend(ticket, await undoable(agent, ticket, { attachmentIds }));
    expect((await agent.messages(ticket)).at(-1)).toMatchObject({ attachments: [] });
    expect(await agent.draft(ticket, { attachmentIds })).toMatchObject({ attachments: [{ name: 'label.txt' }] });
    const sent = await agent.tryReply(ticket, 'Here is the label', { attachmentIds });
    expect(sent.body).toMatchObject({ attachments: [{ name: 'label.txt' }] });
  });
});

describe('a draft', () => {
  it('keeps its files in their order, without a text too, until it is sent or emptied', async () => {
    const { agent, ticket } = await scenario();
    const [one, two] = [await agent.upload('1.txt'), await agent.upload('2.txt')];
    const kept = await agent.draft(ticket, { attachmentIds: [two, one] });
    expect(kept).toMatchObject({ text: '', attachments: [{ name: '2.txt' }, { name: '1.txt' }] });
    const [draft] = await agent.drafts(ticket);
    expect(draft!.attachments.map(({ id }) => id)).toEqual([two, one]);
    expect((await fetch(agent.client.url + draft!.attachments[1]!.url)).status).toBe(200);
    await agent.draft(ticket, { text: 'Two labels', attachmentIds: [one] });
    await agent.reply(ticket, 'Two labels', { attachmentIds: [one] });
    expect(await agent.drafts(ticket)).toEqual([]);
    await agent.draft(ticket, { attachmentIds: [two] });
    expect(await agent.draft(ticket, { attachmentIds: [] })).toBeNull();
  });

  it('takes neither a colleague’s uploads nor what has been sent', async () => {
    const { agent, colleague, ticket } = await scenario();
    const [own, sent, theirs] = [
      await agent.upload('own'),
      await agent.upload('sent'),
      await colleague.upload('theirs'),
    ];
    await agent.reply(ticket, 'See this', { attachmentIds: [sent] });
    const draft = await agent.draft(ticket, { attachmentIds: [theirs, sent, own, agent.id] });
    expect(draft!.attachments.map(({ name }) => name)).toEqual(['own']);
    expect(await colleague.drafts(ticket)).toEqual([]);
  });
});

describe('an answer that cannot be sent', () => {
  const refuse = ({ whatsapp }: Scenario) =>
    whatsapp.graph.misbehave({ kind: 'refuse', status: 400, code: 131026, message: 'Message undeliverable' });

  it('because the token has ended is said of the channel to every agent, until one leaves again', async () => {
    const { agent, ticket, whatsapp } = await scenario();
    const channel = async () => (await agent.client.get<Channel>(`/api/v1/channels/${ticket.channel.id}`)).body;
    whatsapp.graph.misbehave({ kind: 'refuse', status: 401, code: 190, message: 'Session has expired' });
    await agent.reply(ticket, 'It left yesterday.');
    const { error } = await until('the channel to say so', async () => {
      const now = await channel();
      return now.error && now;
    });
    expect(error).toMatchObject({ message: expect.stringContaining('Session has expired') as string });
    await agent.reply(ticket, 'It left yesterday.');
    await until('the channel to work', async () => (await channel()).error === null);
  });

  it('because of its recipient is no error of the channel', async () => {
    const one = await scenario();
    refuse(one);
    await one.agent.reply(one.ticket, 'It left yesterday.');
    const { body } = await one.agent.client.get<Channel>(`/api/v1/channels/${one.ticket.channel.id}`);
    expect(body.error).toBeNull();
  });

  it('is sent again only by who has seen what came since', async () => {
    const one = await scenario();
    const { agent, colleague, ticket } = one;
    refuse(one);
    const failed = await agent.reply(ticket, 'It left yesterday.');
    const { seq } = await colleague.reply(ticket, 'It leaves tomorrow.');
    for (let press = 0; press < 2; press++) expect(await agent.trySendAgain(ticket, failed)).toMatchObject(stale);
    expect((await agent.messages(ticket)).find(({ id }) => id === failed.id)).toMatchObject({
      deliveryStatus: 'failed',
    });
    expect((await agent.trySendAgain(ticket, failed, seq)).status).toBe(201);
    // Else what the next test has the provider do could meet this message.
    expect(await agent.leaves(ticket, failed)).toMatchObject({ deliveryStatus: 'sent' });
  });

  it.each(['pending', 'resolved'] as const)(
    'and had set the ticket to %s opens it again: the customer was not answered',
    async (status) => {
      const one = await scenario();
      refuse(one);
      const seen = await one.watch(() => one.agent.reply(one.ticket, 'It left yesterday.', { status }));
      expect(standing(seen.after)).toEqual(standing(one.ticket));
      expect(seen.history).toEqual([`Bo: status open → ${status}`, `system: status ${status} → open`]);
      expect(await one.agent.clocks(one.ticket)).toEqual({ first_response: 'running', resolution: 'running' });
      expect(seen.screen).toEqual(seen.after);
      expect((await one.agent.messages(one.ticket)).at(-1)).toMatchObject({
        deliveryStatus: 'failed',
        deliveryError: expect.stringContaining('undeliverable') as string,
      });
    },
  );

  it('puts a snoozed ticket back to sleep, until the date that it had', async () => {
    const one = await scenario({ status: 'snoozed' });
    refuse(one);
    const seen = await one.watch(() => one.agent.reply(one.ticket, 'It left yesterday.'));
    expect(standing(seen.after)).toEqual(standing(one.ticket));
  });

  it('moves nothing when others have moved the ticket before that is known', async () => {
    const { agent, ticket, customer, watch, whatsapp } = await scenario();
    await agent.reply(ticket, 'It left yesterday.');
    const sent = whatsapp.graph.accepted.at(-1)!;
    await customer.writes('I have found it');
    await agent.update(ticket, { status: 'resolved' });
    const failed = statusOf(sent, 'failed', [{ code: 131026, title: 'Message undeliverable' }]);
    const seen = await watch(() => whatsapp.graph.deliver({ statuses: [failed] }));
    expect(standing(seen.after)).toEqual(standing(seen.before));
    expect(typesOf(seen)).toEqual(['MessageStatusChanged']);
    expect(await agent.clocks(ticket)).toMatchObject({ first_response: 'running', resolution: 'met' });
  });
});

describe('a note', () => {
  it.each(['open', ...waiting, 'closed'] as const)('moves nothing on a ticket that is %s', async (status) => {
    const { agent, ticket, watch, whatsapp } = await scenario({ status });
    const seen = await watch(() => agent.note(ticket, 'The depot does not answer'));
    expect(standing(seen.after)).toEqual(standing(ticket));
    expect(seen.after).toMatchObject({ lastSeq: 2, changeSeq: seen.before.changeSeq + 1 });
    expect(seen.after.clock).toEqual(seen.before.clock);
    expect(seen.history).toEqual([]);
    expect(typesOf(seen)).toEqual(['NoteAdded']);
    expect(seen.hinted).toEqual(['message']);
    expect(seen.hints).toEqual({ colleague: [seen.after.changeSeq], outsider: [] });
    expect(seen.screen).toEqual(seen.after);
    expect(JSON.stringify(whatsapp.graph.accepted)).not.toContain('depot');
  });
});

describe('a message of the customer', () => {
  it.each(waiting)('opens a ticket that is %s', async (status) => {
    const { agent, ticket, customer, watch } = await scenario({ status });
    const seen = await watch(() => customer.writes('It is broken'));
    expect(standing(seen.after)).toEqual({ status: 'open', snoozedUntil: null, resolvedAt: null });
    expect(seen.after).toMatchObject({ snippet: 'It is broken', lastSeq: 2, changeSeq: seen.before.changeSeq + 1 });
    expect(seen.history).toEqual([`contact: status ${status} → open`]);
    expect(typesOf(seen)).toEqual(['TicketChanged', 'MessageReceived']);
    expect(seen.hinted.sort()).toEqual(['message', 'status']);
    expect(seen.events[0]!.payload).toMatchObject({ actor: { kind: 'contact', id: ticket.contact.id } });
    expect(seen.events[0]!.payload.changed).toEqual(changedBetween(seen.before, seen.after));
    expect(await agent.clocks(ticket)).toEqual({ first_response: 'running', resolution: 'running' });
    expect(seen.hints).toEqual({ colleague: [seen.after.changeSeq], outsider: [] });
    expect(seen.screen).toEqual(seen.after);
    expect(await agent.sees(ticket, { status: 'open', q: customer.word })).toBe(true);
  });

  it.each<[object, object]>([
    [
      { type: 'image', image: { id: '1', mime_type: 'image/jpeg' } },
      { kind: 'photo', seconds: null },
    ],
    [{ type: 'audio', audio: { id: '2', mime_type: 'audio/ogg; codecs=opus', voice: true } }, { kind: 'voice' }],
    [
      { type: 'document', document: { id: '3', filename: 'invoice.pdf' } },
      { kind: 'file', name: 'invoice.pdf' },
    ],
  ])('without a text says in the list what it is: %o', async (content, files) => {
    const { agent, ticket, customer } = await scenario();
    expect(ticket.snippetFiles).toBeNull();
    await customer.sends({ ...content });
    expect(await agent.read(ticket)).toMatchObject({ snippet: '', snippetFiles: { count: 1, ...files } });
    const [listed] = await agent.list({ contactId: ticket.contact.id });
    expect(listed).toMatchObject({ snippetFiles: { count: 1, ...files } });
    await customer.writes('Do you see it?');
    expect(await agent.read(ticket)).toMatchObject({ snippet: 'Do you see it?', snippetFiles: null });
  });

  it('joins an open ticket, and the first answer is still owed since the first message', async () => {
    const { ticket, customer, watch } = await scenario();
    const seen = await watch(() => customer.writes('Hello?'));
    expect(standing(seen.after)).toEqual(standing(ticket));
    expect(seen.history).toEqual([]);
    expect(typesOf(seen)).toEqual(['MessageReceived']);
    expect(seen.after.clock).toEqual(seen.before.clock);
  });

  it('to a closed ticket opens a new one, which names the former', async () => {
    const { agent, ticket, customer, watch } = await scenario({ status: 'closed' });
    const seen = await watch(() => customer.writes('It broke again'));
    expect(seen.after).toEqual(seen.before);
    const [next, ...others] = await agent.list({ contactId: ticket.contact.id, status: 'open' });
    expect(next).toMatchObject({
      status: 'open',
      previousTicketId: ticket.id,
      subject: 'It broke again',
      teamId: ticket.teamId,
    });
    expect(others).toEqual([]);
  });

  it.each(['open', ...waiting] as const)(
    'that is only a reaction is shown, and leaves the ticket %s',
    async (status) => {
      const { agent, ticket, customer, watch } = await scenario({ status });
      const seen = await watch(() => customer.reacts());
      expect(standing(seen.after)).toEqual(standing(ticket));
      expect(seen.history).toEqual([]);
      expect(typesOf(seen)).toEqual(['MessageReceived']);
      expect((await agent.messages(ticket)).at(-1)).toMatchObject({ text: '👍', flags: ['reaction'] });
    },
  );
});

describe('a customer who corrects what they wrote', () => {
  it('corrects the list and the subject that was taken from it', async () => {
    const { ticket, customer, watch } = await scenario();
    const seen = await watch(() => customer.edits('Where is the blue one?'));
    expect(seen.after).toMatchObject({ subject: 'Where is the blue one?', snippet: 'Where is the blue one?' });
    expect(standing(seen.after)).toEqual(standing(ticket));
    expect(typesOf(seen)).toEqual(['TicketChanged', 'MessageChanged']);
    expect(seen.hints).toEqual({ colleague: [seen.after.changeSeq], outsider: [] });
    expect(seen.screen).toEqual(seen.after);
  });

  it('does not touch the name that an agent has given the ticket', async () => {
    const { customer, watch } = await scenario({ with: { subject: 'The blue teapot' } });
    const seen = await watch(() => customer.edits('Where is the green one?'));
    expect(seen.after).toMatchObject({ subject: 'The blue teapot', snippet: 'Where is the green one?' });
  });

  it('in a later message corrects the list alone', async () => {
    const { ticket, customer, watch } = await scenario();
    await customer.writes('And the rde one?');
    const seen = await watch(() => customer.edits('And the red one?'));
    expect(seen.after).toMatchObject({ subject: ticket.subject, snippet: 'And the red one?' });
  });

  it('opens no ticket by that', async () => {
    const { ticket, customer, watch } = await scenario({ status: 'resolved' });
    const seen = await watch(() => customer.edits('Thank you, it came'));
    expect(standing(seen.after)).toEqual(standing(ticket));
  });
});

describe('a customer who takes back what they wrote', () => {
  it('leaves nothing of it in the list', async () => {
    const { agent, ticket, customer, watch } = await scenario({ text: 'My card is 4111' });
    const seen = await watch(() => customer.takesBack());
    expect(seen.after).toMatchObject({ subject: '', snippet: '' });
    expect((await agent.messages(ticket))[0]).toMatchObject({ text: '', deletedAt: someTime });
    expect(typesOf(seen)).toEqual(['TicketChanged', 'MessageChanged']);
    expect(JSON.stringify([seen.history, seen.events])).not.toContain('4111');
    expect(seen.screen).toEqual(seen.after);
  });

  it('in a later message leaves what was said before it', async () => {
    const { ticket, customer, watch } = await scenario();
    await customer.writes('My card is 4111');
    const seen = await watch(() => customer.takesBack());
    expect(seen.after).toMatchObject({ subject: ticket.subject, snippet: ticket.snippet });
  });
});
