import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { ReadableStream } from 'node:stream/web';
import { AwsClient } from 'aws4fetch';
import type { S3Location } from '../config/index.js';
import {
  Storage,
  StorageUnavailable,
  type StoredFile,
  StoredFileMissing,
  isStorageKey,
  newStorageKey,
  requireStorageKey,
} from './storage.js';

/** Bytes of one attachment at most. A put buffers it in memory, since S3 needs the length first. */
const largest = 64 * 1024 * 1024;
/** Long, since a download is passed on to a browser that may be slow. */
const patience = { answeredWithinMs: 60_000, readWithinMs: 10 * 60_000 };

type Method = 'GET' | 'PUT' | 'DELETE';

/** Attachments in a bucket of any service that speaks S3. */
export class S3Storage extends Storage {
  private readonly client: AwsClient;
  private readonly base: string;

  constructor(
    { endpoint, bucket, region, accessKeyId, secretAccessKey }: S3Location,
    private readonly within = patience,
  ) {
    super();
    this.client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 3 });
    this.base = `${endpoint}/${bucket}`;
  }

  async put(bytes: Buffer | Readable): Promise<string> {
    const key = newStorageKey();
    const body = Buffer.isBuffer(bytes) ? bytes : await collect(bytes);
    await this.call('PUT', `/${key}`, body);
    return key;
  }

  async get(key: string): Promise<Readable> {
    const answer = await this.call('GET', `/${requireStorageKey(key)}`, undefined, [404]);
    if (answer.status === 404) throw new StoredFileMissing(key);
    return Readable.from(bytesOf(answer), { objectMode: false });
  }

  async delete(key: string): Promise<void> {
    await this.call('DELETE', `/${requireStorageKey(key)}`, undefined, [404]);
  }

  async *list(after?: string | null): AsyncIterable<StoredFile> {
    let continuation: string | undefined;
    do {
      const query = new URLSearchParams({
        'list-type': '2',
        ...(after ? { 'start-after': after } : {}),
        ...(continuation ? { 'continuation-token': continuation } : {}),
      });
      const page = listPage(await text(bytesOf(await this.call('GET', `/?${query}`))));
      for (const file of page.files) if (isStorageKey(file.key)) yield file;
      continuation = page.next;
    } while (continuation);
  }

  /** Any other status is a fault of the service or of our access to it, never of the file. */
  private async call(method: Method, path: string, body?: Buffer, alsoFine: number[] = []): Promise<Response> {
    const answer = await this.ask(method, path, body).catch((cause: unknown) => {
      throw new StorageUnavailable(`did not answer to ${method}: ${reasonOf(cause)}`, { cause });
    });
    if (answer.ok || alsoFine.includes(answer.status)) return answer;
    await answer.body?.cancel();
    throw new StorageUnavailable(`answered ${answer.status} to ${method}`);
  }

  private async ask(method: Method, path: string, body?: Buffer): Promise<Response> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new Error('no answer in time')), this.within.answeredWithinMs);
    const signal = AbortSignal.any([late.signal, AbortSignal.timeout(this.within.readWithinMs)]);
    return this.client
      .fetch(`${this.base}${path}`, { method, ...(body ? { body: new Uint8Array(body) } : {}), signal })
      .finally(() => clearTimeout(timer));
  }
}

/** The bytes of an answer. Throws StorageUnavailable when the connection breaks in the middle. */
async function* bytesOf({ body }: Response): AsyncGenerator<Uint8Array> {
  try {
    if (body) yield* body as ReadableStream<Uint8Array>;
  } catch (cause) {
    throw new StorageUnavailable(`broke off: ${reasonOf(cause)}`, { cause });
  }
}

/** The reason of a failed connection, which fetch puts into the cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return (cause as NodeJS.ErrnoException | undefined)?.code ?? message;
}

async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largest) throw new Error('The file is too large for the storage');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A page of ListObjectsV2. Our keys contain no characters that XML escapes. */
function listPage(xml: string): { files: StoredFile[]; next?: string } {
  const files = [...xml.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g)].map(([, content]) => ({
    key: textOf(content!, 'Key') ?? '',
    storedAt: new Date(textOf(content!, 'LastModified') ?? 0),
  }));
  return { files, next: textOf(xml, 'IsTruncated') === 'true' ? textOf(xml, 'NextContinuationToken') : undefined };
}

function textOf(xml: string, name: string) {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return text?.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
