import { type Fields, writeHtmlMail, writeMail } from './write-mail.js';

const many = (count: number, item: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => item(i)).join('');
const nested = (depth: number) =>
  Buffer.concat([
    writeMail({ 'MIME-Version': '1.0', 'Content-Type': 'multipart/mixed; boundary=b0' }, ''),
    Buffer.from(many(depth, (i) => `--b${i}\r\nContent-Type: multipart/mixed; boundary=b${i + 1}\r\n\r\n`)),
  ]);
const parts = (body: string) =>
  writeMail({ 'MIME-Version': '1.0', 'Content-Type': 'multipart/mixed; boundary=x' }, body);

/** A mail of so many parts, without an end. */
export const manyParts = (count: number): Buffer =>
  parts(many(count, (i) => `--x\nContent-Type: text/plain\n\n${i}\n`));

/** Mails that are written to cost much: what they are called, and how to make one. */
export const hostileMails: [string, () => Buffer][] = [
  ['50k addresses', () => writeMail({ To: many(50_000, (i) => `a${i}@b.example, `) })],
  ['an address of dots', () => writeMail({}, `http://a.b?${'a.b?'.repeat(25_000)}`)],
  ['100k nested divs', () => writeHtmlMail('<div>'.repeat(100_000))],
  ['20k References', () => writeMail({ References: many(20_000, (i) => `<${i}@x.example> `) })],
  ['50k parts', () => manyParts(50_000)],
  ['parts 3000 deep', () => nested(3_000)],
  [
    'mails in mails 1000 deep',
    () =>
      writeMail(
        { 'Content-Type': 'message/rfc822' },
        many(1_000, () => 'Content-Type: message/rfc822\n\n'),
      ),
  ],
  [
    '200k fields',
    () => writeMail(Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => [`X-${i}`, 'y'])) as Fields),
  ],
  ['a field of 20 MB', () => writeMail({ 'X-Long': 'y'.repeat(20_000_000) })],
  ['no closing boundary', () => parts('--x\nContent-Type: text/plain\n\nstill here')],
  ['encoded words', () => writeMail({ Subject: '=?utf-8?Q?=3D'.repeat(20_000) })],
  ['brackets in From', () => writeMail({ From: '<'.repeat(60_000) })],
  ['comments in From', () => writeMail({ From: '('.repeat(60_000) })],
  ['nothing at all', () => Buffer.alloc(0)],
  ['noise', () => Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 256))],
];
