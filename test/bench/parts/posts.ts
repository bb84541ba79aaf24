import type { Ticket } from '#libs/contracts';
import { openFloorAt } from '../floor-process.js';
import { seedTickets } from '../ground.js';
import { interleave, pairsOf } from '../interleave.js';
import type { Part } from '../part.js';
import { post } from '../posts.js';
import type { Row } from '../report.js';

const count = 1_500;

/** P4: agents write on many tickets at once; on one, each answer waits for the one before. */
export const posts: Part = async (ground, runs) => {
  await seedTickets(ground, 200);
  const { admin, floorUrl } = ground;
  const { body } = await admin.get<{ items: Ticket[] }>('/api/v1/tickets?limit=100');
  const urlOf = (index: number) => `${admin.url}/api/v1/tickets/${body.items[index % body.items.length]!.id}/messages`;
  const headers = { authorization: `Bearer ${admin.token}` };
  const ours = () => post(urlOf, count, headers);
  // The engine has compiled all that a message runs through only after some thousand of them.
  for (let warm = 0; warm < 3; warm++) await ours();
  const rows: Row[] = [];
  for (const [name, label, bounds] of [
    ['message', 'the fair floor', [{ ratioLeast: 0.5 }, { ratioMost: 3 }]],
    ['http', 'one bare insert', [{}, {}]],
  ] as const) {
    const floor = await openFloorAt(name, floorUrl);
    await post(() => floor.url, 200);
    const measured = await interleave(runs, () => post(() => floor.url, count), ours);
    floor.close();
    const [rate, p99] = [pairsOf(measured, (run) => run.perSecond), pairsOf(measured, (run) => run.p99)];
    rows.push(
      { id: 'P4', what: `message POST, sixteen at a time, beside ${label}`, unit: '/s', ...bounds[0], pairs: rate },
      { id: 'P4', what: `its p99, beside ${label}`, unit: 'ms', ...bounds[1], pairs: p99 },
    );
  }
  return rows;
};
