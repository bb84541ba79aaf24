/**
 * The dependency graph, written down once. Each lib lists what it may import; whatever is not listed is
 * forbidden. The checks enforce it and docs/architecture.md draws it.
 * Reactions to tickets (sla, replies, orders, reports) never import each other.
 */
const ground = ['contracts', 'platform', 'identity'];
const reaction = [...ground, 'contacts', 'channels', 'dispatch', 'tickets'];
const answering = [...reaction, 'visitors'];

const mayImport = {
  contracts: [],
  platform: ['contracts'],
  identity: ['contracts', 'platform'],
  contacts: ground,
  channels: ground,
  dispatch: [...ground, 'channels'],
  tickets: [...ground, 'contacts', 'channels', 'dispatch'],
  mail: reaction,
  visitors: reaction,
  sla: answering,
  replies: answering,
  orders: reaction,
  reports: reaction,
  demo: [...reaction, 'sla', 'replies', 'orders', 'reports'],
};

/** The rooms of a lib, from the ground up: each may use those before it. */
const rooms = {
  tickets: ['core', 'files', 'outbound', 'inbound', 'automatic', 'time', 'desk'],
};

module.exports = { mayImport, rooms };
