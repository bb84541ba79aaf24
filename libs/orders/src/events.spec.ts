import { newId } from '#libs/platform';
import { readEvent } from '../../platform/src/outbox/read-event.js';
import { OrderChanged } from './events.js';

it('an order’s event that the version before stored still parses', () => {
  const [workspaceId, orderId] = [newId(), newId()];
  const row = {
    id: '1',
    lane: 0,
    workspaceId,
    ticketId: null,
    attempts: 0,
    done: [],
    onlyFor: null,
    createdAt: new Date(),
  };
  expect(readEvent(OrderChanged, { ...row, type: 'OrderChanged', payload: { orderId } })).toMatchObject({
    orderId,
    changed: {},
    actor: { kind: 'system', id: null },
    chain: { depth: 0 },
  });
});
