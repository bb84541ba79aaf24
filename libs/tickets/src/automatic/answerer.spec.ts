import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { Answerer, findAnswerers } from './answerer.js';

@Answerer(20)
class Second implements Answerer {
  answer = async () => null;
}
@Answerer(10)
class First implements Answerer {
  answer = async () => null;
}
@Answerer(10)
class AlsoFirst implements Answerer {
  answer = async () => null;
}
const find = async (...providers: (new () => object)[]) => {
  const module = await Test.createTestingModule({ imports: [DiscoveryModule], providers }).compile();
  return findAnswerers(module.get(DiscoveryService));
};

describe('answerers', () => {
  it('are asked by rank, whatever the order of their modules', async () => {
    expect(await find(Second, First)).toEqual([expect.any(First), expect.any(Second)]);
  });

  it('have a rank each', async () => {
    await expect(find(First, Second, AlsoFirst)).rejects.toThrow('Two answerers have the rank 10');
  });
});
