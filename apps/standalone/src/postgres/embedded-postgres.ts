import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DatabaseUrls } from '#libs/platform';
import { choosePlace, type Place } from './choose-place.js';
import { createCluster, hasCluster, requireSameMajor } from './create-cluster.js';
import { freePort } from './free-port.js';
import { type Installation, keepInstallation, openInstallation } from './installation.js';
import { findPostmaster, goneWithin, spawnPostmaster, stopPostmaster } from './postmaster.js';
import { hasSocket } from './socket-folder.js';
import { greet, prepareDatabase, urlsOf } from './prepare-database.js';

export interface EmbeddedOptions {
  dataDir: string;
  /** More flags for the server and for making the cluster: tests trade durability for speed. */
  postgresFlags?: string[];
  initdbFlags?: string[];
  /** Receives what is worth a line. */
  say?: (line: string) => void;
}

const patienceMs = 60_000;

/** The Postgres of a data folder: found or started by us, stopped by us, last of all. */
export class EmbeddedPostgres {
  private installation: Installation;
  private readonly place: Place;
  private readonly log: string;

  constructor(private readonly options: EmbeddedOptions) {
    this.installation = openInstallation(options.dataDir);
    this.place = choosePlace(options.dataDir, this.installation);
    this.log = path.join(options.dataDir, 'postgres.log');
  }

  get urls(): Required<DatabaseUrls> {
    return urlsOf(this.installation);
  }

  /** Whether the next start has to make the database first. */
  get isNew(): boolean {
    return !hasCluster(this.place);
  }

  /** Where the data is when the server's user cannot enter the data folder. */
  get movedTo(): string | undefined {
    return this.place.moved ? path.dirname(this.place.cluster) : undefined;
  }

  /** Makes the cluster of a new installation. */
  async create(): Promise<void> {
    await createCluster(this.place, this.installation.ownerPassword, this.options.initdbFlags ?? []);
    this.keep({ cluster: this.place.moved ? this.place.cluster : path.basename(this.place.cluster) });
  }

  /** Has the server running when it returns: attaches to one that outlived us, else starts one. Returns which. */
  async start(): Promise<'attached' | 'started'> {
    requireSameMajor(this.place);
    const outcome = (await this.attach()) ? 'attached' : await this.launch();
    await prepareDatabase(this.installation);
    return outcome;
  }

  get isRunning(): boolean {
    return findPostmaster(this.place) !== undefined;
  }

  async stop(): Promise<void> {
    await stopPostmaster(this.place);
  }

  /** A server that is on its way down is waited for; one that is on its way up is waited for too. */
  private async attach() {
    for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await pause(50)) {
      const running = findPostmaster(this.place);
      if (!running) return false;
      if (running.state === 'stopping') await goneWithin(running.pid, patienceMs);
      else if (await this.answers(running.port)) return true;
    }
    throw new Error(`A Postgres holds ${this.place.cluster} and does not answer. ${this.lastWords()}`);
  }

  /** Retried, since a killed server's children may hold its memory for a moment, or its port be taken meanwhile. */
  private async launch() {
    for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await pause(200)) {
      const port = await freePort(this.installation.port);
      this.keep({ port });
      spawnPostmaster(this.place, { port, log: this.log, flags: this.options.postgresFlags ?? [] });
      if (await this.comesUp(port, deadline)) return 'started' as const;
    }
    throw new Error(`Postgres did not start. ${this.lastWords()}`);
  }

  /** A server needs a moment to write its pid file, and as long as it likes to recover. */
  private async comesUp(port: number, deadline: number) {
    const grace = Date.now() + 1_500;
    while (Date.now() < deadline) {
      await pause(30);
      if (await this.answers(port)) return true;
      if (!findPostmaster(this.place) && Date.now() > grace) return false;
    }
    return false;
  }

  private async answers(port: number) {
    try {
      const { cluster } = this.place;
      await greet(this.installation, { port }, cluster);
      this.keep({ port, socket: await this.socketOf(port) });
      return true;
    } catch (error) {
      // Class 28: it refuses our password, and will go on doing so.
      if ((error as { code?: string }).code?.startsWith('28')) throw error;
      return false;
    }
  }

  /** The socket's folder, if the server listens there: one that a version before started does not. */
  private async socketOf(port: number): Promise<string | undefined> {
    const { socket, cluster } = this.place;
    if (!hasSocket(socket, port)) return undefined;
    const answers = greet(this.installation, { port, socket }, cluster);
    return answers.then(
      () => socket,
      () => undefined,
    );
  }

  private keep(change: Partial<Installation>) {
    const next = { ...this.installation, ...change };
    if (JSON.stringify(next) !== JSON.stringify(this.installation))
      this.installation = keepInstallation(this.options.dataDir, next);
  }

  private lastWords() {
    try {
      return `Its last words:\n${readFileSync(this.log, 'utf8').trim().split('\n').slice(-5).join('\n')}`;
    } catch {
      return '';
    }
  }
}
