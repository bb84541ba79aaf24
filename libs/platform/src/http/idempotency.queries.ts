/**
 * Claims a key for an operation; returns no row when it was claimed before. Parameters: agent, operation, key, hash of
 * the body, id of the created row.
 */
export const claimKey = `
  insert into idempotency_keys (agent_id, operation, key, body_hash, made) values ($1, $2, $3, $4, $5)
  on conflict do nothing returning made`;

/** Parameters: agent, operation, key. */
export const callOfKey = `
  select body_hash as "bodyHash", made from idempotency_keys where agent_id = $1 and operation = $2 and key = $3`;
