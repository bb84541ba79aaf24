import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  Database,
  type EventDefinition,
  type EventOf,
  type PayloadOf,
  Relay,
  Subscriber,
  SystemDatabase,
  type Tx,
  asConsequenceOf,
  createDataSource,
  defineEvent,
  fromTo,
  inWorkspace,
  maxChainDepth,
  newEvent,
  newId,
  publish,
  publishAll,
} from '#libs/platform';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { SetSubscriber, findSubscribers } from './subscriber.js';

const KettleBoiled = defineEvent(
  'KettleBoiled',
  { ticketId: z.uuid(), heat: fromTo(z.number()), label: z.literal(true).optional() },
  ({ heat }) => ({ heat: { from: null, to: heat } }),
);
const CupFilled = defineEvent('CupFilled', { ticketId: z.uuid() });
type Tea = EventOf<typeof KettleBoiled | typeof CupFilled>;

const person = { kind: 'agent' as const, id: newId() };
const machine = { kind: 'system' as const, id: null };
const canary = 'CANARY-my-daughter-has-measles';

/** What each test lets the subscribers do, and what they received. */
const received: Tea[] = [];
let react: (event: Tea, tx: Tx) => Promise<void> = async () => undefined;

class MakeTea {
  @Subscriber([KettleBoiled, CupFilled], 'make-tea')
  async make(event: Tea, tx: Tx): Promise<void> {
    received.push(event);
    await react(event, tx);
  }
}
/** The sets that came. */
const sets: Tea[][] = [];
class Wash {
  @SetSubscriber([KettleBoiled, CupFilled], 'wash')
  async wash(events: Tea[], tx: Tx): Promise<void> {
    sets.push(events);
    for (const event of events) await react(event, tx);
  }
}
class Watch {
  @Subscriber(CupFilled, 'watch')
  async watch(event: EventOf<typeof CupFilled>): Promise<void> {
    received.push(event);
  }
}

const find = async (...providers: (new () => object)[]) => {
  const module = await Test.createTestingModule({ imports: [DiscoveryModule], providers }).compile();
  return findSubscribers(module.get(DiscoveryService));
};

