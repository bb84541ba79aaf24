import type { GuardedInit } from './guarded-request.js';

/** Headers that callers may not set, since they belong to the connection. */
const ours = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding']);

/** The body as bytes, and the headers that go with it. */
export async function plainBody({ body, headers = {} }: GuardedInit) {
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
