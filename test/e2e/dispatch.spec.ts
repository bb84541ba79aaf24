import { Injectable } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { WorkerModule } from '../../apps/worker/src/worker.module.js';
import { FindChannel } from '#libs/channels';
import {
  ApplyStatus,
  type Composed,
  type Dispatch,
  DispatchOwner,
  type OwnsDispatches,
  SendLane,
  type Settled,
  cancelDispatch,
  laneOf,
  queueDispatch,
  queueIfNone,
  sendAgain,
  wakeLanes,
} from '#libs/dispatch';
import { Database, type Tx, WorkerTimers, createLog, inWorkspace, newId } from '#libs/platform';
import { NoticeDispatch } from '../../libs/orders/src/notices/notice-dispatch.js';
import { until } from '../support/until.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { type WhatsappChannel, whatsappChannel } from '../support/whatsapp-channel.js';
import { withOwner } from '../support/with-owner.js';

/** What the owner says of a dispatch of this test, in turn; the last one again and again. */
const says = new Map<string, (() => Promise<Composed>)[]>();
const composed: string[] = [];
/** Those whose end meets a lock that is held too long, once. */
const lockedOut = new Set<string>();
const lockTimeout = `do $$ begin raise exception using errcode = '55P03'; end $$`;
const settled: [id: string, from: string, to: string][] = [];

/** All that a new kind of dispatch needs. */
@Injectable()
@DispatchOwner({ kind: 'greeting' })
class Greetings implements OwnsDispatches {
  compose({ id }: Dispatch): Promise<Composed> {
    composed.push(id);
    const turns = says.get(id) ?? [];
    return (turns.length > 1 ? turns.shift()! : turns[0]!)();
  }

  async onSettled(tx: Tx, { id }: Dispatch, { from, to }: Settled): Promise<void> {
    if (lockedOut.delete(id)) await tx.query(lockTimeout);
    settled.push([id, from, to]);
  }
}

