/**
 * Takes or renews the leases of the sweeps `$1` for `$3` seconds, also those of other workers when `$4`. In order of
 * name, to avoid deadlocks.
 */
export const takeSweeps = `
  insert into sweeps (name, holder, expires_at)
  select n.name, $2, now() + make_interval(secs => $3) from unnest($1::text[]) as n (name)
  where $4 or not exists (select from sweeps s where s.name = n.name and s.holder <> $2 and s.expires_at > now())
  order by n.name
  on conflict (name) do update set holder = excluded.holder, expires_at = excluded.expires_at
  where $4 or sweeps.holder = excluded.holder or sweeps.expires_at <= now()
  returning name, cursor`;

/** No row: another worker has taken over. */
export const saveSweepCursor = `
  update sweeps set cursor = $3 where name = $1 and holder = $2 and expires_at > now() returning name`;

export const releaseSweeps = `update sweeps set expires_at = now() where holder = $1 and expires_at > now()`;
