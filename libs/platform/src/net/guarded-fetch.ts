import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import type { buildConnector } from 'undici';
import { AddressRefused, type AddressRules } from './address-rules.js';
import { type GuardedAnswer, type GuardedFetch, GuardedFetchError, type GuardedInit } from './guarded-request.js';

const standard = { timeoutMs: 15_000, maxBytes: 1024 * 1024 };
const highest = { timeoutMs: 120_000, maxBytes: 100 * 1024 * 1024 };

/** Makes a fetch that connects only to allowed addresses, follows no redirect and limits time and size. */
export function createGuardedFetch(rules: AddressRules): GuardedFetch {
  return async (text, init = {}) => {
    const url = acceptable(text);
    const progress = { isConnected: false };
    const signal = AbortSignal.timeout(Math.min(init.timeoutMs ?? standard.timeoutMs, highest.timeoutMs));
    try {
      const addresses = await abortable(rules.pin(url.hostname, portOf(url)), signal);
      return await exchange(url, init, addresses, signal, progress);
    } catch (error) {
      throw failureOf(error, signal, progress.isConnected);
    }
  };
}

async function exchange(
  url: URL,
  init: GuardedInit,
  addresses: string[],
  signal: AbortSignal,
  progress: { isConnected: boolean },
): Promise<GuardedAnswer> {
  const maxBytes = Math.min(init.maxBytes ?? standard.maxBytes, highest.maxBytes);
  const { body, headers } = await plainBody(init);
  // A hundred files, which a start does not need.
  const undici = await import('undici');
  // Use a new connection for each request: a kept one may close while it is written to, and then it is unknown whether
  // the request arrived.
  const client = new undici.Client(url.origin, {
    connect: noting(undici.buildConnector({ lookup: lookupIn(addresses), timeout: highest.timeoutMs }), progress),
    pipelining: 0,
    maxHeaderSize: 32 * 1024,
  });
  try {
    const answer = await client.request({
      path: url.pathname + url.search,
      method: (init.method ?? 'GET').toUpperCase() as 'GET',
      headers,
      body,
      signal,
    });
    return {
      status: answer.statusCode,
      headers: headersOf(answer.headers),
      body: await readCapped(answer.body, maxBytes),
    };
  } finally {
    void client.destroy().catch(() => undefined);
  }
}

/** Finds the checked addresses alone, whatever name is asked for: the requested one is for TLS. */
const lookupIn =
  (addresses: string[]): LookupFunction =>
  (_host, options, found) => {
    const list = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (options.all) found(null, list);
    else found(null, list[0]!.address, list[0]!.family);
  };

const noting =
  (connect: buildConnector.connector, progress: { isConnected: boolean }): buildConnector.connector =>
  (options, done) =>
    connect(options, (...outcome) => {
      progress.isConnected = outcome[0] === null;
      done(...outcome);
    });

function acceptable(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new GuardedFetchError('bad-url', false, 'Only http and https URLs can be reached');
  if (url.username || url.password)
    throw new GuardedFetchError('bad-url', false, 'A URL must not carry a user name or password');
  return url;
}

const portOf = ({ port, protocol }: URL) => Number(port) || (protocol === 'https:' ? 443 : 80);

/** A look-up cannot be cancelled, so stop waiting for it when the signal fires. */
function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
    ),
  ]);
}

function headersOf(raw: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw)) {
    for (const each of [value ?? []].flat()) headers.append(name, each);
  }
  return headers;
}

function failureOf(cause: unknown, signal: AbortSignal, isConnected: boolean): GuardedFetchError {
  if (cause instanceof GuardedFetchError) return cause;
  if (cause instanceof AddressRefused) return new GuardedFetchError('refused', false, cause.message, { cause });
  if (signal.aborted) return new GuardedFetchError('timeout', isConnected, 'No answer in time', { cause });
  return isConnected
    ? new GuardedFetchError('broken', true, 'The connection broke before the answer was complete', { cause })
    : new GuardedFetchError('unreachable', false, 'No connection could be made', { cause });
}

/** Headers that callers may not set, since they belong to the connection. */
const ours = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding']);

/** The body as bytes, and the headers that go with it. */
async function plainBody({ body, headers = {} }: GuardedInit) {
  const said = Object.fromEntries(Object.entries(headers).filter(([name]) => !ours.has(name.toLowerCase())));
  // Refuse compression: the size limit counts the bytes on the wire.
  const all = { 'user-agent': 'Waypost', ...said, 'accept-encoding': 'identity' };
  if (!(body instanceof FormData)) return { body, headers: all };
  const encoded = new Response(body);
  return {
    body: Buffer.from(await encoded.arrayBuffer()),
    headers: { ...all, 'content-type': encoded.headers.get('content-type') ?? '' },
  };
}

/** All bytes of a stream. Throws when there are too many. */
async function readCapped(stream: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new GuardedFetchError('too-large', true, `The answer has more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
