import { createHash } from 'node:crypto';
import { describeMailboxError } from '#libs/channels';
import { describeWith } from '../../../test/support/machine.js';
import { Dovecot, password } from '../../../test/support/mail/dovecot.js';
import { CuttableProxy } from '../../../test/support/mail/cuttable-proxy.js';
import { writeMail } from '../../../test/support/mail/write-mail.js';
import { until } from '../../../test/support/until.js';
import type { MailboxCursor } from './read-mailbox.js';
import { watchMailbox } from './watch-mailbox.js';

const mail = (text: string) => writeMail({ 'Message-ID': `<${text}@x.example>` }, text);

/** A reader that keeps each mail once, as the database's unique key does. */
class Reader {
  readonly stored = new Map<string, string>();
  readonly cursor: MailboxCursor = { uidValidity: null, lastUid: 0, deferredUids: [] };
  taken = 0;
  opened = 0;
  retryEveryMs?: number;
  beforeSaying: (text: string) => void = () => undefined;
  private stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly user: string,
    private readonly port: number,
  ) {}

  start(pass = password): Promise<void> {
    this.stopping = new AbortController();
    const mailbox = {
      host: '127.0.0.1',
      port: this.port,
      secure: false,
      user: this.user,
      password: pass,
      name: 'INBOX',
    };
    this.running = watchMailbox(
      mailbox,
      '127.0.0.1',
      {
        cursor: this.cursor,
        since: new Date(),
        take: this.take,
        save: () => Promise.resolve(),
        signal: this.stopping.signal,
        retryEveryMs: this.retryEveryMs,
      },
      async () => void this.opened++,
    );
    this.running.catch(() => undefined);
    return this.running;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running.catch(() => undefined);
  }

  readonly take = async (raw: Buffer): Promise<void> => {
    this.taken++;
    const text = raw.toString().split('\r\n\r\n')[1]?.trim() ?? '';
    this.beforeSaying(text);
    this.stored.set(createHash('sha256').update(raw).digest('hex'), text);
  };

  texts = () => [...this.stored.values()];
}

describeWith('dovecot', 'reading a mailbox', () => {
  let dovecot: Dovecot;
  let reader: Reader;
  beforeAll(async () => {
    dovecot = await Dovecot.start();
  });
  afterEach(() => reader.stop());
  afterAll(() => dovecot.stop());

  it('takes what is there and what comes, and marks it as seen once it is stored', async () => {
    reader = new Reader('ann', dovecot.port);
    await dovecot.append('ann', mail('one'));
    void reader.start();
    await until('the first mail', () => reader.texts().length === 1);
    await until('it is watched', () => reader.opened === 1);
    await dovecot.append('ann', mail('two'));
    await until('the second mail', () => reader.texts().length === 2, 5_000);
    await until('both are seen', async () => (await dovecot.list('ann')).every(({ seen }) => seen));
    expect(reader.texts()).toEqual(['one', 'two']);
    expect(reader.taken).toBe(2);
  });

  it('leaves a mail unseen that was not stored, takes the rest, and tries it again', async () => {
    reader = new Reader('ben', dovecot.port);
    reader.beforeSaying = (text) => {
      if (text === 'poison') throw new Error('cannot be stored');
    };
    for (const text of ['one', 'poison', 'two']) await dovecot.append('ben', mail(text));
    void reader.start();
    await until('the rest', () => reader.texts().length === 2);
    await until(
      'only the rest is seen',
      async () => (await dovecot.list('ben')).map(({ seen }) => seen).join() === 'true,false,true',
    );
    expect(reader.cursor.deferredUids).toEqual([2]);
    await reader.stop();
    reader.beforeSaying = () => undefined;
    void reader.start();
    await until('the poison', () => reader.texts().includes('poison'));
  });

  it('tries again what it put off while it watches', async () => {
    reader = new Reader('gus', dovecot.port);
    reader.retryEveryMs = 0;
    reader.beforeSaying = (text) => {
      if (text === 'poison') throw new Error('cannot be stored');
    };
    await dovecot.append('gus', mail('poison'));
    void reader.start();
    await until('it is watched', () => reader.opened === 1);
    reader.beforeSaying = () => undefined;
    await dovecot.append('gus', mail('one'));
    await until('both', () => reader.texts().join() === 'poison,one', 5_000);
    expect(reader.cursor.deferredUids).toEqual([]);
  });

  it('takes every mail in the end, however many could not be stored at first', async () => {
    reader = new Reader('hal', dovecot.port);
    const broken = () => {
      throw new Error('cannot be stored');
    };
    reader.beforeSaying = broken;
    await dovecot.append('hal', ...Array.from({ length: 205 }, (_, n) => mail(String(n + 1))));
    await expect(reader.start()).rejects.toThrow('None of 100 mails could be stored');
    expect([reader.taken, reader.cursor.lastUid, reader.cursor.deferredUids.length]).toEqual([100, 100, 100]);
    reader.beforeSaying = (text) => Number(text) % 50 === 0 || broken();
    void reader.start();
    await until('the last', () => reader.cursor.lastUid === 205);
    expect([reader.texts().sort(), reader.cursor.deferredUids.length]).toEqual([['100', '150', '200', '50'], 201]);
    await reader.stop();
    reader.beforeSaying = () => undefined;
    void reader.start();
    await until('all', () => reader.texts().length === 205);
    await until('none is put off', () => reader.cursor.deferredUids.length === 0);
  }, 30_000);

  it('stops for the database and goes on where it was', async () => {
    reader = new Reader('cem', dovecot.port);
    reader.beforeSaying = () => {
      throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
    };
    await dovecot.append('cem', mail('one'));
    await expect(reader.start()).rejects.toThrow('away');
    expect((await dovecot.list('cem'))[0]?.seen).toBe(false);
    reader.beforeSaying = () => undefined;
    void reader.start();
    await until('the mail', () => reader.texts().length === 1);
  });

  it('has each mail once when the connection is cut between fetching and marking', async () => {
    const proxy = await CuttableProxy.to(dovecot.port);
    reader = new Reader('dan', proxy.port);
    reader.beforeSaying = () => proxy.cut();
    await dovecot.append('dan', mail('one'));
    await expect(reader.start()).rejects.toThrow();
    reader.beforeSaying = () => undefined;
    void reader.start();
    await until('it is seen', async () => (await dovecot.list('dan'))[0]?.seen);
    expect([reader.taken, reader.texts()]).toEqual([2, ['one']]);
    await proxy.close();
  });

  it('neither misses nor doubles a mail when the mailbox is made anew', async () => {
    reader = new Reader('eve', dovecot.port);
    for (const text of ['one', 'two']) await dovecot.append('eve', mail(text));
    void reader.start();
    await until('the mails', () => reader.texts().length === 2);
    await reader.stop();
    const before = reader.cursor.uidValidity;
    dovecot.wipe('eve');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    for (const text of ['two', 'three']) await dovecot.append('eve', mail(text));
    void reader.start();
    await until('the new mail', () => reader.texts().includes('three'));
    expect(reader.cursor.uidValidity).not.toBe(before);
    expect(reader.texts()).toEqual(['one', 'two', 'three']);
  });

  it('says what is wrong in words for people', async () => {
    reader = new Reader('fay', dovecot.port);
    const error: unknown = await reader.start('another password').catch((cause: unknown) => cause);
    expect(describeMailboxError(error)).toBe('The mail server did not accept the user or password');
    const gone = new Reader('fay', 1);
    expect(describeMailboxError(await gone.start().catch((cause: unknown) => cause))).toMatch(/could not be reached/);
  });
});
