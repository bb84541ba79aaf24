/**
 * The dependency graph, written down once. Each lib lists what it may import; whatever is not listed is
 * forbidden. The checks enforce it and docs/architecture.md draws it.
 * Reactions to tickets (sla, replies, orders, reports) never import each other.
 */
const ground = ['contracts', 'platform', 'identity'];
const reaction = [...ground, 'contacts', 'channels', 'tickets'];

module.exports = {
  contracts: [],
  platform: ['contracts'],
  identity: ['contracts', 'platform'],
  contacts: ground,
  channels: ground,
  tickets: [...ground, 'contacts', 'channels'],
  sla: reaction,
  replies: reaction,
  orders: reaction,
  reports: reaction,
  demo: [...reaction, 'sla', 'replies', 'orders', 'reports'],
};