describe('events', () => {
  let own: TestDatabase;
  let dataSource: DataSource;
  let database: Database;
  let system: SystemDatabase;
  let relay: Relay;
  const workspaceId = newId();
  const ticketId = newId();

  beforeAll(async () => {
    own = await createTestDatabase();
    dataSource = await createDataSource(own.appUrl, 3).initialize();
    database = new Database(dataSource);
    system = new SystemDatabase(own.appUrl);
    relay = new Relay(database, system);
    relay.use(await find(MakeTea, Watch));
    await here((tx) =>
      tx.query(`insert into workspaces (id, name, locale, time_zone) values ($1, 'Tea', 'en', 'UTC')`, [workspaceId]),
    );
  });
  afterAll(async () => {
    await system?.close();
    await dataSource?.destroy();
    await own?.drop();
  });
  beforeEach(async () => {
    received.length = 0;
    react = async () => undefined;
    await here((tx) => tx.query('delete from outbox_events'));
    await here((tx) => tx.query('delete from dead_letters'));
  });

  const here = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    inWorkspace(workspaceId, () => database.transaction(work));
  const boil = (payload: Partial<Parameters<typeof publish<typeof KettleBoiled>>[2]> = {}) =>
    here(async (tx) => publish(tx, KettleBoiled, { ticketId, actor: person, heat: { from: 20, to: 100 }, ...payload }));
  const store = (type: string, payload: object) =>
    here((tx) =>
      tx.query('insert into outbox_events (lane, type, ticket_id, payload) values (0, $1, $2, $3)', [
        type,
        ticketId,
        payload,
      ]),
    );
  const queued = () => here((tx) => tx.query('select type, payload, attempts, done from outbox_events order by id'));
  const deadLetters = () => here((tx) => tx.query('select reason, data from dead_letters order by reason'));
  const runOnce = async () => {
    let count = 0;
    for (const due of await relay.due()) count += await relay.run(due);
    return count;
  };
  const runAll = async () => {
    for (let turn = 0; turn < 3 * maxChainDepth && (await runOnce()) > 0; turn++);
  };

  it('reach their subscribers with the actor, what changed, and a chain that begins with them', async () => {
    await boil();
    await runAll();
    expect(received).toEqual([
      {
        type: 'KettleBoiled',
        id: expect.any(String),
        workspaceId,
        createdAt: expect.any(Date),
        ticketId,
        actor: person,
        heat: { from: 20, to: 100 },
        chain: { id: expect.any(String), depth: 0 },
      },
    ]);
    expect(await queued()).toEqual([]);
  });

  it('are published by one statement, in their order', async () => {
    const boiled = newEvent(KettleBoiled, { ticketId, actor: person, heat: { from: 1, to: 2 } });
    await here(async (tx) => publishAll(tx, [boiled, newEvent(CupFilled, { ticketId, actor: person })]));
    expect(await queued()).toMatchObject([{ type: 'KettleBoiled' }, { type: 'CupFilled' }]);
    const commands = await here((tx) => tx.query('select distinct cmin::text from outbox_events'));
    expect(commands).toHaveLength(1);
  });

  it('have types that a subscriber and a publisher are held to', () => {
    // Held by the compiler: a wrong `true` or `false` does not compile.
    type Decorated<M> = (target: object, key: string, descriptor: TypedPropertyDescriptor<M>) => void;
    type Both = typeof KettleBoiled | typeof CupFilled;
    type MaySubscribe<D extends EventDefinition, Event> =
      ReturnType<typeof Subscriber<D>> extends Decorated<(event: Event, tx: Tx) => Promise<void>> ? true : false;
    const whole: MaySubscribe<Both, Tea> = true;
    const onlyOne: MaySubscribe<typeof CupFilled, Tea> = true;
    const tooNarrow: MaySubscribe<Both, EventOf<typeof KettleBoiled>> = false;
    const another: MaySubscribe<typeof CupFilled, EventOf<typeof KettleBoiled>> = false;

    type MayPublish<Payload> = Payload extends PayloadOf<typeof KettleBoiled> ? true : false;
    const good = { ticketId, actor: person, heat: { from: 20, to: 100 } };
    const right: MayPublish<typeof good> = true;
    const words = { ...good, heat: { from: 'cold', to: 'hot' } };
    const wrong: MayPublish<typeof words> = false;
    const { actor: _, ...actorless } = good;
    const anonymous: MayPublish<typeof actorless> = false;
    expect([whole, onlyOne, tooNarrow, another, right, wrong, anonymous]).toHaveLength(7);
    expect(() => newEvent(KettleBoiled, words as never)).toThrow(z.ZodError);
    expect(() => newEvent(KettleBoiled, actorless as never)).toThrow(z.ZodError);
  });

  it('are declared once', () => {
    expect(() => defineEvent('CupFilled', {})).toThrow('Two events are called CupFilled');
    expect(() => defineEvent('cup-filled', {})).toThrow('cannot be called');
  });

  it('of the version before are brought up to today’s', async () => {
    await store('KettleBoiled', { heat: 100 });
    await runAll();
    expect(received).toMatchObject([
      { ticketId, heat: { from: null, to: 100 }, actor: { kind: 'system', id: null }, chain: { depth: 0 } },
    ]);
  });

  it('that do not parse go to the dead letters with the places, and hold up nothing', async () => {
    await store('KettleBoiled', {
      actor: person,
      chain: { id: newId(), depth: 0 },
      heat: { from: canary, to: 1 },
      note: canary,
    });
    await boil();
    await runAll();
    expect(received).toHaveLength(1);
    expect(await queued()).toEqual([]);
    const [letter, ...more] = await deadLetters();
    expect(more).toEqual([]);
    expect(letter).toMatchObject({
      reason: 'The payload does not parse (heat.from: invalid_type)',
      data: {
        type: 'KettleBoiled',
        ticketId,
        subscriber: null,
        payload: { actor: { id: person.id }, heat: { from: null, to: 1 } },
      },
    });
  });

  it('hold none of a customer’s words, nor do their dead letters', async () => {
    await boil({ note: canary } as object);
    expect(JSON.stringify(await queued())).not.toContain(canary);
    react = async () => {
      throw Object.assign(new TypeError(`${canary} is not a function`), { code: 'E1' });
    };
    await store('CupFilled', { actor: machine, text: canary });
    for (let attempt = 0; attempt < 10; attempt++) {
      await here((tx) => tx.query('update outbox_events set due_at = now()'));
      await runOnce();
    }
    const letters = await deadLetters();
    expect(letters).toMatchObject([
      { reason: 'The payload does not parse (chain: invalid_type)', data: { subscriber: null } },
      { reason: 'TypeError E1', data: { subscriber: 'make-tea', payload: { heat: { from: 20, to: 100 } } } },
    ]);
    expect(JSON.stringify(letters)).not.toContain(canary);
    expect(await queued()).toEqual([]);
  });

  it('that follow from another belong to its chain, one deeper; those of its sibling do not', async () => {
    react = async (event, tx) => {
      if (event.type === 'KettleBoiled') publish(tx, CupFilled, { ticketId, actor: machine });
    };
    await boil();
    await boil();
    await runAll();
    const [first, second, ...followed] = received.map(({ chain }) => chain);
    expect(first!.id).not.toBe(second!.id);
    // Each by both subscribers.
    expect(followed).toEqual([first, first, second, second].map((chain) => ({ id: chain!.id, depth: 1 })));
  });

  it('that answer each other without end are stopped: what would be too deep is undone and goes to the dead letters', async () => {
    react = async (event, tx) => {
      await tx.query('update workspaces set name = $1', [`deep ${event.chain.depth}`]);
      publish(tx, KettleBoiled, { ticketId, actor: machine, heat: { from: 1, to: 1 } });
    };
    await boil();
    await runAll();
    expect(received.at(-1)!.chain.depth).toBe(maxChainDepth);
    expect(await queued()).toEqual([]);
    expect(await here((tx) => tx.query('select name from workspaces'))).toEqual([
      { name: `deep ${maxChainDepth - 1}` },
    ]);
    expect(await deadLetters()).toMatchObject([
      {
        reason: `The chain ${received[0]!.chain.id} of automatic acts is ${maxChainDepth} deep`,
        data: { subscriber: 'make-tea' },
      },
    ]);
  });

  it('find no two subscribers of one name', async () => {
    class Again {
      @Subscriber(KettleBoiled, 'make-tea')
      async make(): Promise<void> {}
    }
    await expect(find(MakeTea, Again)).rejects.toThrow('Two subscribers are called make-tea');
    await expect(find(MakeTea, Watch)).resolves.toHaveLength(2);
  });

  describe('for a subscriber that takes sets', () => {
    beforeAll(async () => relay.use(await find(Wash, Watch)));
    afterAll(async () => relay.use(await find(MakeTea, Watch)));
    beforeEach(() => void (sets.length = 0));
    const boiled = (to: number) => newEvent(KettleBoiled, { ticketId, actor: person, heat: { from: 0, to } });
    const filled = (ofTicket: string) => newEvent(CupFilled, { ticketId: ofTicket, actor: person });
    const heatOf = (event: Tea) => (event.type === 'KettleBoiled' ? event.heat.to : null);

    it('come together and in their order, beside those for who takes each', async () => {
      await here(async (tx) => publishAll(tx, [boiled(1), filled(ticketId), boiled(2)]));
      await runAll();
      expect(sets.map((events) => events.map(heatOf))).toEqual([[1, null, 2]]);
      expect(received.map(({ type }) => type)).toEqual(['CupFilled']);
      expect(await queued()).toEqual([]);
    });

    it('are handled one by one when one of a hundred fails: the others once, and what is behind it waits', async () => {
      const inTheLane = newId().slice(0, -4) + ticketId.slice(-4);
      let isPoison = true;
      react = async (event, tx) => {
        await tx.query(`update workspaces set name = name || $1::text`, [` ${heatOf(event) ?? 'cup'}`]);
        if (isPoison && event.type === 'CupFilled') throw new Error('poison');
      };
      await here((tx) => tx.query(`update workspaces set name = ''`));
      const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);
      const events = [...upTo(60).map(boiled), filled(inTheLane), ...upTo(98).slice(60).map(boiled), filled(inTheLane)];
      await here(async (tx) => publishAll(tx, events));
      await runOnce();
      expect(sets.map(({ length }) => length)).toEqual([100, ...upTo(99).map(() => 1)]);
      const names = () => here((tx) => tx.query('select name from workspaces'));
      expect(await names()).toEqual([
        {
          name: upTo(98)
            .map((n) => ` ${n}`)
            .join(''),
        },
      ]);
      expect(await queued()).toMatchObject([
        { type: 'CupFilled', attempts: 1, done: ['watch'] },
        { type: 'CupFilled', attempts: 0, done: [] },
      ]);
      isPoison = false;
      received.length = 0;
      await here((tx) => tx.query(`update outbox_events set due_at = now()`));
      await runAll();
      expect(sets.at(-1)).toHaveLength(2);
      expect(received).toHaveLength(1);
      expect(await queued()).toEqual([]);
    });

    it('lead to others of the chain of each', async () => {
      react = async (event, tx) =>
        asConsequenceOf(event.chain, () => {
          if (event.type === 'KettleBoiled') publish(tx, CupFilled, { ticketId, actor: machine });
        });
      await boil();
      await boil();
      await runAll();
      const [causes, followed] = sets.map((events) => events.map(({ chain }) => chain));
      expect(causes).toHaveLength(2);
      expect(followed).toEqual(causes!.map(({ id }) => ({ id, depth: 1 })));
    });
  });
});
