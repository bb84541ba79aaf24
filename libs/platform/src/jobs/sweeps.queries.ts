/** Takes the sweeps of `$1` that are free or ours, for `$3` seconds; all of them when `$4`. In order of name, so that no two workers block each other. */
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
