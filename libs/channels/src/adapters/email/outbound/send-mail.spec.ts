import fc from 'fast-check';
import { answer, SmtpSink } from '../../../../../../test/support/mail/smtp-sink.js';
import type { OutboundMessage } from '../../../define-channel.js';
import { checkServer } from '../check-server.js';
import { MailHeaders } from '../inbound/mail-headers.js';
import { EmailSettings } from '../settings.js';
import { sendMail } from './send-mail.js';

const token = 'a'.repeat(26);
const message: OutboundMessage = {
  id: '0198a3c4-1f2e-7abc-8def-0123456789ab',
  attempt: 1,
  partsSent: 0,
  recipient: { kind: 'email', value: 'ann@buyer.example', name: 'Ann' },
  text: 'Your parcel is on its way: https://track.example/1?a=1&b=<x>',
  subject: 'Re: Parcel',
  files: [],
  authorName: 'Mia',
  automatic: false,
  locale: 'en',
  thread: {
    messageId: '<id-1@shop.example>',
    inReplyTo: '<m1@buyer.example>',
    references: ['<m0@buyer.example>', '<m1@buyer.example>'],
    replyToken: token,
  },
};
const contextFor = (sink: SmtpSink | null, more: Record<string, unknown> = {}) => ({
  channelId: 'c',
  webhookUrl: '',
  settings: EmailSettings.parse({
    address: 'Support@shop.example',
    displayName: 'Shop',
    signature: 'Your shop',
    ...(sink && { smtpHost: 'mail.shop.example', smtpPort: sink.port }),
    ...more,
  }),
  tools: {
    now: () => new Date('2026-01-05T10:00:00Z'),
    fetch: () => Promise.reject(new Error('no')),
    mail: { messageIdKey: 'k', resolve: () => Promise.resolve('127.0.0.1') },
  },
});
let sink: SmtpSink;
afterEach(() => sink.close());
const fieldsOf = (raw: string) => MailHeaders.read(Buffer.from(raw));

describe('sending a mail', () => {
  it('writes one mail to one person, in its thread and answerable', async () => {
    sink = await SmtpSink.open();
    expect(await sendMail(message, contextFor(sink))).toEqual({ outcome: 'sent', externalId: '<id-1@shop.example>' });
    const { from, to, raw } = sink.mails[0]!;
    expect([from, to]).toEqual(['support@shop.example', ['ann@buyer.example']]);
    const fields = fieldsOf(raw);
    expect(
      ['from', 'to', 'reply-to', 'message-id', 'in-reply-to', 'references', 'subject', 'auto-submitted'].map((name) =>
        fields.first(name),
      ),
    ).toEqual([
      'Shop <support@shop.example>',
      'Ann <ann@buyer.example>',
      `Shop <support+r.${token}@shop.example>`,
      '<id-1@shop.example>',
      '<m1@buyer.example>',
      '<m0@buyer.example> <m1@buyer.example>',
      'Re: Parcel',
      '',
    ]);
    expect(raw).toContain('Your shop');
    expect(raw).toMatch(/multipart\/alternative/);
  });

  it('says of an automatic answer that it is one', async () => {
    sink = await SmtpSink.open();
    await sendMail({ ...message, automatic: true }, contextFor(sink));
    const fields = fieldsOf(sink.mails[0]!.raw);
    expect([fields.first('auto-submitted'), fields.first('x-auto-response-suppress')]).toEqual(['auto-replied', 'All']);
  });

  it('cannot be made to write another header or to another recipient', async () => {
    sink = await SmtpSink.open();
    const evil = 'x\r\nBcc: victim@x.example\r\n\r\nbody';
    await sendMail(
      {
        ...message,
        subject: evil,
        authorName: evil,
        recipient: { kind: 'email', value: 'ann@buyer.example', name: evil },
        files: [{ name: evil, contentType: `text/plain\r\nX-Evil: 1`, bytes: Buffer.from('file'), link: () => '' }],
        thread: {
          ...message.thread,
          inReplyTo: `<a>\r\nX-Evil: 1`,
          references: ['<ok@x.example>', `<b@x>\r\nX-Evil: 1`],
        },
      },
      contextFor(sink, { displayName: undefined }),
    );
    const { to, raw } = sink.mails[0]!;
    expect(to).toEqual(['ann@buyer.example']);
    const fields = fieldsOf(raw);
    expect(fields.has('bcc')).toBe(false);
    expect(raw).not.toMatch(/^(Bcc|X-Evil):/im);
    expect(fields.first('references')).toBe('<ok@x.example>');
  });

  it.each([
    'a@b.example, v@x.example',
    '"v@x.example y"@internal',
    'Group: v@x.example;',
    '<v@x.example>',
    'v@x.example\r\nRCPT TO:<w@x.example>',
    '',
    'a@b@c.example',
    '@x.example',
  ])('is refused to %j', async (value) => {
    sink = await SmtpSink.open();
    expect(await sendMail({ ...message, recipient: { kind: 'email', value } }, contextFor(sink))).toMatchObject({
      outcome: 'failed',
    });
    expect(sink.mails).toEqual([]);
  });

  it('reaches at most one person, whatever the recipient looks like', async () => {
    sink = await SmtpSink.open();
    const value = fc
      .array(fc.constantFrom('a', '@', ',', ';', ':', '<', '>', '"', ' ', '\r\n', '(', ')', 'x.example', 'ann'), {
        maxLength: 9,
      })
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(value, async (recipient) => {
        const before = sink.mails.length;
        await sendMail({ ...message, recipient: { kind: 'email', value: recipient } }, contextFor(sink));
        return sink.mails
          .slice(before)
          .every((mail) => mail.to.length === 1 && mail.to[0] === recipient.trim().toLowerCase());
      }),
      { numRuns: 60 },
    );
  });
});

