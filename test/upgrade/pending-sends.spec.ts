import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { type JobDefinition, type JobPayload, Jobs, WorkerTimers } from '#libs/platform';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { EarlierVersion } from './support/earlier-version.js';
import type { Afterwards, LeftBehind, Now } from './support/left-behind.js';
import { messagesLeftBehind } from './support/messages-left-behind.js';
import { noticesLeftBehind } from './support/notices-left-behind.js';
import { ShopOfBefore } from './support/shop-of-before.js';
import { unreadAnswersLeftBehind } from './support/unread-answers-left-behind.js';

/** The newest migration of the version that is upgraded from. */
const before = 'KeepWhenAgentsJoined20261122151000';

/**
 * Everything that an earlier version may have left. A change of how something is stored that waits adds its rows here.
 */
const leftBehind: LeftBehind[] = [...messagesLeftBehind, ...unreadAnswersLeftBehind, ...noticesLeftBehind];

describe('what an earlier version left, after the upgrade', () => {
  let earlier: EarlierVersion;
  let shop: ShopOfBefore;
  let waypost: TestWaypost;
  let worker: TestWaypost;
  let now: Now;
  const afterwards = new Map<string, Afterwards>();

  beforeAll(async () => {
    earlier = await EarlierVersion.install(before);
    const ground = await earlier.ground();
    shop = await ShopOfBefore.open(earlier, ground.secretKey);
    for (const [what, leave] of leftBehind) afterwards.set(what, await leave(shop));
    await earlier.upgrade();
    waypost = await startWaypost({ on: ground, parts: 'api' });
    shop.graph.reportTo(`${waypost.url}/hooks/whatsapp/${shop.channels.whatsapp}`);
    const agent = await waypost.anonymous.signIn(shop.email, shop.password);
    now = {
      shop,
      waypost,
      agent,
      sweep: (name) => worker.worker.get(WorkerTimers).runNow(name),
      job: (name, payload) => queueAsBefore(waypost, name, payload),
    };
    for (const { prepare } of afterwards.values()) await prepare?.(now);
    worker = await startWaypost({ on: ground, parts: 'worker' });
  }, 120_000);
  afterAll(async () => {
    await worker?.stop();
    await shop?.close();
    await earlier?.close();
    await waypost?.close();
  });

  test.each(leftBehind.map(([what]) => what))('%s', (what) => afterwards.get(what)!.check(now), 60_000);

  test('nothing has left twice, nothing waits but what has a reason to, and nothing became a dead letter', async () => {
    await worker.worker.get(WorkerTimers).runNow('send-dispatches');
    await pause(2_000);
    const said = [
      ...shop.graph.accepted.map(({ recipient, body }) => `${recipient} ${JSON.stringify(body)}`),
      ...shop.bot.accepted.map(({ chatId, text }) => `${chatId} ${text}`),
      ...shop.sink.mails.map(({ raw }) => /^Message-ID:\s*<.*>$/im.exec(raw)![0]),
    ].map((line) => line.replace(/"id":"[^"]*"/g, ''));
    expect(said.filter((line, index) => said.indexOf(line) !== index)).toEqual([]);
    const waiting = await earlier.query(
      `select owner, error from dispatches where status in ('queued', 'sending')
       and due_at <= now() - interval '10 seconds'`,
    );
    expect([
      waiting,
      await earlier.query("select * from outbox_events where due_at < now() - interval '10 seconds'"),
    ]).toEqual([[], []]);
    expect(await earlier.query('select reason from dead_letters')).toEqual([]);
  });
});

/** A job under a name, and with a payload, of that time. */
function queueAsBefore(waypost: TestWaypost, name: string, payload: Record<string, string>): Promise<void> {
  const job: JobDefinition<JobPayload> = {
    name,
    payload: z.looseObject({ workspaceId: z.uuid() }),
    attempts: 3,
    backoffMs: 2_000,
    concurrency: 10,
    timeoutMs: 100_000,
  };
  return waypost.api.get(Jobs).add(job, payload as unknown as JobPayload, { jobId: Object.values(payload).at(-1) });
}
