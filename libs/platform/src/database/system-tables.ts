/**
 * Tables that the role `waypost_system` may read across workspaces, to find due work. It may not write: effects run in
 * the workspace of the row.
 */
export const systemTables = [
  'agents',
  'outbox_events',
  'channels',
  'template_syncs',
  'tickets',
  'messages',
  'attachments',
  'dead_letters',
  'sla_clocks',
  'sla_policies',
  'imap_mailboxes',
  'mail_checks',
  'unread_answers',
  'word_rewrites',
  'ticket_count_changes',
  'ticket_recounts',
  'stale_fact_packs',
  'fact_packs_until',
  'early_updates',
  'received_deliveries',
  'delivery_leases',
  'delivery_attempts',
  'auto_answer_senders',
  'visitor_sessions',
  'visitor_resume_tickets',
  'visitor_answer_links',
  'awaited_replies',
  'raw_messages',
  'store_deliveries',
  'stores',
  'orders',
  'shipments',
  'tracking_events',
  'idempotency_keys',
  'audit_entries',
  'dispatches',
] as const;

/** Columns of other tables that it may read likewise: its functions find ids by words. */
export const systemColumns = {
  ticket_words: ['workspace_id', 'ticket_id', 'words'],
  contacts: ['workspace_id', 'id', 'words'],
} as const;

/** Tables without policies: they map an external id to its workspace, or belong to no workspace. */
export const routingTables = [
  'workspaces',
  'accounts',
  'sessions',
  'account_tokens',
  'channel_routes',
  'channel_addresses',
  'store_routes',
  'rate_limits',
  'sweeps',
  'migrations',
  'socket_io_attachments',
] as const;

/**
 * Views that run with their owner's rights, and so bypass row-level security. Each needs its reason here, and a test in
 * test/e2e/trust that it shows no rows of another workspace. So far every view has `security_invoker = true`.
 */
export const ownerViews: readonly string[] = [];

/**
 * Functions that are SECURITY DEFINER; the same applies to them. `@@` and `@>` are not leakproof, so under the policies
 * no index serves them. These run as `waypost_system` and return ids of the workspace that is set, or a number; without
 * a workspace they return nothing.
 */
export const definerFunctions: readonly string[] = [
  'tickets_with',
  'tickets_tagged',
  'tickets_where',
  'tickets_made',
  'tickets_standing',
  'tickets_automatic',
  'tickets_late',
  'tickets_soon',
  'contacts_with',
  'rows_expected',
];
