import type { ImapFlow } from 'imapflow';
import { isUnavailable } from '#libs/platform';

/** How far a mailbox has been read. */
export interface MailboxCursor {
  /** The mailbox's UIDVALIDITY (RFC 3501): with another value, no stored uid is valid. */
  uidValidity: string | null;
  lastUid: number;
  /** Mails that could not be stored, to be retried. */
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
  /** How long mails that were put off wait at least. */
  retryEveryMs?: number;
}

/** An error that is not about a mail: reading stops, and continues later from the cursor. */
export class MailNotStored extends Error {
  readonly notStored = true;
}

const maxBytes = 60 * 1024 * 1024;
const keptOfLarger = 64 * 1024;
const batch = 100;
const day = 86_400_000;

/**
 * Fetches new mails of the open mailbox. A mail is marked as seen and the cursor moved only after the mail is stored;
 * if the connection breaks in between, the mail is fetched again and recognised. A mail that cannot be stored is put
 * off and does not block the others.
 */
export async function readMailbox(reader: MailboxReader): Promise<void> {
  const { client, cursor, signal } = reader;
  const uidValidity = validityOf(client);
  if (cursor.uidValidity !== uidValidity) Object.assign(cursor, { uidValidity, lastUid: 0, deferredUids: [] });
  const uids = await newUids(reader);
  let inVain = 0;
  for (let i = 0; i < uids.length && !signal.aborted; i += batch) {
    for (const [uid, size] of await sizesOf(client, uids.slice(i, i + batch))) {
      if (signal.aborted) return;
      inVain = (await takeOne(reader, uid, size)) ? 0 : inVain + 1;
      if (inVain === batch) throw new MailNotStored(`None of ${batch} mails could be stored`);
    }
  }
}

/** Retries mails that were put off, in batches, as long as any succeeds; what fails again goes to the end. */
export async function retryDeferred(reader: MailboxReader): Promise<void> {
  const { cursor, client, signal } = reader;
  if (cursor.uidValidity !== validityOf(client)) return;
  const waiting = cursor.deferredUids;
  for (let i = 0, helps = true; i < waiting.length && helps; i += batch) {
    const uids = waiting.slice(i, i + batch);
    const found = await sizesOf(client, uids);
    const there = new Set(found.map(([uid]) => uid));
    forget(cursor, (uid) => uids.includes(uid) && !there.has(uid));
    helps = found.length === 0;
    for (const [uid, size] of found) {
      if (signal.aborted) return;
      if (await takeOne(reader, uid, size)) helps = true;
    }
  }
}

const validityOf = (client: ImapFlow): string | null => (client.mailbox ? String(client.mailbox.uidValidity) : null);

function forget(cursor: MailboxCursor, which: (uid: number) => boolean): void {
  cursor.deferredUids = cursor.deferredUids.filter((uid) => !which(uid));
}

async function newUids({ client, cursor, since }: MailboxReader): Promise<number[]> {
  const wanted = cursor.lastUid === 0 ? { since: new Date(since.getTime() - day) } : { uid: `${cursor.lastUid + 1}:*` };
  const found = (await client.search(wanted, { uid: true })) || [];
  return found.filter((uid) => uid > cursor.lastUid).sort((a, b) => a - b);
}

async function sizesOf(client: ImapFlow, uids: number[]): Promise<[number, number][]> {
  const sizes: [number, number][] = [];
  for await (const mail of client.fetch(uids.join(','), { uid: true, size: true }, { uid: true }))
    sizes.push([mail.uid, mail.size ?? 0]);
  return sizes.sort(([a], [b]) => a - b);
}

/** Whether the mail needs no more work: it is stored, or was deleted on the server. */
async function takeOne(reader: MailboxReader, uid: number, size: number): Promise<boolean> {
  const { client, cursor } = reader;
  const truncated = size > maxBytes;
  const mail = await client.fetchOne(
    String(uid),
    { uid: true, source: truncated ? { start: 0, maxLength: keptOfLarger } : true },
    { uid: true },
  );
  const source = mail ? mail.source : undefined;
  const stored = !source || (await store(reader, source, truncated));
  if (source && stored) await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
  // A command on a broken connection may end without an error; the mail is then fetched again.
  if (!client.usable) throw new Error('The connection was closed');
  forget(cursor, (each) => each === uid);
  if (!stored) cursor.deferredUids.push(uid);
  cursor.lastUid = Math.max(cursor.lastUid, uid);
  await reader.save(cursor);
  return stored;
}

async function store({ take }: MailboxReader, raw: Buffer, truncated: boolean): Promise<boolean> {
  try {
    await take(raw, { truncated });
    return true;
  } catch (cause) {
    if (isUnavailable(cause)) throw new MailNotStored((cause as Error).message, { cause });
    return false;
  }
}
