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
 * Views that read as their owner, who is behind no policy. Each needs its reason here, and a test in test/e2e/trust that
 * one workspace sees nothing of another through it. So far every view says `WITH (security_invoker = true)`.
 */
export const ownerViews: readonly string[] = [];

/** Functions that are SECURITY DEFINER; each needs the same. */
export const definerFunctions: readonly string[] = [];
