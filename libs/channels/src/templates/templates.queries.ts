const columns = 'id, name, language, category, status, quality, reason, content';

/** A channel's ($1) templates by id, after $2 or from the first, at most $3. */
export const templatesOfChannel = `
  select ${columns} from channel_templates where channel_id = $1 and ($2::uuid is null or id > $2) order by id limit $3`;

/** The template of a channel ($1) by its name and language. */
export const templateByName = `
  select ${columns} from channel_templates where channel_id = $1 and name = $2 and language = $3`;

/** When a channel's ($1) templates were read last, and why they could not be. */
export const syncOfChannel = 'select synced_at as "syncedAt", error from template_syncs where channel_id = $1';

/** Has a channel's ($1) templates read, at once. */
export const makeSyncDue = `
  insert into template_syncs (channel_id) values ($1)
  on conflict (workspace_id, channel_id) do update set due_at = now()`;

/** The same for a channel ($1) whose templates are read at all. */
export const hastenSync = 'update template_syncs set due_at = now() where channel_id = $1';

/** Channels whose templates are to be read, over all workspaces. Parameters: due after, id after, at most. */
export const dueSyncs = `
  select workspace_id as "workspaceId", channel_id as id, due_at::text as "dueAt" from template_syncs
  where due_at <= now() and (due_at, channel_id) > ($1::timestamptz, $2::uuid) order by due_at, channel_id limit $3`;

/** The moment from which a channel's ($1) templates are read; no row when that is not due. */
export const startSync = 'select now() as "startedAt" from template_syncs where channel_id = $1 and due_at <= now()';

/**
 * Keeps templates as their provider has them; what it said of one since they were asked for is newer. Parameters:
 * channel, since when they were asked for, the templates.
 */
export const keepTemplates = `
  insert into channel_templates as kept (channel_id, id, external_id, name, language, category, status, quality, reason, content, seen_at)
  select $1, t.id, t."externalId", t.name, t.language, t.category, t.status, t.quality, t.reason, t.content, $2
  from jsonb_to_recordset($3::jsonb) as t (id uuid, "externalId" text, name text, language text, category text, status text, quality text, reason text, content jsonb)
  on conflict (workspace_id, channel_id, name, language) do update
    set external_id = excluded.external_id, category = excluded.category, content = excluded.content, seen_at = excluded.seen_at,
      status = case when kept.said_at > excluded.seen_at then kept.status else excluded.status end,
      quality = case when kept.said_at > excluded.seen_at then kept.quality else excluded.quality end,
      reason = case when kept.said_at > excluded.seen_at then kept.reason else excluded.reason end
    where kept.seen_at <= excluded.seen_at`;

/** Drops those of a channel's ($1) templates that were not seen since $2; null: all of them. */
export const dropTemplates = `
  delete from channel_templates where channel_id = $1 and ($2::timestamptz is null or seen_at < $2)`;

/** Asked for again since $2, when reading began: it stays due. */
const next = (at: string) => `case when due_at > $2 then due_at else ${at} end`;

/** Notes that a channel's ($1) templates were read since $2; they are again after a day. */
export const endSync = `
  update template_syncs set due_at = ${next(`now() + interval '1 day'`)}, synced_at = now(), error = null, failing_since = null
  where channel_id = $1`;

/**
 * Notes why a channel's ($1) templates could not be read since $2: $3. The longer that lasts, the later they are tried
 * again.
 */
export const failSync = `
  update template_syncs set error = $3, failing_since = coalesce(failing_since, now()),
    due_at = ${next(`now() + least(greatest(now() - coalesce(failing_since, now()), interval '1 minute'), interval '6 hours')`)}
  where channel_id = $1`;

/** Ends the reading of a channel's ($1) templates, unless it was asked for since $2. */
export const dropSync = 'delete from template_syncs where channel_id = $1 and due_at <= $2';

/** Notes what is said of a template. Parameters: channel, the provider's id, status, quality, reason, when. */
export const noteNews = `
  update channel_templates
    set status = coalesce($3, status), quality = coalesce($4, quality), reason = case when $3::text is null then reason else $5 end, said_at = $6
  where channel_id = $1 and external_id = $2 and (said_at is null or said_at <= $6)
  returning 1`;

/** Whether a channel ($1) has the template of an id ($2). */
export const hasTemplate = 'select 1 from channel_templates where channel_id = $1 and external_id = $2';

/** Drops the template of a provider's id ($2) on a channel ($1). */
export const dropTemplate = 'delete from channel_templates where channel_id = $1 and external_id = $2 returning 1';
