import type { ImapFlow } from 'imapflow';
import { isUnavailable } from '#libs/platform';

/** How far a mailbox has been read. */
export interface MailboxCursor {
  /** The server's promise that its uids still mean the same mails; another value means that none does. */
  uidValidity: string | null;
  lastUid: number;
  /** Mails that could not be stored, to be tried again. */
  deferredUids: number[];
}

export interface MailboxReader {
  client: ImapFlow;
  cursor: MailboxCursor;
  /** Mails older than the channel are not fetched. */
  since: Date;
  /** Resolves when the mail is stored. */
  take(raw: Buffer, options: { truncated: boolean }): Promise<void>;
  save(cursor: MailboxCursor): Promise<void>;
  signal: AbortSignal;
}

const maxBytes = 60 * 1024 * 1024;
const keptOfLarger = 64 * 1024;
const maxDeferred = 200;
const batch = 100;
const day = 86_400_000;

/**
 * Fetches what is new in the open mailbox. A mail is marked as seen and the cursor moved only after it is stored; if the
 * connection is cut in between, the mail comes again and is known. What cannot be stored is put off and holds nothing up.
 */
export async function readMailbox(reader: MailboxReader): Promise<void> {
  const { client, cursor, signal } = reader;
  const uidValidity = client.mailbox ? String(client.mailbox.uidValidity) : null;
  if (cursor.uidValidity !== uidValidity) Object.assign(cursor, { uidValidity, lastUid: 0, deferredUids: [] });
  const uids = await newUids(reader);
  for (let i = 0; i < uids.length && !signal.aborted; i += batch) {
    const sizes = await sizesOf(client, uids.slice(i, i + batch));
    for (const [uid, size] of sizes) {
      if (signal.aborted) return;
      await takeOne(reader, uid, size);
    }
  }
}

/** Tries again what was put off; once a session, so that it stays cheap. */
export async function retryDeferred(reader: MailboxReader): Promise<void> {
  const { cursor, client } = reader;
  const uids = cursor.deferredUids;
  if (uids.length === 0 || cursor.uidValidity !== (client.mailbox ? String(client.mailbox.uidValidity) : null)) return;
  const found = await sizesOf(client, uids);
  cursor.deferredUids = found.map(([uid]) => uid);
  for (const [uid, size] of found) {
    // One at a time, so that a worker that dies half-way has forgotten none of the rest.
    cursor.deferredUids = cursor.deferredUids.filter((deferred) => deferred !== uid);
    await takeOne(reader, uid, size);
  }
}

async function newUids({ client, cursor, since }: MailboxReader): Promise<number[]> {
  const wanted = cursor.lastUid === 0 ? { since: new Date(since.getTime() - day) } : { uid: `${cursor.lastUid + 1}:*` };
  const found = (await client.search(wanted, { uid: true })) || [];
  return found.filter((uid) => uid > cursor.lastUid).sort((a, b) => a - b);
}

async function sizesOf(client: ImapFlow, uids: number[]): Promise<[number, number][]> {
  const sizes: [number, number][] = [];
  for await (const mail of client.fetch(uids.join(','), { uid: true, size: true }, { uid: true })) sizes.push([mail.uid, mail.size ?? 0]);
  return sizes.sort(([a], [b]) => a - b);
}

async function takeOne(reader: MailboxReader, uid: number, size: number): Promise<void> {
  const { client, cursor } = reader;
  const truncated = size > maxBytes;
  const mail = await client.fetchOne(String(uid), { uid: true, source: truncated ? { start: 0, maxLength: keptOfLarger } : true }, { uid: true });
  if (mail && mail.source) {
    const stored = await store(reader, mail.source, truncated);
    if (stored) await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
    else cursor.deferredUids = [...cursor.deferredUids, uid].slice(-maxDeferred);
  }
  // A command on a connection that was cut may end without an error; the mail is then met again.
  if (!client.usable) throw new Error('The connection was closed');
  cursor.lastUid = Math.max(cursor.lastUid, uid);
  await reader.save(cursor);
}

async function store({ take }: MailboxReader, raw: Buffer, truncated: boolean): Promise<boolean> {
  try {
    await take(raw, { truncated });
    return true;
  } catch (error) {
    if (isUnavailable(error)) throw error;
    return false;
  }
}
