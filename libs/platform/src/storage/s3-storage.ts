import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { AwsClient } from 'aws4fetch';
import type { S3Location } from '../config/index.js';
import { listPage } from './s3-list-page.js';
import { Storage, type StoredFile, StoredFileMissing } from './storage.js';
import { isStorageKey, newStorageKey, requireStorageKey } from './storage-key.js';

/** Bytes that one attachment may have; also what a put holds in memory, since S3 wants to know the length beforehand. */
const largest = 64 * 1024 * 1024;
const storedWithinMs = 60_000;
/** The bytes go on to a browser that may be slow. */
const readWithinMs = 10 * 60_000;

/** Attachments in a bucket of any service that speaks S3. */
export class S3Storage extends Storage {
  private readonly client: AwsClient;
  private readonly base: string;

  constructor({ endpoint, bucket, region, accessKeyId, secretAccessKey }: S3Location) {
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
    return answer.body ? Readable.fromWeb(answer.body as ReadableStream) : Readable.from([]);
  }

  async delete(key: string): Promise<void> {
    await this.call('DELETE', `/${requireStorageKey(key)}`, undefined, [404]);
  }

  async *list(): AsyncIterable<StoredFile> {
    let continuation: string | undefined;
    do {
      const query = new URLSearchParams({ 'list-type': '2', ...(continuation ? { 'continuation-token': continuation } : {}) });
      const page = listPage(await (await this.call('GET', `/?${query}`)).text());
      for (const file of page.files) if (isStorageKey(file.key)) yield file;
      continuation = page.next;
    } while (continuation);
  }

  private async call(method: 'GET' | 'PUT' | 'DELETE', path: string, body?: Buffer, alsoFine: number[] = []): Promise<Response> {
    const answer = await this.client.fetch(`${this.base}${path}`, {
      method,
      ...(body ? { body: new Uint8Array(body) } : {}),
      signal: AbortSignal.timeout(method === 'GET' ? readWithinMs : storedWithinMs),
    });
    if (answer.ok || alsoFine.includes(answer.status)) return answer;
    await answer.body?.cancel();
    throw new Error(`The storage answered ${answer.status} to ${method}`);
  }
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
