import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startOf } from './postgres/index.js';
import { StartRefused } from './progress.js';

/** Who holds a data folder. A process number alone may be given again, so its start stands with it. */
interface Holder {
  pid: number;
  began: string;
  url: string;
  stopping?: boolean;
}

/** The right to use a data folder, held until released or until the process ends in whatever way. */
export interface StartLock {
  /** Lets the next start know that waiting is worth it. */
  announceStop(): void;
  release(): void;
}

const patienceMs = 2_000;
const drainMs = 40_000;

/** Takes the data folder, or refuses when another living process has it. */
export async function takeStartLock(dataDir: string, url: string): Promise<StartLock> {
  mkdirSync(dataDir, { recursive: true });
  const file = path.join(dataDir, 'running.json');
  const mine: Holder = { pid: process.pid, began: startOf(process.pid) ?? '', url };
  for (const began = Date.now(); !claim(file, mine); await pause(100)) {
    const holder = readHolder(file);
    if (!holder) continue;
    if (!lives(holder)) removeStale(file, holder);
    else if (Date.now() - began > (holder.stopping ? drainMs : patienceMs)) throw refusal(dataDir, holder);
  }
  return {
    announceStop: () => replace(file, { ...mine, stopping: true }),
    release: () => {
      if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
    },
  };
}

const lives = ({ pid, began }: Holder) => startOf(pid) === began;

/** A link either comes into being whole or not at all, so of two starts one gets it. */
function claim(file: string, mine: Holder) {
  const draft = write(file, mine);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Between reading and removing, another start may have taken the file over: then it is put back. */
function removeStale(file: string, stale: Holder) {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
    if (readHolder(aside)?.pid !== stale.pid) linkSync(aside, file);
  } catch {
    // Somebody else was quicker; the next round sees who.
  } finally {
    rmSync(aside, { force: true });
  }
}

function replace(file: string, holder: Holder) {
  renameSync(write(file, holder), file);
}

function write(file: string, holder: Holder) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
  return draft;
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

function refusal(dataDir: string, { pid, url }: Holder) {
  return new StartRefused(`Waypost already runs on ${dataDir} (process ${pid}, ${url}). Stop that one first, or choose another DATA_DIR, PORT and SMTP_PORT.`);
}
