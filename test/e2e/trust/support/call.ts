import { randomUUID } from 'node:crypto';
import type { EndpointDefinition } from '#libs/contracts';
import { type Attempt, attempts } from './endpoint-table.js';
import type { Ids } from './world.js';

/** An answer as it came over the wire. */
export interface Wire {
  status: number;
  type: string | null;
  text: string;
}

export const nameOf = ({ method, path }: EndpointDefinition): string => `${method} ${path}`;

/** Calls an operation with the values of the table; `ids` replace what it names. */
export async function call(
  url: string,
  definition: EndpointDefinition,
  authorization: string | null,
  ids: Ids,
  more: Record<string, string> = {},
): Promise<Wire> {
  const attempt = attempts[nameOf(definition)]!;
  const body = bodyOf(attempt, ids);
  const response = await fetch(url + pathOf(definition, attempt, ids), {
    method: definition.method,
    redirect: 'manual',
    headers: {
      ...(authorization && { authorization }),
      ...(body !== undefined && { 'content-type': attempt.bytes ? 'application/octet-stream' : 'application/json' }),
      ...more,
    },
    body,
  });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

function pathOf({ path }: EndpointDefinition, { params, query }: Attempt, ids: Ids): string {
  const values = { ...ids, ...params?.(ids) };
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? `no-${name}`));
  const asked = typeof query === 'function' ? query(ids) : query;
  return asked ? `${filled}?${asked}` : filled;
}

function bodyOf({ body, bytes }: Attempt, ids: Ids): string | undefined {
  if (bytes) return bytes;
  return body && JSON.stringify(body({ ...ids, freshId: randomUUID() }));
}

/** Ids of the same form that name nothing. */
export const unknownIds = (ids: Ids): Ids =>
  Object.fromEntries(
    Object.keys(ids).map((name) => [
      name,
      name === 'number' ? '2000000000' : name === 'pictureUrl' ? ids[name]! : randomUUID(),
    ]),
  );
