import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { quietPort } from './quiet-port.js';
import { Client } from './client.js';
import { type SpawnedWaypost, spawnWaypost } from './spawn-waypost.js';
import { until } from './until.js';

/** Makes the first workspace with the link that a program has printed, or prints soon. Returns its admin. */
export async function setUpAt(url: string, program: SpawnedWaypost): Promise<Client> {
  const token = await until('the set-up link', () => /setup#token=([\w-]+)/.exec(program.output())?.[1], 60_000);
  const { body } = await new Client(url).post<{ token: string }>('/api/v1/setup', {
    token,
    workspaceName: 'Lone',
    name: 'Ada',
    email: 'ada@shop.example',
    password: 'a-long-enough-password',
  });
  return new Client(url, body.token);
}

/** A Waypost as it is shipped, in a process and a data folder of its own, that can be killed and started again. */
export class LoneWaypost {
  readonly dataDir = mkdtempSync(path.join(tmpdir(), 'waypost-lone-'));
  private running?: SpawnedWaypost;
  private ports?: { PORT: string; SMTP_PORT: string };
  admin!: Client;

  constructor(private readonly env: Record<string, string> = {}) {}

  get process(): SpawnedWaypost {
    if (!this.running) throw new Error('It has not been started');
    return this.running;
  }

  /** Starts it, the same ports each time, and waits until it is ready. */
  async start(): Promise<void> {
    this.ports ??= { PORT: String(await quietPort()), SMTP_PORT: String(await quietPort()) };
    this.running = await spawnWaypost({
      env: { DATA_DIR: this.dataDir, DEMO: 'false', ALLOW_PRIVATE_NETWORK: 'true', ...this.ports, ...this.env },
    });
    await this.running.ready(90_000);
  }

  /** The first workspace, by the link that it prints. */
  async setUp(): Promise<Client> {
    this.admin = await setUpAt(this.process.url, this.process);
    return this.admin;
  }

  /** Ends it as a crash would: the whole process group, without a word. */
  async kill(): Promise<void> {
    await this.process.end('SIGKILL');
  }

  async remove(): Promise<void> {
    await this.running?.end();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
