import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { quietPort } from './quiet-port.js';
import { endWithUs } from './end-with-us.mjs';
import { until } from './until.js';

/** A Waypost that runs as its own process, as it is shipped: to be killed. */
export interface SpawnedWaypost {
  url: string;
  port: number;
  smtpPort: number;
  pid: number;
  /** What it has written so far. */
  output(): string;
  /** Resolves with the exit code, null after a signal that ended it. */
  ended: Promise<number | null>;
  ready(withinMs?: number): Promise<void>;
  /** Signals the whole process group, as a terminal does, and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

const programs = {
  standalone: 'dist/apps/standalone/src/main.js',
  api: 'dist/apps/api/src/main.js',
  worker: 'dist/apps/worker/src/main.js',
  migrate: 'dist/apps/standalone/src/migrate.js',
  cli: 'dist/apps/standalone/src/cli.js',
};

export interface SpawnOptions {
  /** Its settings: DATA_DIR, or DATABASE_URL and SECRET_KEY. Free ports are taken where none is given. */
  env: Record<string, string>;
  program?: keyof typeof programs;
  args?: string[];
}

/** `npm test` has built everything before. */
let isBuilt = process.env.WAYPOST_TEST_BUILT === '1';

/**
 * Once in a file of tests: what it kills and starts again must stay the same. Worth a `beforeAll`, for it may take its
 * time.
 */
export function buildOnce(): void {
  if (!isBuilt)
    execFileSync(process.execPath, ['scripts/build.mjs', 'server'], { stdio: ['ignore', 'ignore', 'inherit'] });
  isBuilt = true;
}

/** Starts it from the build, which is renewed first when it is stale, and does not wait until it is ready. */
export async function spawnWaypost({ env, program = 'standalone', args = [] }: SpawnOptions): Promise<SpawnedWaypost> {
  buildOnce();
  const port = Number(env.PORT ?? (await quietPort()));
  const smtpPort = Number(env.SMTP_PORT ?? (await quietPort()));
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [programs[program], ...args], {
    env: { PATH, HOME, LOG_LEVEL: 'warn', ...env, PORT: String(port), SMTP_PORT: String(smtpPort) },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return handle(child, port, smtpPort);
}

function handle(child: ChildProcess, port: number, smtpPort: number): SpawnedWaypost {
  const pid = child.pid ?? 0;
  const url = `http://127.0.0.1:${port}`;
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  const guard = endWithUs(pid);
  const ended = once(child, 'close').then(([code]) => {
    guard.callOff();
    return code as number | null;
  });
  const isReady = async () => {
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}:\n${output}`);
    return fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  };
  return {
    url,
    port,
    smtpPort,
    pid,
    ended,
    output: () => output,
    ready: async (withinMs = 60_000) => {
      await until(`${url} ready; it said:\n${output}`, isReady, withinMs).catch((error: Error) =>
        Promise.reject(new Error(`${error.message}\n${output}`)),
      );
    },
    end: async (signal = 'SIGTERM') => {
      if (child.exitCode === null && child.signalCode === null) process.kill(-pid, signal);
      return ended;
    },
  };
}
