import { statusOf } from '../../../apps/playground/server/graph-api/index.js';
import { changedBetween, conflict } from '../../support/scenario/expectations.js';
import { type Scenario, scenarios } from '../../support/scenario.js';

const scenario = scenarios();
const waiting = ['pending', 'snoozed', 'resolved'] as const;
const someTime = expect.any(String) as string;
const typesOf = ({ events }: { events: { type: string }[] }) => events.map(({ type }) => type);
/** What a message must leave as it was. */
const standing = ({ status, snoozedUntil, resolvedAt }: Scenario['ticket']) => ({ status, snoozedUntil, resolvedAt });

describe('an answer', () => {
  it('sets an open ticket to pending, stops its first-response clock, and nobody waits for us any more', async () => {
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

describe('an answer that cannot be sent', () => {
  const refuse = ({ whatsapp }: Scenario) =>
    whatsapp.graph.misbehave({ kind: 'refuse', status: 400, code: 131026, message: 'Message undeliverable' });

  it.each(['pending', 'resolved'] as const)(
    'and had set the ticket to %s opens it again: nobody was answered',
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
    expect(typesOf(seen)).toEqual(['MessageChanged']);
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
    expect(typesOf(seen)).toEqual(['MessageChanged']);
    expect(seen.screen).toEqual(seen.after);
  });

  it('in a later message leaves what was said before it', async () => {
    const { ticket, customer, watch } = await scenario();
    await customer.writes('My card is 4111');
    const seen = await watch(() => customer.takesBack());
    expect(seen.after).toMatchObject({ subject: ticket.subject, snippet: ticket.snippet });
  });
});
