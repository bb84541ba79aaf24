import { type Database, firstRow } from '#libs/platform';

const fewest = 5;

/** Newest tickets of two weeks that a person has answered. */
const measure = `
  select count(*)::int as n, percentile_cont(0.5) within group (order by response_seconds) as seconds
  from (select response_seconds from ticket_facts
    where channel_id = $1 and response_seconds is not null and created_at > now() - interval '14 days' order by created_at desc limit 200) newest`;

/** Seconds until a person answers on a channel, as measured lately; null where too few have been answered to say. */
export async function medianFirstResponse(database: Database, channelId: string): Promise<number | null> {
  const row = await firstRow<{ n: number; seconds: number | null }>(database, measure, [channelId]);
  return row && row.n >= fewest && row.seconds !== null ? Math.max(1, Math.round(row.seconds)) : null;
}
