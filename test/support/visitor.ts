import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { io, type Socket } from 'socket.io-client';
import type { VisitorCommands, VisitorEvents, VisitorMessage } from '#libs/contracts';
import { Client } from './client.js';

export interface Sent {
  message: VisitorMessage;
  ticketId: string;
}

/** A shopper who speaks the widget's protocol without a browser. */
export class TestVisitor extends Client {
  constructor(
    url: string,
    readonly visitorToken: string,
    private readonly from: Record<string, string> = {},
  ) {
    super(url);
  }

  override send<T = Record<string, unknown>>(
    method: string,
    path: string,
    options: { body?: unknown; headers?: Record<string, string> } = {},
  ) {
    return super.send<T>(method, `/api/v1/visitor${path}`, {
      ...options,
      headers: { authorization: `Visitor ${this.visitorToken}`, ...this.from, ...options.headers },
    });
  }

  /** Writes, and expects it to be stored. */
  async write(text: string, more: Record<string, unknown> = {}): Promise<Sent> {
    const { status, body } = await this.post<Sent>('/messages', { id: randomUUID(), text, ...more });
    if (status !== 201) throw new Error(`${status}: ${JSON.stringify(body)}`);
    return body;
  }

  async upload(name: string, bytes: string | Uint8Array<ArrayBuffer>, type = 'text/plain') {
    const response = await fetch(`${this.url}/api/v1/visitor/attachments`, {
      method: 'POST',
      body: bytes,
      headers: {
        authorization: `Visitor ${this.visitorToken}`,
        'content-type': 'application/octet-stream',
        'x-file-type': type,
        'x-file-name': encodeURIComponent(name),
      },
    });
    return {
      status: response.status,
      body: (await response.json()) as { id: string; name: string; contentType: string; url: string },
    };
  }

  socket(options: Record<string, unknown> = {}): Socket<VisitorEvents, VisitorCommands> {
    return io(`${this.url}/visitor`, {
      auth: { token: this.visitorToken },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      ...options,
    });
  }
}

/** A new visitor of a channel; with an identity, whom the shop vouches for. */
export async function visit(
  url: string,
  channelId: string,
  more: Record<string, unknown> = {},
  token?: string,
): Promise<TestVisitor> {
  const { status, body } = await openSession(url, channelId, more, token);
  if (status !== 201) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return new TestVisitor(url, String(body['token']));
}

export const openSession = (url: string, channelId: string, more: Record<string, unknown> = {}, token?: string) =>
  new Client(url).post(
    '/api/v1/visitor/sessions',
    { channelId, ...more },
    token ? { authorization: `Visitor ${token}` } : {},
  );

/** A shop's proof of identity, as its server would make it. */
export const proofOf = (
  channelId: string,
  secret: string,
  claims: Record<string, unknown>,
  life = '30m',
): Promise<string> =>
  new SignJWT({ aud: channelId, ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .setExpirationTime(life)
    .sign(new TextEncoder().encode(secret));
