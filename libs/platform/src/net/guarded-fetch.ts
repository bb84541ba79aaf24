import { Client, buildConnector } from 'undici';
import { type AddressRules } from './address-rules.js';
import type { GuardedAnswer, GuardedFetch, GuardedInit } from './guarded-request.js';
import { AddressRefused, GuardedFetchError } from './net-errors.js';
import { plainBody } from './plain-body.js';
import { readCapped } from './read-capped.js';

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
  // Use a new connection for each request: a kept one may close while it is written to, and then it is unknown whether
  // the request arrived.
  const client = new Client(url.origin, {
    connect: pinnedConnector(addresses, progress),
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

/** Connects to the checked addresses, with the requested name for TLS. */
function pinnedConnector(addresses: string[], progress: { isConnected: boolean }): buildConnector.connector {
  const connect = buildConnector({
    lookup: (_host, options, found) => {
      const list = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      if (options.all) found(null, list);
      else found(null, list[0]!.address, list[0]!.family);
    },
    timeout: highest.timeoutMs,
  });
  return (options, done) =>
    connect(options, (...outcome) => {
      progress.isConnected = outcome[0] === null;
      done(...outcome);
    });
}

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
