import { type EventDefinition, newId } from '#libs/platform';
import { readEvent } from '../../../platform/src/outbox/read-event.js';
import {
  MessageChanged,
  MessageQueued,
  MessageReceived,
  MessageStatusChanged,
  NoteAdded,
  TicketChanged,
  TicketCreated,
} from './events.js';

const [workspaceId, ticketId, messageId, agentId] = [newId(), newId(), newId(), newId()];
const withoutId = (kind: string) => ({ kind, id: null });

/** An event as the relay reads it from a row of the outbox. */
const read = (definition: EventDefinition, payload: Record<string, unknown>) => {
  const row = { id: '1', lane: 0, workspaceId, ticketId, attempts: 0, done: [], onlyFor: null, createdAt: new Date() };
  return readEvent(definition, { ...row, type: definition.type, payload });
};

describe('events of a ticket that the version before stored', () => {
  it.each<[string, EventDefinition, Record<string, unknown>, object]>([
    ['a customer’s ticket', TicketCreated, {}, { actor: withoutId('contact') }],
    ['an agent’s ticket', TicketCreated, { byAgent: true }, { actor: withoutId('agent') }],
    [
      'a change of status',
      TicketChanged,
      { status: 'open' },
      { actor: withoutId('system'), changed: { status: { from: null, to: 'open' } } },
    ],
    [
      'a change of everything',
      TicketChanged,
      { status: 'pending', priority: 'high', assignee: agentId, team: null },
      {
        changed: {
          status: { from: null, to: 'pending' },
          priority: { from: null, to: 'high' },
          assigneeId: { from: null, to: agentId },
          teamId: { from: null, to: null },
        },
      },
    ],
    ['a change of tags or subject', TicketChanged, {}, { changed: {} }],
    [
      'a message',
      MessageReceived,
      { messageId, seq: 3, hasFilesToFetch: false },
      { messageId, seq: 3, hasFilesToFetch: false, actor: withoutId('contact') },
    ],
    [
      'an answer',
      MessageQueued,
      { messageId, seq: 2, authorKind: 'assistant' },
      { messageId, authorKind: 'assistant', actor: withoutId('assistant') },
    ],
    [
      'an answer sent again',
      MessageQueued,
      { messageId, authorKind: 'agent' },
      { messageId, authorKind: 'agent', actor: withoutId('agent') },
    ],
    [
      'a note',
      NoteAdded,
      { messageId, seq: 2, authorKind: 'agent' },
      { messageId, authorKind: 'agent', actor: withoutId('agent') },
    ],
    [
      'a delivery',
      MessageStatusChanged,
      { messageId, status: 'failed' },
      { messageId, status: { from: null, to: 'failed' }, actor: withoutId('system') },
    ],
    ['an edit', MessageChanged, { messageId }, { messageId, changed: {}, hasFilesToFetch: false }],
    ['an answer taken back', MessageChanged, { messageId, undone: true }, { messageId, changed: { undone: true } }],
    [
      'files asked for again',
      MessageChanged,
      { messageId, hasFilesToFetch: true },
      { messageId, changed: { files: true }, hasFilesToFetch: true },
    ],
  ])('still parse: %s', (_, definition, payload, expected) => {
    const event = read(definition, payload);
    expect(event).toMatchObject({ ...expected, type: definition.type, ticketId, workspaceId });
    expect(event.chain).toEqual({ id: expect.any(String), depth: 0 });
  });
});

describe('events of a ticket', () => {
  it('do not parse without who did it, once they say anything of today’s', () => {
    const actor = { kind: 'agent', id: agentId };
    const chain = { id: newId(), depth: 0 };
    expect(() => read(TicketChanged, { actor, chain, status: 'open' })).toThrow('(changed: invalid_type)');
    expect(() => read(TicketChanged, { actor: withoutId('ghost'), chain, changed: {} })).toThrow(
      '(actor.kind: invalid_value)',
    );
  });
});
