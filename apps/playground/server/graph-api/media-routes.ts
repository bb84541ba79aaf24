import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { formOf, send } from '../stand-in/index.js';
import { graphError } from './cloud-payloads.js';
import type { GraphMemory } from './graph-memory.js';

/** `POST /{phone-number-id}/media`: keeps a file to be sent by its id. */
export async function takeMedia(
  request: IncomingMessage,
  response: ServerResponse,
  memory: GraphMemory,
): Promise<void> {
  const form = await formOf(request);
  const file = form.get('file');
  if (form.get('messaging_product') !== 'whatsapp' || !(file instanceof Blob))
    return send(response, 400, graphError(100, 'Invalid parameter', 'file and messaging_product are required'));
  const media = memory.keep({
    name: file.name,
    contentType: String(form.get('type') ?? file.type),
    bytes: Buffer.from(await file.arrayBuffer()),
  });
  send(response, 200, { id: media.id });
}

/** `GET /{media-id}`: where the bytes are. */
export function describeMedia(id: string, response: ServerResponse, memory: GraphMemory, baseUrl: string): void {
  const media = memory.file(id);
  if (!media) return send(response, 404, graphError(100, 'Unsupported get request. Object does not exist.'));
  const sha256 = createHash('sha256').update(media.bytes).digest('hex');
  send(response, 200, {
    messaging_product: 'whatsapp',
    url: `${baseUrl}/files/${id}`,
    mime_type: media.contentType,
    sha256,
    file_size: media.bytes.length,
    id,
  });
}

/** The bytes themselves. */
export function readMedia(id: string, response: ServerResponse, memory: GraphMemory): void {
  const media = memory.file(id);
  if (!media) return send(response, 404, graphError(100, 'Unsupported get request. Object does not exist.'));
  response.writeHead(200, { 'content-type': media.contentType, 'content-length': media.bytes.length }).end(media.bytes);
}
