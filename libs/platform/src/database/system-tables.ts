/**
 * Tables that the role `waypost_system` may read across workspaces, to find due work. It may not write: effects run in
 * the workspace of the row.
 */
export const systemTables = [
  'agents',
  'outbox_events',
  'channels',
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
  'early_updates',
  'received_deliveries',
  'delivery_leases',
  'delivery_attempts',
  'auto_answer_senders',
  'visitor_sessions',
  'awaited_replies',
  'raw_messages',
  'store_deliveries',
  'idempotency_keys',
  'audit_entries',
  'dispatches',
] as const;

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

/** Functions that are SECURITY DEFINER; the same applies to them. */
export const definerFunctions: readonly string[] = [];
