import { withOwner } from '../../support/with-owner.js';
import { type Ground, seedTickets, supportAddress } from '../ground.js';
import { repeat } from '../interleave.js';
import { ourIngest } from '../mail.js';
import type { Part } from '../part.js';

const count = 600;
const settings = { checkpoint_timeout: `'1h'`, max_wal_size: `'16GB'` };

/** The WAL of mails after a checkpoint, as the records themselves and as the images of pages beside them, in bytes. */
async function run(ground: Ground, mark: string) {
  const { owner, floorUrl } = ground;
  await owner.query('checkpoint');
  const position = async () =>
    (await owner.query('select pg_current_wal_insert_lsn()::text as at')).rows[0].at as string;
  const from = await position();
  await ourIngest(ground, supportAddress, count, mark);
  const to = await position();
  const [sizes] = await withOwner<{ records: string; images: string }>(
    { database: { ownerUrl: floorUrl } },
    `select sum(record_size)::text as records, sum(fpi_size)::text as images from pg_get_wal_stats($1::pg_lsn, $2::pg_lsn)`,
    [from, to],
  );
  return { records: Number(sizes!.records) / count / 1000, images: Number(sizes!.images) / count / 1000 };
}

/** P17: each run begins with a checkpoint, and none falls within it. Autovacuum writes on, as it does in use. */
export const wal: Part = async (ground, runs) => {
  const { owner, floorUrl } = ground;
  await seedTickets(ground, 1_000);
  await withOwner({ database: { ownerUrl: floorUrl } }, 'create extension if not exists pg_walinspect', []);
  for (const [name, value] of Object.entries(settings)) await owner.query(`alter system set ${name} = ${value}`);
  await owner.query('select pg_reload_conf()');
  try {
    await ourIngest(ground, supportAddress, count, 'warm wal');
    const measured = await repeat(runs, (index) => run(ground, `wal${index}`));
    const values = (of: 'records' | 'images') => measured.map((each) => each[of]);
    return [
      { id: 'P17', what: 'WAL of a mail, at a thousand tickets', unit: 'kB', values: values('records'), most: 10 },
      { id: 'P17', what: 'images of pages beside it', unit: 'kB', values: values('images') },
    ];
  } finally {
    for (const name of Object.keys(settings)) await owner.query(`alter system reset ${name}`);
    await owner.query('select pg_reload_conf()');
  }
};
