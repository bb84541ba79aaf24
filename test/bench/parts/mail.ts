import { supportAddress } from '../ground.js';
import { interleave, pairsOf } from '../interleave.js';
import { floorIngest, ourIngest } from '../mail.js';
import type { Part } from '../part.js';

const count = 600;

/** P1 and P2: a mail until its ticket is visible and what follows is done, beside bare ingest. */
export const mail: Part = async (ground, runs) => {
  await ourIngest(ground, supportAddress, count, 'warm');
  // What Postgres does by itself within a minute of use: until then it plans for empty tables.
  await ground.owner.query('analyze');
  const measured = await interleave(
    runs,
    () => floorIngest(ground, count),
    (run) => ourIngest(ground, supportAddress, count, `run${run}`),
  );
  const [cpu, rate] = [pairsOf(measured, (run) => run.cpuMsPerMail), pairsOf(measured, (run) => run.mailsPerSecond)];
  return [
    { id: 'P1', what: 'CPU per inbound mail, all processes', unit: 'CPU-ms', ratioMost: 3.2, pairs: cpu },
    { id: 'P2', what: 'new tickets from mail, four at a time', unit: '/s', ratioLeast: 0.4, pairs: rate },
  ];
};
