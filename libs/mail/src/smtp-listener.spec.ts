import { createConnection, type Socket } from 'node:net';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { ReadyChannel } from '#libs/channels';
import { type Config, Secrets, createLog } from '#libs/platform';
import { until } from '../../../test/support/until.js';
import { AcceptMail, type FindRecipient } from './accept-mail.js';
import { MailCollector } from './collect-mail.js';
import { readEnvelope } from './envelope.js';
import { SmtpListener } from './smtp-listener.js';
import type { TakeMail } from './take-mail.js';

const config = { smtpPort: 0, smtpHost: '127.0.0.1', mailDomain: 'help.example', secretKey: 'k'.repeat(40) } as Config;
const secrets = new Secrets(config);
const logged: string[] = [];
const log = createLog('warn', {}, { write: (line) => void logged.push(line) });
interface Taken {
  channelId: string;
  raw: string;
  truncated: boolean;
}

let taken: Taken[] = [];
let failure: Error | null = null;
const takeMail = {
  take: async ({ id }: ReadyChannel, raw: Buffer, { truncated = false } = {}) => {
    if (failure) throw failure;
    taken.push({ channelId: id, raw: raw.toString(), truncated });
  },
} as TakeMail;
const find = {
  find: async (address: string) => {
    if (address.startsWith('broken')) throw new Error('database away');
    const name = /^(support|sales)(\+[^@]*)?@shop\.example$/i.exec(address)?.[1]?.toLowerCase();
    return name ? ({ id: name } as ReadyChannel) : null;
  },
} as FindRecipient;

const givenUp: number[] = [];
/** Notes how mails end that are not stored. */
class WatchedAcceptMail extends AcceptMail {
  override async accept(...mail: Parameters<AcceptMail['accept']>) {
    const refusal = await super.accept(...mail);
    if (refusal) givenUp.push(refusal.code);
    return refusal;
  }
}
const accept = new WatchedAcceptMail(takeMail, log, secrets);
const listener = new SmtpListener(config, log, find, accept);
beforeAll(() => listener.onApplicationBootstrap());
afterAll(() => listener.beforeApplicationShutdown());
beforeEach(() => {
  taken = [];
  givenUp.length = 0;
  failure = null;
});

const send = (to: string[], text = 'Hello') =>
  createTransport({ host: '127.0.0.1', port: listener.port, ignoreTLS: true }).sendMail({
    envelope: { from: 'ann@buyer.example', to },
    from: 'ann@buyer.example',
    to,
    subject: 'Hi',
    text,
  });
const refusal = (to: string[], text?: string) =>
  send(to, text).then(
    () => null,
    (error: { responseCode: number }) => error.responseCode,
  );

describe('the mail listener', () => {
  it('takes mail for the addresses of channels, with or without a token', async () => {
    await send(['Support+r.abc@shop.example']);
    expect(taken).toHaveLength(1);
    expect(taken[0]).toMatchObject({ channelId: 'support', truncated: false });
    expect(taken[0]!.raw).toMatch(
      /^Return-Path: <ann@buyer\.example>\r\nDelivered-To: Support\+r\.abc@shop\.example\r\nX-Waypost-Envelope: /,
    );
  });

  it('writes what it knows of the sender, and no other server can', async () => {
    await send(['support@shop.example']);
    const key = secrets.key('mail-envelope');
    const digestOf = async (mail: Buffer) => createHash('sha256').update(mail).digest();
    const raw = Buffer.from(taken[0]!.raw);
    expect((await readEnvelope(raw, key, digestOf))?.envelope).toMatchObject({
      ip: '127.0.0.1',
      from: 'ann@buyer.example',
    });
    expect(await readEnvelope(Buffer.from(taken[0]!.raw.replace('Hello', 'Hallo')), key, digestOf)).toBeNull();
    expect(await readEnvelope(raw, secrets.key('another'), digestOf)).toBeNull();
  });

  it('refuses every other address with 550 and keeps nothing', async () => {
    expect(await refusal(['boss@shop.example'])).toBe(550);
    expect(await refusal(['support@other.example'])).toBe(550);
    expect(taken).toEqual([]);
  });

  it('stores a mail for several recipients once for each channel', async () => {
    await send(['support@shop.example', 'support+a@shop.example', 'sales@shop.example']);
    expect(taken.map(({ channelId }) => channelId)).toEqual(['support', 'sales']);
  });

  it('asks the sender to come again when it cannot look up or store', async () => {
    expect(await refusal(['broken@shop.example'])).toBe(451);
    failure = new Error('database away');
    expect(await refusal(['support@shop.example'])).toBe(451);
    failure = null;
    expect(await refusal(['support@shop.example'])).toBeNull();
    expect(taken).toHaveLength(1);
  });

  it('takes several mails in one connection, each for its own recipients', async () => {
    const said = await talk(listener.port, [
      'EHLO x',
      'MAIL FROM:<a@x.example>',
      'RCPT TO:<support@shop.example>',
      'DATA',
      'Subject: 1\r\n\r\none\r\n.',
      'MAIL FROM:<>',
      'RCPT TO:<sales@shop.example>',
      'DATA',
      'Subject: 2\r\n\r\ntwo\r\n.',
      'QUIT',
    ]);
    expect(said.filter((line) => line.startsWith('250 OK: message queued') || line.startsWith('250 OK'))).not.toEqual(
      [],
    );
    expect(taken.map(({ channelId }) => channelId)).toEqual(['support', 'sales']);
  });

  it('takes a client that breaks off inside a mail for no error', async () => {
    logged.length = 0;
    await breakOff(listener.port, 'Subject: 1\r\n\r\nhalf a m');
    await until('the mail is given up', () => Promise.resolve(givenUp.length === 1));
    expect(logged).toEqual([]);
    expect(taken).toEqual([]);
    failure = new Error('database away');
    expect(await refusal(['support@shop.example'])).toBe(451);
    expect(logged).toHaveLength(1);
  });

  it('needs and offers neither AUTH nor STARTTLS', async () => {
    const said = (await talk(listener.port, ['EHLO x', 'QUIT'])).join('\n');
    expect(said).not.toMatch(/AUTH|STARTTLS|SIZE/);
  });

  it('lets one peer hold many connections, but not all', async () => {
    const greetings = await Promise.all(Array.from({ length: 125 }, () => greeting(listener.port)));
    expect(greetings.filter(({ said }) => said.startsWith('220'))).toHaveLength(120);
    for (const { socket } of greetings) socket.destroy();
    await until('they are gone', () => refusal(['support@shop.example']).then((code) => code === null));
  });

  it('shows the beginning of a mail that is too large, and refuses it', async () => {
    expect(await refusal(['support@shop.example'], 'x'.repeat(62 * 1024 * 1024))).toBe(552);
    expect(taken).toHaveLength(1);
    expect(taken[0]!.truncated).toBe(true);
    expect(taken[0]!.raw.length).toBeLessThan(70_000);
    expect(taken[0]!.raw).toContain('Subject: Hi');
  }, 60_000);
});

