import { mkdtempSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { startS3StandIn } from '../../../../test/support/s3-stand-in.js';
import { loadConfig } from '../config/index.js';
import { isUnavailable } from '../database/database-errors.js';
import { toProblem } from '../problems/problem.filter.js';
import { FolderStorage } from './folder-storage.js';
import { S3Storage } from './s3-storage.js';
import { type Storage, StorageUnavailable, StoredFileMissing } from './storage.js';

const read = async (stream: Readable) => Buffer.concat((await stream.toArray()) as Buffer[]).toString();
const keysOf = async (storage: Storage) => {
  const keys: string[] = [];
  for await (const { key } of storage.list()) keys.push(key);
  return keys.sort();
};

let bucket: Awaited<ReturnType<typeof startS3StandIn>>;
/** Where no server listens any more. */
let gone: string;
beforeAll(async () => {
  bucket = await startS3StandIn('files', 'a/secret+key');
  const other = await startS3StandIn('files', 'a/secret+key');
  gone = other.endpoint;
  other.close();
});
afterAll(() => bucket.close());
const s3At = (endpoint: string, secretAccessKey: string, within?: { answeredWithinMs: number; readWithinMs: number }) =>
  new S3Storage(
    { kind: 's3', endpoint, bucket: 'files', region: 'eu-west-1', accessKeyId: 'id', secretAccessKey },
    within,
  );
const s3With = (secretAccessKey: string) => s3At(bucket.endpoint, secretAccessKey);
const folder = mkdtempSync(path.join(tmpdir(), 'waypost-files-'));

describe.each([
  ['a folder', () => new FolderStorage(path.join(folder, 'new'))],
  ['a bucket', () => s3With('a/secret+key')],
])('%s', (_, make) => {
  let storage: Storage;
  beforeEach(() => {
    storage = make();
  });

  it('gives back the bytes of a buffer and of a stream', async () => {
    const one = await storage.put(Buffer.from('bytes'));
    const other = await storage.put(Readable.from([Buffer.from('a str'), Buffer.from('eam')]));
    expect(one).toMatch(/^[0-9a-f]{2}\/[0-9a-f-]{36}$/);
    expect([await read(await storage.get(one)), await read(await storage.get(other))]).toEqual(['bytes', 'a stream']);
    const empty = await storage.put(Buffer.alloc(0));
    expect(await read(await storage.get(empty))).toBe('');
  });

  it('lists, deletes, and says what is missing', async () => {
    for (const key of await keysOf(storage)) await storage.delete(key);
    const keys = await Promise.all(['1', '2', '3', '4', '5'].map((text) => storage.put(Buffer.from(text))));
    expect(await keysOf(storage)).toEqual([...keys].sort());
    const behind: string[] = [];
    for await (const { key } of storage.list([...keys].sort()[1])) behind.push(key);
    expect(behind).toEqual([...keys].sort().slice(2));
    await storage.delete(keys[0]!);
    await storage.delete(keys[0]!);
    await expect(storage.get(keys[0]!)).rejects.toThrow(StoredFileMissing);
    expect(await keysOf(storage)).toHaveLength(4);
  });

  it('keeps nothing of a stream that breaks', async () => {
    const before = await keysOf(storage);
    const breaking = Readable.from(
      (async function* () {
        yield Buffer.from('half');
        throw new Error('the upload broke');
      })(),
    );
    await expect(storage.put(breaking)).rejects.toThrow('the upload broke');
    expect(await keysOf(storage)).toEqual(before);
  });

  it.each(['../../etc/passwd', '/etc/passwd', 'ab/../../x', '', 'ab/0198a3c0-0000-7000-8000-000000000001/../x'])(
    'takes no key that is not ours: %s',
    async (key) => {
      await expect(storage.get(key)).rejects.toThrow('Not a key');
      await expect(storage.delete(key)).rejects.toThrow('Not a key');
    },
  );
});

describe('a folder', () => {
  it('is readable by its owner only, and loses what was left half-written', async () => {
    const root = path.join(folder, 'own');
    const storage = new FolderStorage(root);
    expect(await keysOf(storage)).toEqual([]);
    const key = await storage.put(Buffer.from('x'));
    expect(statSync(path.join(root, key)).mode & 0o007).toBe(0);
    const shard = path.join(root, key.slice(0, 2));
    const [old, fresh] = ['old.part', 'fresh.part'].map((name) => path.join(shard, name));
    for (const file of [old!, fresh!]) writeFileSync(file, 'half');
    utimesSync(old!, 0, 0);
    expect(await keysOf(storage)).toEqual([key]);
    expect(readdirSync(shard)).toEqual([key.slice(3), 'fresh.part'].sort());
  });
});

describe('a bucket', () => {
  it('lets in who signs rightly, and only them', async () => {
    const before = bucket.refused.length;
    await expect(s3With('another').put(Buffer.from('x'))).rejects.toThrow('answered 403');
    expect(bucket.refused).toHaveLength(before + 1);
  });

  it('is asked again when it is busy', async () => {
    bucket.failNext(2);
    await expect(s3With('a/secret+key').put(Buffer.from('x'))).resolves.toContain('/');
  });

  it.each<[string, () => Promise<unknown>, RegExp]>([
    ['stays busy', () => (bucket.failNext(4), s3With('a/secret+key').put(Buffer.from('x'))), /answered 503 to PUT/],
    [
      'says nothing',
      () => (
        bucket.failNext(1, 'silent'),
        s3At(bucket.endpoint, 'a/secret+key', { answeredWithinMs: 100, readWithinMs: 10_000 }).put(Buffer.from('x'))
      ),
      /did not answer to PUT: no answer in time/,
    ],
    [
      'breaks off',
      () => (
        bucket.failNext(1, 'cut'),
        s3With('a/secret+key').get('ab/0198a3c0-0000-7000-8000-000000000001').then(read)
      ),
      /broke off/,
    ],
    ['breaks off in a list', () => (bucket.failNext(1, 'cut'), keysOf(s3With('a/secret+key'))), /broke off/],
    [
      'is not there',
      () => s3At(gone, 'a/secret+key').delete('ab/0198a3c0-0000-7000-8000-000000000001'),
      /did not answer to DELETE: ECONNREFUSED/,
    ],
    [
      'lets us in no more',
      () => s3With('another').get('ab/0198a3c0-0000-7000-8000-000000000001'),
      /answered 403 to GET/,
    ],
  ])('that %s is reported as unavailable: come again', async (_, work, why) => {
    const error: unknown = await work().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StorageUnavailable);
    expect((error as Error).message).toMatch(why);
    expect(isUnavailable(error)).toBe(true);
    const reported: unknown[] = [];
    const { type, status, retryAfterSeconds } = toProblem(error, (each) => reported.push(each));
    expect([type, status, retryAfterSeconds, reported]).toEqual(['unavailable', 503, 5, [error]]);
  });

  it('is what STORAGE_URL names', () => {
    const { storage } = loadConfig({
      DATABASE_URL: 'postgres://db/x',
      SECRET_KEY: 'k'.repeat(32),
      STORAGE_URL: 's3://id:a%2Fsecret%2Bkey@s3.example/files?region=eu-west-1',
    });
    expect(storage).toMatchObject({ kind: 's3', endpoint: 'https://s3.example', secretAccessKey: 'a/secret+key' });
  });
});
