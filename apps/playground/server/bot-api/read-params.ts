import type { IncomingMessage } from 'node:http';
import { formOf, jsonOf } from '../stand-in/index.js';

/** What a call was given: values as text, and files. */
export interface Params {
  fields: Record<string, string>;
  files: Record<string, File>;
}

/** The Bot API takes values from the address, from JSON and from both kinds of forms. */
export async function readParams(request: IncomingMessage, query: URLSearchParams): Promise<Params> {
  const params: Params = { fields: Object.fromEntries(query), files: {} };
  if (request.method !== 'POST') return params;
  const isJson = request.headers['content-type']?.includes('json');
  const given: [string, unknown][] = isJson ? Object.entries(await jsonOf(request)) : [...(await formOf(request))];
  for (const [name, value] of given) {
    if (value instanceof File) params.files[name] = value;
    else if (typeof value === 'string' || typeof value === 'number') params.fields[name] = String(value);
  }
  return params;
}
