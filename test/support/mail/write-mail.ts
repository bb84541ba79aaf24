/** Fields of a mail; a list makes the field appear several times. */
export type Fields = Record<string, string | string[]>;

const usual: Fields = {
  From: 'Ann Buyer <ann@buyer.example>',
  To: 'support@shop.example',
  Subject: 'Where is my parcel',
  Date: 'Mon, 05 Jan 2026 10:00:00 +0000',
  'Message-ID': '<m1@buyer.example>',
};

/** Writes a mail as bytes. Text is put in as it is: what it holds beyond ASCII is UTF-8. */
export function writeMail(fields: Fields = {}, body = 'Hello, where is my parcel?'): Buffer {
  const all = { ...usual, ...fields };
  const lines = Object.entries(all).flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}`));
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body.replace(/\r?\n/g, '\r\n')}\r\n`);
}

export interface Part {
  type: string;
  body: string | Buffer;
  fields?: Fields;
}

/** Writes a mail of several parts, each in base64 unless it says otherwise. */
export function writeMultipart(kind: string, parts: Part[], fields: Fields = {}): Buffer {
  const [subtype, ...parameters] = kind.split(';');
  const boundary = 'next-part-7f3a';
  const body = parts.map((part) => `--${boundary}\n${partHead(part)}\n\n${partBody(part)}\n`).join('');
  const type = [`multipart/${subtype}`, `boundary="${boundary}"`, ...parameters].join(';');
  return writeMail({ ...fields, 'MIME-Version': '1.0', 'Content-Type': type }, `${body}--${boundary}--\n`);
}

const partHead = (part: Part): string =>
  Object.entries({ 'Content-Type': part.type, 'Content-Transfer-Encoding': 'base64', ...part.fields })
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

/** A mail of markup alone. */
export const writeHtmlMail = (html: string, fields: Fields = {}): Buffer =>
  writeMultipart('alternative', [{ type: 'text/html; charset=utf-8', body: html }], fields);

const partBody = ({ body, fields }: Part): string =>
  fields?.['Content-Transfer-Encoding'] === '7bit'
    ? String(body)
    : Buffer.from(body)
        .toString('base64')
        .replace(/(.{76})/g, '$1\n');
