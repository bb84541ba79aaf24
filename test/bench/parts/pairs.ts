import { openFloorAt } from '../floor-process.js';
import { interleave, pairsOf } from '../interleave.js';
import type { Part } from '../part.js';
import { floorPair, ourPair } from '../sockets.js';
import { visit } from '../../support/visitor.js';

const count = 100;

/** P6: one shopper and one agent. */
export const pairs: Part = async ({ admin, floorUrl, waypost, chatChannelId }, runs) => {
  const { visitorToken } = await visit(waypost.url, chatChannelId);
  const floor = await openFloorAt('socket', floorUrl);
  const tokens = { visitor: visitorToken, agent: admin.token! };
  await ourPair(waypost.url, tokens, 20);
  await floorPair(floor.url, 20);
  const measured = await interleave(
    runs,
    () => floorPair(floor.url, count),
    () => ourPair(waypost.url, tokens, count),
  );
  floor.close();
  const [p50, p99] = [pairsOf(measured, (run) => run.p50), pairsOf(measured, (run) => run.p99)];
  return [
    { id: 'P6', what: 'shopper’s send to agent’s event, p50', unit: 'ms', ratioMost: 1.4, pairs: p50 },
    { id: 'P6', what: 'the same, p99', unit: 'ms', ratioMost: 2, pairs: p99 },
  ];
};
