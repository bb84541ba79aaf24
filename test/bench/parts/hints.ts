import { setTimeout as pause } from 'node:timers/promises';
import { type Ground, supportAddress } from '../ground.js';
import { repeat } from '../interleave.js';
import { openTransport, sendMail } from '../mail.js';
import { writeMail } from '../mails.js';
import type { Part } from '../part.js';
import { connect } from '../sockets.js';
import { percentile } from '../statistics.js';
import { until } from '../../support/until.js';

const perSecond = 20;
const seconds = 30;

/** From the mail server's 250 to the first hint of the mail's ticket; an earlier hint counts as zero. */
async function run({ waypost, admin, owner }: Ground, mark: string): Promise<number> {
  const [accepted, hinted] = [new Map<string, number>(), new Map<string, number>()];
  const agent = await connect(`${waypost.url}/agent`, { token: admin.token! });
  agent.on('ticket:changed', ({ ticketId }: { ticketId: string }) => {
    if (!hinted.has(ticketId)) hinted.set(ticketId, performance.now());
  });
  const transport = openTransport(waypost.smtpPort);
  const count = perSecond * seconds;
  const start = performance.now();
  const sent: Promise<void>[] = [];
  for (let index = 0; index < count; index++) {
    const subject = `${mark} ${index}`;
    const mail = writeMail(supportAddress, subject);
    sent.push(sendMail(transport, mail).then(() => void accepted.set(subject, performance.now())));
    await pause(Math.max(0, start + ((index + 1) * 1000) / perSecond - performance.now()));
  }
  await Promise.all(sent);
  transport.close();
  await until('a hint of each', () => hinted.size >= count, 30_000);
  agent.close();
  const { rows } = await owner.query<{ id: string; subject: string }>(
    'select id, subject from tickets where subject like $1',
    [`${mark} %`],
  );
  if (rows.length !== count) throw new Error(`Of ${count} mails ${rows.length} are tickets`);
  return percentile(
    rows.map(({ id, subject }) => Math.max(0, (hinted.get(id) ?? Infinity) - accepted.get(subject)!)),
    0.99,
  );
}

/** P14. */
export const hints: Part = async (ground, runs) => {
  await run(ground, 'warm hint');
  const values = await repeat(runs, (index) => run(ground, `hint${index}`));
  return [{ id: 'P14', what: 'mail accepted to agent’s event, p99, at 20 a second', unit: 'ms', values, most: 55 }];
};