it('names the setting when its port is taken', async () => {
  const second = new SmtpListener({ ...config, smtpPort: listener.port } as Config, log, find, accept);
  await expect(second.onApplicationBootstrap()).rejects.toThrow('SMTP_PORT');
});

describe('collecting mail', () => {
  const limits = { maxBytes: 100, keptOfLarger: 10, maxInFlight: 150, maxDrained: 1_000, maxMs: 1_000 };
  const of = (...sizes: number[]) => Readable.from(sizes.map((size) => Buffer.alloc(size, 'x')));

  it('holds no more memory than it may, and lets go of it', async () => {
    const collector = new MailCollector(limits);
    await collector.collect(of(90), async () => {
      await expect(collector.collect(of(90), async () => 1)).rejects.toThrow();
      expect(await collector.collect(of(50), async () => 1)).toBe(1);
    });
    expect(await collector.collect(of(90), async () => 1)).toBe(1);
  });

  it('keeps the beginning of what is too large and gives up on what does not end', async () => {
    const collector = new MailCollector(limits);
    expect(await collector.collect(of(60, 60), async ({ chunks, tooLarge }) => [chunks[0]?.length, tooLarge])).toEqual([
      10,
      true,
    ]);
    await expect(collector.collect(of(...Array<number>(20).fill(60)), async () => 1)).rejects.toThrow('does not end');
  });
});

/** Speaks SMTP line by line, each after the answer to the previous one. */
function talk(port: number, lines: string[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.on('data', (data) => {
      const answer = data.toString().split('\r\n').filter(Boolean);
      said.push(...answer);
      const next = /^\d{3} /.test(answer.at(-1) ?? '') ? lines.shift() : undefined;
      if (next !== undefined) socket.write(`${next}\r\n`);
    });
    socket
      .on('close', () => resolve(said))
      .on('error', reject)
      .setTimeout(10_000, () => socket.destroy());
  });
}

/** Begins a mail, and goes away before its end. */
function breakOff(port: number, text: string): Promise<void> {
  const lines = ['EHLO x', 'MAIL FROM:<a@x.example>', 'RCPT TO:<support@shop.example>', 'DATA', text];
  const socket = createConnection({ port, host: '127.0.0.1' });
  socket.on('data', (data) => {
    if (!/^\d{3} /m.test(data.toString())) return;
    const next = lines.shift();
    if (next === text) socket.write(text, () => socket.destroy());
    else socket.write(`${next}\r\n`);
  });
  return new Promise((resolve) => socket.on('close', () => resolve()));
}

/** A connection and the server's greeting. */
function greeting(port: number): Promise<{ socket: Socket; said: string }> {
  const socket = createConnection({ port, host: '127.0.0.1' });
  return new Promise((resolve) =>
    socket
      .once('data', (data) => resolve({ socket, said: data.toString() }))
      .on('error', () => resolve({ socket, said: '' })),
  );
}
