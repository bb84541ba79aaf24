import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Socket } from 'socket.io-client';
import { supportAddress } from '../ground.js';
import { ourIngest } from '../mail.js';
import type { Part } from '../part.js';
import { connect } from '../sockets.js';
import { visit } from '../../support/visitor.js';

const mails = Number(process.env.BENCH_MAILS ?? 10_000);
const clients = 500;
const residentMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** P13: the application's process, without Postgres. It begins on a ground of its own, before anything else. */
export const memory: Part = async (ground) => {
  const { waypost, chatChannelId } = ground;
  await pause(15_000);
  const idle = residentMb(waypost.pid);
  for (let sent = 0; sent < mails; sent += 500)
    await ourIngest(ground, supportAddress, Math.min(500, mails - sent), `memory${sent}`);
  const afterMails = residentMb(waypost.pid);
  const tokens: string[] = [];
  while (tokens.length < clients) tokens.push((await visit(waypost.url, chatChannelId)).visitorToken);
  await pause(5_000);
  const before = residentMb(waypost.pid);
  const sockets: Socket[] = [];
  for (const token of tokens) sockets.push(await connect(`${waypost.url}/visitor`, { token }));
  await pause(5_000);
  const each = ((residentMb(waypost.pid) - before) * 1024) / clients;
  for (const socket of sockets) socket.close();
  return [
    { id: 'P13', what: 'memory, idle', unit: 'MB', values: [idle], most: 345 },
    { id: 'P13', what: `memory after ${mails} mails`, unit: 'MB', values: [afterMails], most: 450 },
    { id: 'P13', what: `memory of a connected client, of ${clients}`, unit: 'KB', values: [each], most: 30 },
  ];
};
