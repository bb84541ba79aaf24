import { type Fields, writeHtmlMail, writeMail, writeMultipart } from './write-mail.js';
import { writeTnef } from './write-tnef.js';

const many = (count: number, item: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => item(i)).join('');
const nested = (depth: number) =>
  Buffer.concat([
    writeMail({ 'MIME-Version': '1.0', 'Content-Type': 'multipart/mixed; boundary=b0' }, ''),
    Buffer.from(many(depth, (i) => `--b${i}\r\nContent-Type: multipart/mixed; boundary=b${i + 1}\r\n\r\n`)),
  ]);
const parts = (body: string) =>
  writeMail({ 'MIME-Version': '1.0', 'Content-Type': 'multipart/mixed; boundary=x' }, body);

const encoded = (encoding: string, body: string) => writeMail({ 'Content-Transfer-Encoding': encoding }, body);
const tnefOf = (properties: Buffer) =>
  writeMultipart('mixed', [{ type: 'application/ms-tnef', body: writeTnef([[0x90_03, properties]]) }]);

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
  ['words that never end', () => writeMail({ Subject: '=?a?q?x'.repeat(9_000), From: '=?a?q?x'.repeat(9_000) })],
  ['comments without an end', () => writeHtmlMail('<!--'.repeat(300_000))],
  ['blanks before soft breaks', () => encoded('quoted-printable', `=${' '.repeat(3_000_000)}x`)],
  ['base64 of ends', () => encoded('base64', 'A='.repeat(3_000_000))],
  ['files that never end', () => parts('begin 644 a\n#86)C\n'.repeat(100_000))],
  ['an address that is no end of a quote', () => writeMail({}, `Hi\n<${'@'.repeat(100_000)} x\n>:\n`)],
  ['an id of brackets', () => parts(`--x\nContent-Type: image/png\nContent-ID: <${'>'.repeat(60_000)}x\n\nabc`)],
  [
    'names of dots',
    () => parts(many(290, () => `--x\nContent-Disposition: attachment; filename="x${'.'.repeat(19_000)}x"\n\nabc\n`)),
  ],
  ['a winmail.dat of counts', () => tnefOf(Buffer.alloc(3_000_000, 0xff))],
  ['letters of no set', () => Buffer.concat([writeMail(), Buffer.alloc(5_000_000, 0x81)])],
  ['nothing at all', () => Buffer.alloc(0)],
  ['noise', () => Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 256))],
];
