import { createSocket, type Socket } from 'node:dgram';
import { promises as dns } from 'node:dns';

const types = { A: 1, MX: 15, TXT: 16 } as const;
type Type = keyof typeof types;

/** A name server of one's own, which this process asks instead of the real ones until it is closed. */
export class NameServer {
  /** It answers that it cannot answer. */
  isBroken = false;
  private readonly before = dns.getServers();
  private constructor(
    private readonly socket: Socket,
    private readonly texts: Map<string, string>,
  ) {}

  /** Records by name: each is a TXT. What is not there does not exist. */
  static async open(texts: Record<string, string>): Promise<NameServer> {
    const socket = createSocket('udp4');
    const server = new NameServer(socket, new Map(Object.entries(texts)));
    socket.on('message', (query, { port, address }) => socket.send(server.answer(query), port, address));
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    dns.setServers([`127.0.0.1:${socket.address().port}`]);
    return server;
  }

  async close(): Promise<void> {
    dns.setServers(this.before);
    await new Promise<void>((resolve) => this.socket.close(() => resolve()));
  }

  private answer(query: Buffer): Buffer {
    const labels: string[] = [];
    let at = 12;
    for (let length = query[at++]!; length > 0; length = query[at++]!)
      labels.push(query.toString('latin1', at, (at += length)));
    const type = (Object.keys(types) as Type[]).find((name) => types[name] === query.readUInt16BE(at));
    const text = !this.isBroken && type === 'TXT' ? this.texts.get(labels.join('.').toLowerCase()) : undefined;
    const question = query.subarray(12, at + 4);
    const head = Buffer.alloc(12);
    query.copy(head, 0, 0, 2);
    head.writeUInt16BE(this.isBroken ? 0x8182 : text ? 0x8580 : 0x8583, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(text ? 1 : 0, 6);
    return Buffer.concat([head, question, text ? textRecord(text) : Buffer.alloc(0)]);
  }
}

/** Name by reference, type TXT, class IN, one second, the text in strings of 255. */
function textRecord(text: string): Buffer {
  const strings = Buffer.concat(
    (text.match(/.{1,255}/g) ?? ['']).map((part) => Buffer.concat([Buffer.from([part.length]), Buffer.from(part)])),
  );
  const head = Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 1, 0, 0]);
  head.writeUInt16BE(strings.length, 10);
  return Buffer.concat([head, strings]);
}
