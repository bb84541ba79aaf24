/**
 * The dependency graph, written down once. Each lib lists what it may import; whatever is not listed is forbidden. The
 * checks enforce it and docs/architecture.md draws it. Reactions to tickets (sla, replies, orders, reports) never
 * import each other, save sla, which writes what reports count.
 */
const ground = ['contracts', 'platform', 'identity'];
const reaction = [...ground, 'contacts', 'channels', 'dispatch', 'stores', 'tickets'];
const answering = [...reaction, 'visitors'];

const mayImport = {
  contracts: [],
  platform: ['contracts'],
  identity: ['contracts', 'platform'],
  contacts: ground,
  channels: ground,
  dispatch: [...ground, 'channels'],
  stores: [...ground, 'channels'],
  tickets: [...ground, 'contacts', 'channels', 'dispatch', 'stores'],
  mail: reaction,
  visitors: reaction,
  sla: [...answering, 'reports'],
  replies: answering,
  orders: answering,
  reports: answering,
  demo: [...reaction, 'sla', 'replies', 'orders', 'reports'],
};

/** The rooms of a lib, from the ground up: each may use those before it. */
const rooms = {
  tickets: ['core', 'files', 'outbound', 'inbound', 'automatic', 'time', 'desk'],
};

/**
 * The lib that owns each table: its statements alone name it. Others go through a function or a fragment of SQL that
 * the owner exports.
 */
const tables = {
  platform: ['migrations', 'outbox_events', 'dead_letters', 'sweeps', 'idempotency_keys', 'socket_io_attachments'],
  identity: [
    'workspaces',
    'accounts',
    'sessions',
    'account_tokens',
    'rate_limits',
    'agents',
    'teams',
    'team_members',
    'audit_entries',
  ],
  contacts: ['contacts', 'contact_identities', 'contact_claims', 'former_addresses'],
  channels: [
    'channels',
    'channel_routes',
    'channel_addresses',
    'channel_alerts',
    'channel_templates',
    'template_syncs',
  ],
  dispatch: ['dispatches', 'dispatch_parts', 'delivery_attempts', 'delivery_leases', 'early_updates'],
  stores: ['stores', 'store_routes'],
  tickets: [
    'ticket_counters',
    'tickets',
    'ticket_events',
    'ticket_reads',
    'ticket_words',
    'ticket_counts',
    'ticket_count_changes',
    'ticket_recounts',
    'word_rewrites',
    'messages',
    'raw_messages',
    'attachments',
    'drafts',
    'received_deliveries',
    'awaited_replies',
    'auto_answer_senders',
    'sender_reply_tos',
  ],
  mail: ['imap_mailboxes', 'mail_checks'],
  visitors: ['visitor_sessions', 'visitor_resume_tickets', 'visitor_answer_links', 'visitor_reads', 'unread_answers'],
  sla: ['business_hours', 'business_hours_versions', 'sla_policies', 'sla_clocks'],
  replies: ['saved_replies', 'articles'],
  orders: [
    'orders',
    'shipments',
    'tracking_events',
    'promises',
    'contact_notices',
    'notice_settings',
    'store_deliveries',
    'ticket_orders',
    'order_keys',
  ],
  reports: ['ticket_facts', 'fact_packs', 'stale_fact_packs', 'fact_packs_until'],
};

module.exports = { mayImport, rooms, tables };
