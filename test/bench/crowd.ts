// node --import ./test/support/register-typescript.mjs test/bench/crowd.ts
// One workspace, twenty changes a second, and the screens of one agent, then of two hundred: what each change costs the
// database, and what it costs the api. Needs a build.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Socket, io } from 'socket.io-client';
import { createRepairer } from '../../apps/web/src/realtime/repairer.js';
import { EmbeddedPostgres } from '../../apps/standalone/src/postgres/index.js';
import { Client } from '../support/client.js';
import { hashToken } from '#libs/platform';
import { type SpawnedWaypost, spawnWaypost } from '../support/spawn-waypost.js';
import { until } from '../support/until.js';
import { visit } from '../support/visitor.js';
import { cpuOf } from './cpu.js';
import { type Ground, prepareGround } from './ground.js';

const changesPerSecond = 20;
const seconds = Number(process.argv[2] ?? 20);
const counted = new Set(['opened', 'status', 'assignee', 'team', 'clock']);

interface Figures {
  sockets: number;
  changes: number;
  statementsPerChange: number;
  cpuMsPerChange: number;
  hintsPerSocket: number;
  countsPerSocket: number;
}

/** An api of its own on the ground's Postgres, which counts its statements. */
async function startApi(folder: string, ground: Ground): Promise<SpawnedWaypost> {
  const { databaseUrl } = new EmbeddedPostgres({ dataDir: ground.dataDir }).urls;
  const api = await spawnWaypost({
    program: 'api',
    env: {
      DATABASE_URL: databaseUrl,
      DATA_DIR: folder,
      SECRET_KEY: 'k'.repeat(40),
      LOG_LEVEL: 'error',
      BENCH_STATEMENTS: path.join(folder, 'statements'),
      NODE_OPTIONS: `--import=${fileURLToPath(new URL('count-statements.mjs', import.meta.url))}`,
    },
  });
  await api.ready();
  return api;
}

/** Agents of the workspace, each with a session. */
async function signIn({ owner }: Ground, count: number): Promise<string[]> {
  const tokens = Array.from({ length: count }, () => randomBytes(32).toString('base64url'));
  await owner.query(
    `with place as (select id from workspaces limit 1),
     account as (
       insert into accounts (id, email)
       select uuidv7(), 'agent' || n || '@crowd.example' from generate_series(1, $2) n returning id, email),
     agent as (
       insert into agents (workspace_id, id, account_id, name, email, role, state, joined_at)
       select place.id, uuidv7(), account.id, 'Agent', account.email, 'agent', 'active', now() from place, account
       returning workspace_id, id, account_id),
     numbered as (select *, row_number() over () as n from agent)
     insert into sessions (token_hash, account_id, workspace_id, agent_id, expires_at)
     select h.hash, account_id, workspace_id, id, now() + interval '1 day'
     from numbered join unnest($1::bytea[]) with ordinality as h (hash, n) using (n)`,
    [tokens.map(hashToken), count],
  );
  return tokens;
}

/**
 * A screen as the app has it: for a hint that concerns the counts it asks for them, at most every second and a half.
 */
async function openScreen(url: string, token: string) {
  const socket: Socket = io(`${url}/agent`, { auth: { token }, transports: ['websocket'], forceNew: true });
  const screen = { socket, hints: 0, counts: 0 };
  const repairCounts = createRepairer(async () => {
    if (await socket.timeout(10_000).emitWithAck('counts')) screen.counts++;
  }, 1_500);
  socket.on('ticket:changed', ({ changed }: { changed: string[] }) => {
    screen.hints++;
    if (changed.some((part) => counted.has(part))) repairCounts();
  });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  return screen;
}

async function run(
  api: SpawnedWaypost,
  folder: string,
  admin: Client,
  tickets: string[],
  tokens: string[],
): Promise<Figures> {
  const screens = await Promise.all(tokens.map((token) => openScreen(api.url, token)));
  await pause(1_000);
  const statements = () => Number(readFileSync(path.join(folder, 'statements'), 'utf8'));
  const before = { statements: statements(), cpu: cpuOf(api.pid), at: performance.now() };
  const pending: Promise<unknown>[] = [];
  const changes = new Map<string, Promise<unknown>>();
  for (let at = 0; at < seconds * changesPerSecond; at++) {
    const [ticketId, status] = [
      tickets[at % tickets.length]!,
      Math.floor(at / tickets.length) % 2 ? 'open' : 'pending',
    ];
    const change = () => admin.send('PATCH', `/api/v1/tickets/${ticketId}`, { body: { status } });
    // In order, so that each really changes something.
    changes.set(ticketId, (changes.get(ticketId) ?? Promise.resolve()).then(change));
    pending.push(changes.get(ticketId)!);
    await pause(Math.max(0, before.at + ((at + 1) * 1_000) / changesPerSecond - performance.now()));
  }
  const answers = (await Promise.all(pending)) as { status: number }[];
  if (answers.some(({ status }) => status !== 200)) throw new Error('A change was refused');
  await until('all hints', () => screens.every(({ hints }) => hints >= answers.length), 30_000);
  await pause(2_000);
  const each = (count: (screen: (typeof screens)[number]) => number) =>
    screens.reduce((sum, screen) => sum + count(screen), 0) / screens.length;
  const figures = {
    sockets: screens.length,
    changes: answers.length,
    statementsPerChange: (statements() - before.statements) / answers.length,
    cpuMsPerChange: (cpuOf(api.pid) - before.cpu) / answers.length,
    hintsPerSocket: each(({ hints }) => hints),
    countsPerSocket: each(({ counts }) => counts),
  };
  screens.forEach(({ socket }) => socket.disconnect());
  await pause(1_000);
  return figures;
}

const ground = await prepareGround();
const folder = mkdtempSync(path.join(tmpdir(), 'waypost-crowd-'));
let api: SpawnedWaypost | undefined;
try {
  api = await startApi(folder, ground);
  const admin = new Client(api.url, ground.admin.token);
  const { body } = await admin.post<{ id: string }>('/api/v1/channels', { type: 'widget', name: 'Chat', settings: {} });
  const tickets: string[] = [];
  for (let n = 0; n < 40; n++) tickets.push((await (await visit(api.url, body.id)).write('Hello?')).ticketId);
  const tokens = await signIn(ground, 200);
  // Plans, code and connections warm up.
  await run(api, folder, admin, tickets, tokens.slice(0, 20));
  const one = await run(api, folder, admin, tickets, tokens.slice(0, 1));
  const many = await run(api, folder, admin, tickets, tokens);
  for (const { sockets, ...figures } of [one, many])
    console.log(
      `${sockets} sockets: ${Object.entries(figures)
        .map(([name, value]) => `${name} ${value.toFixed(1)}`)
        .join(', ')}`,
    );
  console.log(`statements a change: ${(many.statementsPerChange / one.statementsPerChange).toFixed(2)} x (goal: 1)`);
  console.log(`the api's CPU: ${(many.cpuMsPerChange / one.cpuMsPerChange).toFixed(2)} x (goal: at most 10)`);
} finally {
  await api?.end();
  await ground.close();
  rmSync(folder, { recursive: true, force: true });
}
