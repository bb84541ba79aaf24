/** What Outlook wraps into a winmail.dat (MS-OXTNEF). */
export interface Tnef {
  files: { name: string; contentType?: string; contentId?: string; bytes: Buffer }[];
  text?: Buffer;
  html?: Buffer;
}

type File = Tnef['files'][number];

const maxFiles = 300;
const maxProperties = 5_000;
/** In all attributes together: of 300 files with fifty each, and more. */
const maxPropertiesInAll = 30_000;
const attribute = {
  body: 0x80_0c,
  message: 0x90_03,
  render: 0x90_02,
  title: 0x80_10,
  data: 0x80_0f,
  attachment: 0x90_05,
};
const property = {
  text: 0x10_00,
  html: 0x10_13,
  data: 0x37_01,
  longName: 0x37_07,
  name: 0x37_04,
  mime: 0x37_0e,
  cid: 0x37_12,
};

/**
 * Opens a winmail.dat. Nothing in it is compressed save a copy of the text, which is left, so it cannot expand. Null
 * where it is none or broken: then it stays the file that it is.
 */
export function openTnef(bytes: Buffer): Tnef | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== 0x22_3e_9f_78) return null;
  const found: Found = { files: [], left: maxPropertiesInAll };
  try {
    for (let at = 6; at + 2 < bytes.length;) {
      const length = bytes.readUInt32LE(at + 5);
      const end = at + 9 + length;
      if (end > bytes.length) return null;
      take(found, bytes.readUInt16LE(at + 1), bytes.subarray(at + 9, end));
      if (found.files.length > maxFiles) return null;
      at = end + 2;
    }
  } catch {
    return null;
  }
  const { left: _, ...tnef } = found;
  return tnef;
}

/** With the number of properties that may still come. */
interface Found extends Tnef {
  left: number;
}

function take(found: Found, id: number, value: Buffer): void {
  const file = found.files.at(-1);
  if (id === attribute.body) found.text = withoutZeros(value);
  else if (id === attribute.message) takeMessage(found, value);
  else if (id === attribute.render) found.files.push({ name: '', bytes: Buffer.alloc(0) });
  else if (!file) return;
  else if (id === attribute.title) file.name ||= withoutZeros(value).toString('latin1');
  else if (id === attribute.data) file.bytes = value;
  else if (id === attribute.attachment) takeFile(found, file, value);
}

function takeMessage(found: Found, value: Buffer): void {
  const properties = readProperties(found, value);
  const text = properties.get(property.text);
  const html = properties.get(property.html);
  if (text) found.text ??= Buffer.from(readText(text));
  if (html) found.html = html.bytes;
}

function takeFile(found: Found, file: File, value: Buffer): void {
  const properties = readProperties(found, value);
  const text = (id: number) => {
    const found = properties.get(id);
    return found && readText(found);
  };
  file.name = text(property.longName) || file.name || text(property.name) || '';
  const contentType = text(property.mime);
  const contentId = text(property.cid);
  if (contentType) file.contentType = contentType;
  if (contentId) file.contentId = contentId;
  const data = properties.get(property.data);
  // An embedded object begins with the 16 bytes of its interface.
  if (data && file.bytes.length === 0) file.bytes = data.type === 0x0d ? data.bytes.subarray(16) : data.bytes;
}

interface Value {
  type: number;
  bytes: Buffer;
}

const sizes: Record<number, number> = { 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16 };

/** A list of MAPI properties. Reading beyond the end throws, as do too many. */
function readProperties(tnef: Found, value: Buffer): Map<number, Value> {
  const found = new Map<number, Value>();
  const count = Math.min(value.readUInt32LE(0), maxProperties);
  tnef.left -= count;
  if (tnef.left < 0) throw new RangeError('Too many properties');
  let at = 4;
  for (let i = 0; i < count; i++) {
    const type = value.readUInt16LE(at);
    const id = value.readUInt16LE(at + 2);
    at += 4;
    if (id >= 0x80_00) at = afterName(value, at);
    const values = readValues(value, at, type);
    at = values.end;
    if (values.first) found.set(id, { type: type & 0x0f_ff, bytes: values.first });
  }
  return found;
}

/** A named property has a GUID, and a number or a name. */
function afterName(value: Buffer, at: number): number {
  if (value.readUInt32LE(at + 16) === 0) return at + 24;
  return at + 24 + padded(value.readUInt32LE(at + 20));
}

function readValues(value: Buffer, start: number, type: number): { first?: Buffer; end: number } {
  const plain = type & 0x0f_ff;
  const isMany = (type & 0x10_00) !== 0;
  const size = sizes[plain];
  const isCounted = isMany || size === undefined;
  const count = isCounted ? value.readUInt32LE(start) : 1;
  if (count > maxProperties) throw new RangeError('Too many values');
  let at = isCounted ? start + 4 : start;
  let first: Buffer | undefined;
  for (let i = 0; i < count; i++) {
    const length = size ?? value.readUInt32LE(at);
    const from = size === undefined ? at + 4 : at;
    if (from + length > value.length) throw new RangeError('Beyond the end');
    first ??= value.subarray(from, from + length);
    at = from + padded(length);
  }
  return { ...(first && { first }), end: at };
}

const padded = (length: number): number => Math.ceil(length / 4) * 4;
const readText = ({ type, bytes }: Value): string =>
  (type === 0x1f ? bytes.toString('utf16le') : bytes.toString('latin1')).replace(/\0[^]*$/, '');

function withoutZeros(bytes: Buffer): Buffer {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}
