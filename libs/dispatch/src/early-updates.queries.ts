/** Until the commit: see `lockExternalId`. */
export const lock = `select pg_advisory_xact_lock(hashtextextended('external-id/' || $1 || '/' || $2, 0))`;

/** The furthest status counts. */
export const keepStatus = `
  insert into early_updates (channel_id, external_id, kind, data) values ($1, $2, 'status', $3)
  on conflict (workspace_id, channel_id, external_id, kind) do update set data = excluded.data where (early_updates.data->>'rank')::int < $4`;

/** The newest edit counts, unless it came after a deletion. */
export const keepEdit = `
  insert into early_updates (channel_id, external_id, kind, data) values ($1, $2, 'edit', $3)
  on conflict (workspace_id, channel_id, external_id, kind) do update set data = excluded.data where early_updates.data->'deleted' <> 'true'`;

export const take = `delete from early_updates where channel_id = $1 and external_id = $2 and kind = $3 returning data`;
