import { type Config, type Database, Secrets, type Tx, firstRow, inWork, inWorkspace, newId } from '#libs/platform';
import { storeFiles } from './demo-files.js';
import { chooseOffice } from './demo-office.js';
import { readArticles, readLanguages, readNotes } from './demo-texts.js';
import type { DemoWorld } from './demo-world.js';
import { seedChannels } from './seed-channels.js';
import { seedPeople, seedWorkspace } from './seed-people.js';
import { seedReplies } from './seed-replies.js';
import { seedSla } from './seed-sla.js';
import { seedStores } from './seed-stores.js';
import { seedTickets } from './seed-tickets.js';
import { Random } from './support/random.js';

const lock = 640_115_083;

interface Ground {
  config: Config;
  database: Database;
  /** The demo's present. */
  now?: number;
}

/**
 * Seeds the demo in an installation without a workspace, in one transaction: a process that is killed leaves nothing,
 * and the next one starts again. Concurrent callers wait for the first. Returns whether it seeded.
 */
export async function seedDemo({ config, database, now = Date.now() }: Ground): Promise<boolean> {
  if (await hasWorkspace(database)) return false;
  const workspaceId = newId();
  const seed = async (tx: Tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [lock]);
    if (await hasWorkspace(tx)) return false;
    await seedAll(tx, config, workspaceId, now);
    return true;
  };
  // On a slow machine the first takes longer than other work may wait for a lock.
  return inWorkspace(workspaceId, () => inWork('migration', () => database.transaction(seed)));
}

/** Whether the installation has a workspace, the demo's or another. */
export const hasWorkspace = async (from: Tx | Database): Promise<boolean> =>
  (await firstRow(from, 'select 1 from workspaces limit 1')) !== null;

async function seedAll(tx: Tx, config: Config, workspaceId: string, now: number): Promise<void> {
  const secrets = new Secrets(config);
  await seedWorkspace(tx, workspaceId, now);
  const people = await seedPeople(tx, workspaceId);
  const stores = await seedStores(tx, workspaceId, secrets);
  const channels = await seedChannels(tx, secrets, workspaceId, stores);
  const texts = { languages: readLanguages(), notes: readNotes(), articles: readArticles() };
  const world: DemoWorld = {
    workspaceId,
    now,
    office: chooseOffice(now),
    random: new Random(20_261_122),
    secrets,
    ...texts,
    files: await storeFiles(config),
    stores,
    channels,
    ...people,
  };
  await seedReplies(tx, world);
  await seedTickets(tx, world, await seedSla(tx, world));
}