describe('a new kind of dispatch', () => {
  let waypost: TestWaypost;
  let worker: TestingModule;
  let whatsapp: WhatsappChannel;
  let workspaceId: string;

  beforeAll(async () => {
    waypost = await startWaypost({ parts: 'api' });
    const { member, admin } = await waypost.workspace();
    ({ workspaceId } = member);
    whatsapp = await whatsappChannel(admin);
    const log = createLog('debug', {}, { write: () => undefined });
    worker = await Test.createTestingModule({
      imports: [WorkerModule.with(waypost.config, log)],
      providers: [Greetings],
    }).compile();
    await worker.init();
  });
  afterAll(async () => {
    await worker?.close();
    await whatsapp?.graph.close();
    await waypost?.close();
  });

  const within = <T>(work: (tx: Tx) => Promise<T> | T) =>
    inWorkspace(workspaceId, () => worker.get(Database).transaction(async (tx) => work(tx)));
  const theirChannel = async () =>
    (await inWorkspace(workspaceId, () => worker.get(FindChannel, { strict: false }).byId(whatsapp.id)))!;
  /** To say hello to this phone. */
  const hello = (to: string) => async (): Promise<Composed> => {
    const channel = await theirChannel();
    const parcel = { channel, recipient: { kind: 'phone', value: to }, text: 'Hello', subject: '', files: [] };
    const thread = { references: [], replyToken: 'x' };
    return { next: 'send', parcel: { ...parcel, authorName: null, automatic: true, locale: null, thread } };
  };
  const wait = (until: Date | null) => async (): Promise<Composed> => ({ next: 'wait', until, why: 'Not yet' });
  const row = (id: string, lane: string, owner = 'greeting') => ({ id, owner, ownerId: id, ticketId: null, lane });
  async function queue(lane: string, ...turns: (() => Promise<Composed>)[]): Promise<string> {
    const id = newId();
    says.set(id, turns);
    await within((tx) => queueDispatch(tx, row(id, lane)));
    return id;
  }
  const run = (lane: string) => inWorkspace(workspaceId, () => worker.get(SendLane, { strict: false }).send({ lane }));
  const stateOf = async (id: string) =>
    (
      await withOwner<{ status: string; error: string | null }>(
        waypost,
        'select status, error from dispatches where id = $1',
        [id],
      )
    )[0]!;
  const sentTo = (phone: string) => whatsapp.graph.accepted.filter(({ recipient }) => `+${recipient}` === phone);

  it('leaves once, and its owner is given how it went and what the provider says later', async () => {
    const lane = newId();
    const id = await queue(lane, hello('+4915100000001'));
    await Promise.all([run(lane), run(lane)]);
    expect(sentTo('+4915100000001')).toHaveLength(1);
    const { id: externalId } = sentTo('+4915100000001')[0]!;
    const channel = await theirChannel();
    const statuses = worker.get(ApplyStatus, { strict: false });
    for (const status of ['read', 'delivered'] as const)
      await within((tx) => statuses.apply(tx, channel, { kind: 'status', externalId, status }));
    expect([await stateOf(id), settled.filter(([of]) => of === id)]).toEqual([
      { status: 'read', error: null },
      [
        [id, 'sending', 'sent'],
        [id, 'sent', 'read'],
      ],
    ]);
  });

  it('waits for its turn on its lane and for nothing on others, also of the same ticket', async () => {
    const ticketId = newId();
    const [one, other] = ['+4915100000002', '+4915100000003'].map((value) =>
      laneOf(ticketId, { kind: 'phone', value }),
    );
    await queue(one!, wait(new Date(Date.now() + 60_000)));
    const behind = await queue(one!, hello('+4915100000002'));
    const beside = await queue(other!, hello('+4915100000003'));
    for (const lane of [one!, other!, one!]) await run(lane);
    expect([(await stateOf(behind)).status, (await stateOf(beside)).status]).toEqual(['queued', 'sent']);
    expect(composed.includes(behind)).toBe(false);
  });

  it('waits without an end until its lane is woken, also when that is while it is composed', async () => {
    const lane = newId();
    const wokenMeanwhile = async (): Promise<Composed> => {
      await within((tx) => wakeLanes(tx, [lane]));
      return wait(null)();
    };
    const id = await queue(lane, wokenMeanwhile, wait(null), hello('+4915100000004'));
    await run(lane);
    expect(composed.filter((of) => of === id)).toHaveLength(2);
    await run(lane);
    expect([composed.filter((of) => of === id).length, await stateOf(id)]).toEqual([
      2,
      { status: 'queued', error: 'Not yet' },
    ]);
    await within((tx) => wakeLanes(tx, [lane]));
    await worker.get(WorkerTimers, { strict: false }).runNow('send-dispatches');
    await until('it to be sent', async () => (await stateOf(id)).status === 'sent');
  });

  it('that cannot be composed stays queued, holds up its own lane alone, and goes when it can', async () => {
    const [lane, other] = [newId(), newId()];
    const broken = () => Promise.reject(new Error('The database is away'));
    const id = await queue(lane, broken, hello('+4915100000005'));
    const beside = await queue(other, hello('+4915100000006'));
    await expect(run(lane)).rejects.toThrow('away');
    await run(other);
    expect((await stateOf(beside)).status).toBe('sent');
    // Queued, unless the worker's own sweep has taken it again by now.
    expect(['queued', 'sending', 'sent']).toContain((await stateOf(id)).status);
    await run(lane);
    await until('it is sent', async () => (await stateOf(id)).status === 'sent');
    expect(sentTo('+4915100000005')).toHaveLength(1);
  });

  it('whose sender died while it sent is unknown and not sent again but by a person, as a new attempt', async () => {
    const lane = newId();
    const id = newId();
    says.set(id, [hello('+4915100000007')]);
    // In one transaction, so that the worker's own sweep cannot send it before its sender has died.
    await within(async (tx) => {
      queueDispatch(tx, row(id, lane));
      await tx.query(`update dispatches set status = 'sending', tries = 1 where id = $1`, [id]);
    });
    await run(lane);
    expect([await stateOf(id), sentTo('+4915100000007')]).toEqual([
      { status: 'unknown', error: 'Waypost stopped while sending' },
      [],
    ]);
    expect(await within((tx) => sendAgain(tx, id))).toBe(true);
    await run(lane);
    expect(await within((tx) => sendAgain(tx, id))).toBe(false);
    expect(sentTo('+4915100000007').map(({ body }) => body['biz_opaque_callback_data'])).toEqual([`${id}:2`]);
  });

  it('sent again is not failed by what a provider reports late of an earlier attempt', async () => {
    const lane = newId();
    const id = await queue(lane, wait(null), hello('+4915100000011'));
    await run(lane);
    await withOwner(waypost, `update dispatches set status = 'unknown', channel_id = $2 where id = $1`, [
      id,
      whatsapp.id,
    ]);
    const channel = await theirChannel();
    const fail = (tx: Tx, attempt: number) => {
      const ids = { externalId: `wamid.of-attempt-${attempt}`, correlationId: id, attempt };
      return worker
        .get(ApplyStatus, { strict: false })
        .apply(tx, channel, { kind: 'status', status: 'failed', error: 'no such number', ...ids });
    };
    expect(
      await within(async (tx) => {
        const again = await sendAgain(tx, id);
        await fail(tx, 1);
        return again;
      }),
    ).toBe(true);
    await run(lane);
    await until('it was sent', async () => (await stateOf(id)).status === 'sent');
    await within((tx) => fail(tx, 1));
    expect([await stateOf(id), sentTo('+4915100000011').length]).toEqual([{ status: 'sent', error: null }, 1]);
    await within((tx) => fail(tx, 2));
    expect(await stateOf(id)).toEqual({ status: 'failed', error: 'no such number' });
  });

  it('that has left is sent, also where its end waits too long for a lock', async () => {
    const lane = newId();
    const id = await queue(lane, hello('+4915100000010'));
    lockedOut.add(id);
    await run(lane);
    expect([await stateOf(id), lockedOut.size, sentTo('+4915100000010').length]).toEqual([
      { status: 'sent', error: null },
      0,
      1,
    ]);
  });

  it('of a notice whose message was refused before it had ended looks for another way', async () => {
    const notices = worker.get(NoticeDispatch, { strict: false });
    const id = newId();
    const insert = `
      insert into contact_notices (workspace_id, id, order_id, kind, about, reply_token, state)
      values ($1, $2, $2, 'shipped', '', 'a token', 'in-ticket')`;
    const lenient = new URL(waypost.database.ownerUrl);
    lenient.searchParams.set('options', '-c session_replication_role=replica');
    const ownerUrl = lenient.href;
    await withOwner({ database: { ...waypost.database, ownerUrl } }, insert, [workspaceId, id]);
    await within((tx) => queueDispatch(tx, row(id, id, 'order-notice')));
    const { compose } = notices;
    notices.compose = async () => {
      notices.compose = compose;
      await within(async (tx) => {
        await tx.query(`update contact_notices set state = 'due' where id = $1`, [id]);
        queueDispatch(tx, row(id, id, 'order-notice'));
      });
      return { next: 'cancel', why: 'Told in a ticket' };
    };
    await run(id);
    // Its order is none, so the other way is an agent.
    expect(await withOwner(waypost, 'select state from contact_notices where id = $1', [id])).toEqual([
      { state: 'needs-agent' },
    ]);
  });

  it('without an owner, or given up by its owner, fails; either may be queued again', async () => {
    const lane = newId();
    const [unowned, refused] = [
      newId(),
      await queue(lane, async () => ({ next: 'fail', why: 'No way' }), hello('+4915100000008')),
    ];
    await within((tx) => queueDispatch(tx, row(unowned, lane, 'of-a-later-version')));
    await run(lane);
    expect([await stateOf(unowned), await stateOf(refused)]).toEqual([
      { status: 'failed', error: 'Nothing here sends of-a-later-version' },
      { status: 'failed', error: 'No way' },
    ]);
    await within((tx) => queueDispatch(tx, row(refused, lane)));
    await run(lane);
    expect((await stateOf(refused)).status).toBe('sent');
    // One that has left is not.
    await within((tx) => queueDispatch(tx, row(refused, lane)));
    expect((await stateOf(refused)).status).toBe('sent');
  });

  it('is taken back only before its time, and one lane takes no second where one is enough', async () => {
    const lane = newId();
    const [later, second] = [newId(), newId()];
    says.set(later, [hello('+4915100000009')]);
    await within((tx) => queueDispatch(tx, { ...row(later, lane), afterSeconds: 60 }));
    await within((tx) => queueIfNone(tx, row(second, lane)));
    expect(await stateOf(second)).toBeUndefined();
    expect(await within((tx) => cancelDispatch(tx, later))).toBe(true);
    await within((tx) => queueIfNone(tx, row(second, lane)));
    expect(await within((tx) => cancelDispatch(tx, second))).toBe(false);
    expect([(await stateOf(later)).status, (await stateOf(second)).status]).toEqual(['cancelled', 'queued']);
  });
});
