import type { Request } from 'express';
import type { RawRequest } from '#libs/channels';

/** A provider's request as adapters read it. */
export function rawRequest(request: Request, method: 'GET' | 'POST'): RawRequest {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
  const query = Object.fromEntries(
    Object.entries(request.query).map(([name, value]) => [name, typeof value === 'string' ? value : undefined]),
  );
  return { method, headers, query, body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0) };
}