describe('how a send ends', () => {
  it.each([
    [
      'a greylisting',
      { onRcptTo: (_: unknown, __: unknown, done: (error: Error) => void) => done(answer(451, 'try later')) },
      'retry',
    ],
    [
      'an unknown recipient',
      { onRcptTo: (_: unknown, __: unknown, done: (error: Error) => void) => done(answer(550, 'no such user')) },
      'failed',
    ],
    ['a refused mail', { onMail: () => answer(554, 'spam') }, 'failed'],
    ['a full server', { onMail: () => answer(452, 'full') }, 'retry'],
    [
      'a connection cut after the mail was written',
      {
        onMail: (_: unknown, sockets: Iterable<{ destroy(): void }>) => {
          for (const socket of sockets) socket.destroy();
        },
      },
      'retry',
    ],
    [
      'a wrong password',
      {
        onAuth: (_: unknown, __: unknown, done: (error: Error) => void) => done(answer(535, 'no')),
        authOptional: true,
        allowInsecureAuth: true,
      },
      'retry',
    ],
  ])('%s', async (_, options, outcome) => {
    sink = await SmtpSink.open(options as Parameters<typeof SmtpSink.open>[0]);
    const result = await sendMail(
      message,
      contextFor(sink, 'onAuth' in options ? { smtpUser: 'u', smtpPassword: 'secret-p' } : {}),
    );
    expect(result).toMatchObject({ outcome });
    expect(JSON.stringify(result)).not.toContain('secret-p');
  });

  it('in words that say how far it came when the connection was lost', async () => {
    const cut = (_mail: unknown, sockets: Iterable<{ destroy(): void }>) => {
      for (const socket of sockets) socket.destroy();
    };
    sink = await SmtpSink.open({ onMail: cut });
    const context = contextFor(sink);
    const reasons = [await sendMail(message, context)];
    await sink.close();
    reasons.push(await sendMail(message, context));
    sink = await SmtpSink.open({ onRcptTo: () => void sink.close() });
    reasons.push(await sendMail(message, contextFor(sink)));
    expect(reasons).toEqual(
      [
        'gave no answer after the mail was written; it may have taken it',
        'could not be reached',
        'ended before the mail was written',
      ].map((words) => ({ outcome: 'retry', reason: expect.stringContaining(words) as string })),
    );
  });

  it('with the same Message-ID on the retry', async () => {
    let cut = true;
    sink = await SmtpSink.open({
      onMail: (_mail, sockets) => {
        if (cut) for (const socket of sockets) socket.destroy();
      },
    });
    expect(await sendMail(message, contextFor(sink))).toMatchObject({ outcome: 'retry' });
    cut = false;
    expect(await sendMail(message, contextFor(sink))).toMatchObject({ outcome: 'sent' });
    expect(new Set(sink.mails.map(({ raw }) => fieldsOf(raw).first('message-id')))).toEqual(
      new Set(['<id-1@shop.example>']),
    );
  });

  it('without a server or at a forbidden one', async () => {
    sink = await SmtpSink.open();
    expect(await sendMail(message, contextFor(null))).toMatchObject({ outcome: 'failed' });
    const context = contextFor(sink);
    context.tools.mail.resolve = () => Promise.reject(Object.assign(new Error('private'), { refused: true }));
    expect(await sendMail(message, context)).toMatchObject({ outcome: 'failed' });
    expect(await checkServer(context)).toMatchObject({ ok: false });
    expect(await checkServer(contextFor(sink))).toEqual({ ok: true, message: '', proves: { sending: true } });
  });
});
