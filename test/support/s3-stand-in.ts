import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What a signature of version 4 says, worked out from the request as it came: our own reading of the rules, for tests.
 */
function expectedSignature(request: IncomingMessage, secret: string): string {
  const [, scope = '', signed = ''] =
    /Credential=[^/]+\/([^,]+),\s*SignedHeaders=([^,]+)/.exec(request.headers.authorization ?? '') ?? [];
  const url = new URL(request.url!, 'http://stand-in');
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const headers = signed
    .split(';')
    .map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`)
    .join('');
  const canonical = [
    request.method,
    url.pathname,
    query,
    headers,
    signed,
    request.headers['x-amz-content-sha256'],
  ].join('\n');
  const date = String(request.headers['x-amz-date']);
  const toSign = ['AWS4-HMAC-SHA256', date, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const key = scope
    .split('/')
    .reduce<Buffer | string>((previous, part) => createHmac('sha256', previous).update(part).digest(), `AWS4${secret}`);
  return createHmac('sha256', key).update(toSign).digest('hex');
}

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** How a bucket fails: busy, without a word, or in the middle of its answer. */
type Failure = 'busy' | 'silent' | 'cut';

/** A bucket in memory that lets in only who signs with its secret. Lists two keys a page. */
export async function startS3StandIn(bucket: string, secret: string) {
  const objects = new Map<string, Buffer>();
  const refused: string[] = [];
  let failures: Failure[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const body = Buffer.concat((await request.toArray()) as Buffer[]);
    const failure = failures.shift();
    if (failure) return fail(failure, response);
    if (!request.headers.authorization?.endsWith(`Signature=${expectedSignature(request, secret)}`)) {
      refused.push(`${request.method} ${request.url}`);
      return void response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
    }
    const url = new URL(request.url!, 'http://stand-in');
    const key = url.pathname.slice(`/${bucket}/`.length);
    if (!url.pathname.startsWith(`/${bucket}/`)) return void response.writeHead(404).end();
    if (request.method === 'PUT') objects.set(key, body);
    if (request.method === 'DELETE') objects.delete(key);
    if (request.method !== 'GET') return void response.writeHead(request.method === 'PUT' ? 200 : 204).end();
    if (!key)
      return void response.end(
        listing(url.searchParams.get('continuation-token') ?? url.searchParams.get('start-after')),
      );
    const found = objects.get(key);
    return void (found ? response.end(found) : response.writeHead(404).end());
  }

  function listing(after: string | null) {
    const keys = [...objects.keys()].sort().filter((key) => !after || key > after.replace(/&\+ $/, ''));
    const contents = keys
      .slice(0, 2)
      .map((key) => `<Contents><Key>${key}</Key><LastModified>${new Date().toISOString()}</LastModified></Contents>`)
      .join('');
    const more = keys.length > 2;
    // The token holds signs that XML and URLs write differently.
    const next = more ? `<NextContinuationToken>${keys[1]}&amp;+ </NextContinuationToken>` : '';
    return `<ListBucketResult><IsTruncated>${more}</IsTruncated>${contents}${next}</ListBucketResult>`;
  }

  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return {
    endpoint,
    objects,
    refused,
    failNext: (count: number, how: Failure = 'busy') => void (failures = Array<Failure>(count).fill(how)),
    close,
  };
}

function fail(how: Failure, response: ServerResponse) {
  if (how === 'busy') response.writeHead(503).end();
  if (how === 'cut') response.writeHead(200, { 'content-length': 1_000 }).write('half', () => response.destroy());
}
