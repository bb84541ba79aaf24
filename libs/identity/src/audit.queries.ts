/**
 * Entries of the audit log, newest first. Parameters: id before which the page begins, actor, action, kind of target,
 * target, from, to (null: any), limit.
 */
export const listAudit = `
  select e.id, e.actor_id as "actorId", a.name as "actorName", e.action, e.target_kind as "targetKind",
    e.target_id as "targetId", e.data, e.at
  from audit_entries e left join agents a on a.workspace_id = e.workspace_id and a.id = e.actor_id
  where ($1::uuid is null or e.id < $1) and ($2::uuid is null or e.actor_id = $2) and ($3::text is null or e.action = $3)
    and ($4::text is null or e.target_kind = $4) and ($5::uuid is null or e.target_id = $5)
    and ($6::timestamptz is null or e.at >= $6) and ($7::timestamptz is null or e.at < $7)
  order by e.id desc limit $8`;

/** The kinds of act on record, for a filter. */
export const auditActions = `
  select distinct action, target_kind as "targetKind" from audit_entries order by target_kind, action limit 200`;
