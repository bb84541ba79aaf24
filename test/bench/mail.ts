import { createTransport } from 'nodemailer';
import { until } from '../support/until.js';
import { cpuOf, cpuOfFamily } from './cpu.js';
import { nextMessage, startFloor } from './floor-process.js';
import type { Ground } from './ground.js';
import { type WrittenMail, writeMail } from './mails.js';
import { inParallel } from './statistics.js';

export interface IngestRun {
  cpuMsPerMail: number;
  mailsPerSecond: number;
}
const width = 4;

/** Bare ingest of so many mails. */
export async function floorIngest({ floorUrl, postmaster }: Ground, count: number): Promise<IngestRun> {
  const child = startFloor('ingest', floorUrl, String(count), String(width));
  await nextMessage(child);
  const before = cpuOfFamily(postmaster) + cpuOf(child.pid!);
  child.send('go');
  const { ms } = await nextMessage<{ ms: number }>(child);
  // Read its CPU before it exits; after its answer it does nothing more.
  const used = cpuOfFamily(postmaster) + cpuOf(child.pid!) - before;
  return { cpuMsPerMail: used / count, mailsPerSecond: (count * 1000) / ms };
}

export const openTransport = (port: number) =>
  createTransport({
    host: '127.0.0.1',
    port,
    pool: true,
    maxConnections: width,
    maxMessages: Infinity,
    secure: false,
    ignoreTLS: true,
  });

export async function sendMail(transport: ReturnType<typeof openTransport>, { from, to, raw }: WrittenMail) {
  await transport.sendMail({ envelope: { from, to }, raw });
}

/** Sends mails by SMTP, four at a time, until each is accepted. Returns the milliseconds. */
export async function deliver({ waypost }: Ground, mails: WrittenMail[]): Promise<number> {
  const transport = openTransport(waypost.smtpPort);
  const start = performance.now();
  await inParallel(mails.length, width, (index) => sendMail(transport, mails[index]!));
  const ms = performance.now() - start;
  transport.close();
  return ms;
}

/** Waits until all that follows is done. */
export async function settled({ owner }: Ground): Promise<void> {
  // The senders are looked up as well; no name server answers here, so each is tried once and put off.
  const owed =
    'select (select count(*) from outbox_events) + (select count(*) from mail_checks where attempts = 0) as count';
  await until('all that follows is done', async () => Number((await owner.query(owed)).rows[0].count) === 0, 60_000);
}

/** The same number of mails by SMTP, until each is a ticket by API and everything that follows is done. */
export async function ourIngest(ground: Ground, address: string, count: number, mark: string): Promise<IngestRun> {
  const { waypost, owner, postmaster } = ground;
  const mails = Array.from({ length: count }, (_, index) => writeMail(address, `${mark} ${index}`));
  const stored = async () =>
    Number((await owner.query('select count(*) from tickets where subject like $1', [`${mark} %`])).rows[0].count);
  const before = cpuOfFamily(postmaster) + cpuOf(waypost.pid);
  const ms = await deliver(ground, mails);
  await settled(ground);
  const used = cpuOfFamily(postmaster) + cpuOf(waypost.pid) - before;
  if ((await stored()) !== count) throw new Error(`Of ${count} mails ${await stored()} are tickets`);
  return { cpuMsPerMail: used / count, mailsPerSecond: (count * 1000) / ms };
}
