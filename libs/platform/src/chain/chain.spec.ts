import type { TestingModule } from '@nestjs/testing';
import type { DataSource } from 'typeorm';
import { ChainTooDeep, Database, Jobs, afterCommit, createDataSource, maxChainDepth, newId } from '#libs/platform';
import { bootJobs, greet, greeter, greetHandlers, greeting, met } from '../../../../test/support/boot-jobs.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { asConsequenceOf, chainOfNext, currentCause } from './chain.js';

const deep = (depth: number) => ({ id: newId(), depth });

describe('a chain of automatic acts', () => {
  let own: TestDatabase;
  let worker: TestingModule;
  let dataSource: DataSource;
  beforeAll(async () => {
    own = await createTestDatabase();
    worker = await bootJobs({ DATABASE_URL: own.appUrl }, greetHandlers);
    dataSource = await createDataSource(own.appUrl, 2).initialize();
  });
  afterAll(async () => {
    await worker?.close();
    await dataSource?.destroy();
    await own?.drop();
  });

  it('begins where nothing caused an act, and grows by one with each event', () => {
    expect(chainOfNext()).toEqual({ id: expect.any(String), depth: 0 });
    expect(chainOfNext().id).not.toBe(chainOfNext().id);
    const cause = deep(2);
    expect(asConsequenceOf(cause, chainOfNext)).toEqual({ id: cause.id, depth: 3 });
    expect(asConsequenceOf(cause, () => asConsequenceOf(null, chainOfNext)).depth).toBe(0);
  });

  it('goes on in the job that a reaction queued, whose payload stays as it was', async () => {
    const seen: object[] = [];
    greeter.handle = async (payload) => void seen.push(payload, { next: chainOfNext() });
    const cause = deep(1);
    await asConsequenceOf(cause, () => worker.get(Jobs).add(greet, greeting('caused')));
    await met(() => seen.length === 2);
    expect(seen).toEqual([greeting('caused'), { next: { id: cause.id, depth: 2 } }]);
    await worker.get(Jobs).add(greet, greeting('free'));
    await met(() => seen.length === 4);
    expect(seen.slice(2)).toEqual([greeting('free'), { next: { id: expect.any(String), depth: 0 } }]);
  });

  it('goes on in what a reaction does after the commit', async () => {
    const [mine, other] = [deep(1), deep(2)];
    const seen: unknown[] = [];
    await new Database(dataSource).transaction(async (tx) => {
      asConsequenceOf(mine, () => afterCommit(tx, () => void seen.push(currentCause())));
      asConsequenceOf(other, () => afterCommit(tx, () => void seen.push(currentCause())));
      await tx.query('select 1');
    });
    expect(seen).toEqual([mine, other]);
  });

  it('ends at its bound: nothing is published or queued below it', async () => {
    const last = deep(maxChainDepth);
    expect(() => asConsequenceOf(last, chainOfNext)).toThrow(ChainTooDeep);
    await expect(asConsequenceOf(last, () => worker.get(Jobs).add(greet, greeting('late')))).rejects.toThrow(
      ChainTooDeep,
    );
    expect(asConsequenceOf(deep(maxChainDepth - 1), chainOfNext).depth).toBe(maxChainDepth);
  });
});
