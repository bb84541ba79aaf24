import { randomUUID } from 'node:crypto';

const words = (
  'order parcel customs teapot colour Saturday address invoice tracking refund ' +
  'broken glaze courier warehouse delivery wool blanket kettle size exchange'
).split(' ');

/**
 * A mail as shoppers write them: a few sentences, text and markup, no attachment. A new sender and a new thread each
 * time.
 */
export interface WrittenMail {
  id: string;
  from: string;
  to: string;
  raw: string;
}

export function writeMail(to: string, mark: string, sender?: string): WrittenMail {
  const id = randomUUID();
  const from = sender ?? `shopper-${id.slice(0, 8)}@mail.example`;
  const text = Array.from(
    { length: 60 },
    (_, index) => words[(index * 7 + id.charCodeAt(index % 36)) % words.length],
  ).join(' ');
  const raw = [
    `From: Shopper ${id.slice(0, 4)} <${from}>`,
    `To: ${to}`,
    `Subject: ${mark}`,
    `Message-ID: <${id}@mail.example>`,
    `Date: ${new Date().toUTCString()}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    `${mark} ${text}`,
    '--b',
    'Content-Type: text/html; charset=utf-8',
    '',
    `<div><p>${mark} ${text}</p></div>`,
    '--b--',
    '',
  ].join('\r\n');
  return { id, from, to, raw };
}
