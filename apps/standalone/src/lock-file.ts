import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startOf } from './postgres/index.js';

/**
 * The state of a data folder's holder: a Waypost that starts, runs or stops, or a command of the operator.
 */
export type HolderState = 'starting' | 'up' | 'stopping' | 'command';

/** The process that holds a data folder. Its number alone may be given again, so its start is stored with it. */
export interface Holder {
  pid: number;
  began: string;
  url: string;
  state: HolderState;
}

/** The file that names the holder of a data folder; one process at a time gets it. */
export class LockFile {
  private readonly file: string;
  private readonly mine: Holder;

  constructor(dataDir: string, mine: Pick<Holder, 'url' | 'state'>) {
    mkdirSync(dataDir, { recursive: true });
    this.file = path.join(dataDir, 'running.json');
    this.mine = { pid: process.pid, began: startOf(process.pid) ?? '', ...mine };
  }

  /**
   * Takes it when it is free, or its holder is gone. A link comes into being whole or not at all, so of two processes
   * one gets it.
   */
  claim(): boolean {
    const holder = read(this.file);
    if (holder && !lives(holder)) this.removeStale(holder);
    const draft = this.write(this.mine);
    try {
      linkSync(draft, this.file);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      return false;
    } finally {
      rmSync(draft, { force: true });
    }
  }

  /** The living process that has it, if any. */
  holder(): Holder | undefined {
    const holder = read(this.file);
    return holder && lives(holder) ? holder : undefined;
  }

  announce(state: HolderState): void {
    renameSync(this.write({ ...this.mine, state }), this.file);
  }

  release(): void {
    if (read(this.file)?.pid === process.pid) rmSync(this.file, { force: true });
  }

  /** Between reading and removing, another start may have taken the file over: then it is put back. */
  private removeStale(stale: Holder) {
    const aside = `${this.file}.stale-${process.pid}`;
    try {
      renameSync(this.file, aside);
      if (read(aside)?.pid !== stale.pid) linkSync(aside, this.file);
    } catch {
      // Another process was quicker; the next round sees which.
    } finally {
      rmSync(aside, { force: true });
    }
  }

  private write(holder: Holder) {
    const draft = `${this.file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
    return draft;
  }
}

const lives = ({ pid, began }: Holder) => startOf(pid) === began;

function read(file: string): Holder | undefined {
  try {
    // One of an older version says no state; it waits for nothing, so it counts as up.
    return { state: 'up', ...(JSON.parse(readFileSync(file, 'utf8')) as Omit<Holder, 'state'> & Partial<Holder>) };
  } catch {
    return undefined;
  }
}
