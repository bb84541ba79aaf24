import fc from 'fast-check';
import { type TicketScope, inScope, roomsOfScope, roomsOfTicket } from './ticket-scope.js';

const ids = fc.constantFrom('a', 'b', 'c');
const scopes: fc.Arbitrary<TicketScope> = fc.oneof(
  fc.constant({ kind: 'all' as const }),
  fc.record({ kind: fc.constant('teams' as const), teamIds: fc.array(ids), agentId: ids }),
  fc.record({ kind: fc.constant('assigned' as const), agentId: ids }),
);
const tickets = fc.record({ teamId: fc.option(ids), assigneeId: fc.option(ids) });

test('a socket gets hints of a ticket exactly when its agent may see it', () => {
  fc.assert(
    fc.property(scopes, tickets, (scope, ticket) => {
      const received = roomsOfTicket('w', ticket).some((room) => roomsOfScope('w', scope).includes(room));
      expect(received).toBe(inScope(scope, ticket));
    }),
  );
});

test('another workspace shares no room', () => {
  expect(
    roomsOfTicket('w1', { teamId: null, assigneeId: null }).some((room) =>
      roomsOfScope('w2', { kind: 'all' }).includes(room),
    ),
  ).toBe(false);
});
