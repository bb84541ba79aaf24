/** Writes a winmail.dat of attributes: the id and the value of each. */
export function writeTnef(attributes: [id: number, value: Buffer][]): Buffer {
  const head = Buffer.alloc(6);
  head.writeUInt32LE(0x22_3e_9f_78);
  return Buffer.concat([
    head,
    ...attributes.flatMap(([id, value]) => [attributeHead(id, value.length), value, Buffer.alloc(2)]),
  ]);
}

function attributeHead(id: number, length: number): Buffer {
  const head = Buffer.alloc(9);
  head[0] = 2;
  head.writeUInt16LE(id, 1);
  head.writeUInt32LE(length, 5);
  return head;
}

/** A list of MAPI properties of text. */
export function writeProperties(texts: [id: number, text: string][]): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32LE(texts.length);
  return Buffer.concat([count, ...texts.map(([id, text]) => writeProperty(id, text))]);
}

function writeProperty(id: number, text: string): Buffer {
  const value = Buffer.from(`${text}\0`, 'utf16le');
  const head = Buffer.alloc(12);
  head.writeUInt16LE(0x1f, 0);
  head.writeUInt16LE(id, 2);
  head.writeUInt32LE(1, 4);
  head.writeUInt32LE(value.length, 8);
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}
