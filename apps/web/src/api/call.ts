import type { RequestOf, ResponseOf } from '#libs/contracts';
import { ApiError, apiErrorOf } from './api-error.js';
import { type Endpoint, type Operation, routes } from './routes.js';

type Given<T> = { [K in keyof T as T[K] extends undefined ? never : K]: T[K] };
export type RequestInput<N extends Operation> = Given<RequestOf<Endpoint<N>>>;
export type Answer<N extends Operation> = ResponseOf<Endpoint<N>>;

interface CallOptions {
  signal?: AbortSignal;
  /** Requests with the same key and body take effect once. */
  idempotencyKey?: string;
  /** Lets the request outlive the page. */
  keepalive?: boolean;
}

/** Called when the server answers that the session has ended; the app sets it. */
export const sessionEnded: { notify: () => void } = { notify: () => {} };

const timeoutMs = 20_000;

/**
 * Calls one operation of the API, typed by its contract.
 * @throws ApiError when it fails
 */
export async function call<N extends Operation>(
  name: N,
  input: RequestInput<N>,
  options: CallOptions = {},
): Promise<Answer<N>> {
  const [method, path] = routes[name].split(' ') as [string, string];
  const { params, query, body } = input as {
    params?: Record<string, unknown>;
    query?: Record<string, unknown>;
    body?: unknown;
  };
  const response = await send(fillPath(path, params) + queryString(query), {
    method,
    keepalive: options.keepalive,
    signal: options.signal
      ? AbortSignal.any([options.signal, AbortSignal.timeout(timeoutMs)])
      : AbortSignal.timeout(timeoutMs),
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(options.idempotencyKey && { 'idempotency-key': options.idempotencyKey }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return (
    response.status === 204 || response.headers.get('content-length') === '0'
      ? undefined
      : await response.json().catch(() => undefined)
  ) as Answer<N>;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError('offline', 0);
  }
  if (response.ok) return response;
  const error = await apiErrorOf(response);
  if (error.type === 'not-signed-in') sessionEnded.notify();
  throw error;
}

const fillPath = (path: string, params: Record<string, unknown> = {}) =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));

function queryString(query: Record<string, unknown> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null && one !== '') search.append(name, String(one));
  }
  return search.size ? `?${search}` : '';
}
