import { setTimeout as pause } from 'node:timers/promises';
import { type Holder, type HolderState, LockFile } from './lock-file.js';
import { StartRefused } from './progress.js';

/**
 * The right to use a data folder and to start and stop its Postgres, held until released or until the process ends in
 * whatever way.
 */
export interface StartLock {
  /** Lets commands know that the Postgres which runs may be used. */
  announceUp(): void;
  /** Lets the next start know that waiting is worth it. */
  announceStop(): void;
  release(): void;
}

interface Waiting {
  say: (line: string) => void;
  /** Throws when the wait is called off. */
  check?: () => void;
}

/** How long a start waits for each holder: one that runs will not end by itself, one that stops or a command will. */
const startWaitsMs: Record<HolderState, number> = { starting: 2_000, up: 2_000, stopping: 40_000, command: 120_000 };
const commandWaitsMs = 120_000;
const doing: Record<HolderState, string> = {
  starting: 'Waypost starts',
  up: 'Waypost runs',
  stopping: 'Waypost stops',
  command: 'A command runs',
};

/** Takes the data folder, or refuses when another Waypost has it. A command is waited for. */
export async function takeStartLock(dataDir: string, url: string, { say, check }: Waiting): Promise<StartLock> {
  const lock = new LockFile(dataDir, { url, state: 'starting' });
  const announce = onceFor(say, dataDir);
  for (const began = Date.now(); !lock.claim(); await pause(100)) {
    check?.();
    const holder = lock.holder();
    if (!holder) continue;
    if (holder.state === 'command' || holder.state === 'stopping') announce(holder);
    if (Date.now() - began > startWaitsMs[holder.state]) throw refusal(dataDir, holder);
  }
  return handle(lock);
}

/**
 * For a command: takes a data folder that is free. Undefined once a Waypost that is up has it: its Postgres is there to
 * be used, and is not ours to stop.
 */
export async function takeOrShare(dataDir: string, { say }: Waiting): Promise<StartLock | undefined> {
  const lock = new LockFile(dataDir, { url: '', state: 'command' });
  const announce = onceFor(say, dataDir);
  for (const began = Date.now(); !lock.claim(); await pause(100)) {
    const holder = lock.holder();
    if (!holder) continue;
    if (holder.state === 'up') return undefined;
    announce(holder);
    if (Date.now() - began > commandWaitsMs)
      throw new StartRefused(`${describe(holder, dataDir)}, and has for ${commandWaitsMs / 1_000} s. Try again later.`);
  }
  return handle(lock);
}

function handle(lock: LockFile): StartLock {
  return {
    announceUp: () => lock.announce('up'),
    announceStop: () => lock.announce('stopping'),
    release: () => lock.release(),
  };
}

const describe = ({ state, pid }: Holder, dataDir: string) => `${doing[state]} on ${dataDir} (process ${pid})`;

/** Names the holder that it waits for, once for each. */
function onceFor(say: Waiting['say'], dataDir: string) {
  let announced = 0;
  return (holder: Holder) => {
    if (announced !== holder.pid) say(`${describe(holder, dataDir)}; waiting for it`);
    announced = holder.pid;
  };
}

function refusal(dataDir: string, holder: Holder) {
  if (holder.state === 'command')
    return new StartRefused(`${describe(holder, dataDir)}, and has for too long. Stop that one first.`);
  return new StartRefused(
    `Waypost already runs on ${dataDir} (process ${holder.pid}, ${holder.url}). ` +
      'Stop that one first, or choose another DATA_DIR, PORT and SMTP_PORT.',
  );
}
