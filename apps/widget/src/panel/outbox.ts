import type { VisitorSubmission } from '#libs/contracts';
import type { FileStore, Notes } from './storage.js';
import { newId } from './new-id.js';
import { RequestError } from './server.js';
import type { OutboxEntry, OutboxFile } from './state.js';

/** What the queue needs of the outside. */
export interface OutboxTools {
  notes: Notes;
  files: FileStore;
  /** Whose queue it is: another visitor's waits until they are back. */
  owner(): string;
  upload(name: string, file: Blob): Promise<{ id: string }>;
  /** Resolves once the server has stored it. */
  send(submission: VisitorSubmission): Promise<void>;
  changed(entries: OutboxEntry[]): void;
  reached(ok: boolean): void;
  locale: string;
}

const longestWait = 30_000;

/**
 * Messages on their way. Each is kept in the notes from the moment it is written until the server has it, goes out in
 * its turn, and carries an id of its own, so that a repeated send is the same message.
 */
export function createOutbox(tools: OutboxTools) {
  let entries: OutboxEntry[] = [];
  let working = false;
  let attempts = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let count = 0;

  const prefix = () => `out:${tools.owner()}:`;
  const show = () => tools.changed([...entries]);
  const keep = (entry: OutboxEntry) => tools.notes.set(prefix() + entry.order, JSON.stringify(entry));
  const change = (entry: OutboxEntry, values: Partial<OutboxEntry>) => {
    const next = { ...entry, ...values };
    entries = entries.map((each) => (each.id === entry.id ? next : each));
    keep(next);
    show();
    return next;
  };
  const remove = (id: string) => {
    const entry = entries.find((each) => each.id === id);
    if (!entry) return;
    entries = entries.filter((each) => each !== entry);
    tools.notes.set(prefix() + entry.order, null);
    for (const file of entry.files) void tools.files.drop(file.key);
    show();
  };

  const deliver = async (entry: OutboxEntry) => {
    let ready = entry;
    for (const file of entry.files) {
      if (file.attachmentId) continue;
      const bytes = await tools.files.get(file.key);
      if (!bytes) throw new RequestError(410, 'file-lost');
      const { id } = await tools.upload(file.name, bytes);
      ready = change(ready, {
        files: ready.files.map((each) => (each.key === file.key ? { ...each, attachmentId: id } : each)),
      });
    }
    const attachmentIds = ready.files.map((file) => file.attachmentId!);
    await tools.send({
      id: ready.id,
      text: ready.text,
      locale: tools.locale,
      ...(attachmentIds.length ? { attachmentIds } : {}),
    });
    remove(ready.id);
  };
  const wait = (error: RequestError) => {
    attempts += 1;
    clearTimeout(timer);
    timer = setTimeout(
      () => void outbox.flush(),
      Math.max(error.retryAfterMs, Math.min(longestWait, 500 * 2 ** attempts)),
    );
  };
  /** True when the next may follow. */
  const attempt = async (entry: OutboxEntry) => {
    try {
      await deliver(entry);
      attempts = 0;
      tools.reached(true);
      return true;
    } catch (error) {
      const why = error instanceof RequestError ? error : new RequestError(0, 'unreachable');
      tools.reached(why.status !== 0);
      if (why.passing) wait(why);
      else change(entry, { state: 'failed' });
      return !why.passing;
    }
  };

  const outbox = {
    /** Reads the queue of the present visitor from the notes. */
    load() {
      entries = tools.notes.keys(prefix()).flatMap((key) => parse(tools.notes.get(key)));
      show();
      return outbox.flush();
    },
    async add(text: string, files: { file: Blob; name: string }[]) {
      const kept: OutboxFile[] = files.map(({ file, name }) => ({
        key: newId(),
        name,
        contentType: file.type,
        size: file.size,
      }));
      await Promise.all(kept.map((each, index) => tools.files.put(each.key, files[index]!.file)));
      const order = `${String(Date.now()).padStart(15, '0')}-${String((count += 1)).padStart(6, '0')}`;
      const entry: OutboxEntry = {
        id: newId(),
        order,
        text,
        files: kept,
        at: new Date().toISOString(),
        state: 'waiting',
      };
      entries = [...entries, entry];
      keep(entry);
      show();
      void outbox.flush();
    },
    async flush() {
      if (working) return;
      working = true;
      try {
        for (let next = waiting(); next; next = waiting()) if (!(await attempt(next))) break;
      } finally {
        working = false;
      }
    },
    /** The server shows a message that we still hold: its acknowledgement was lost. */
    settle: (clientIds: Iterable<string>) => [...clientIds].forEach(remove),
    again(id: string) {
      const entry = entries.find((each) => each.id === id);
      if (entry) change(entry, { state: 'waiting' });
      return outbox.flush();
    },
    remove,
  };
  const waiting = () => entries.find((entry) => entry.state === 'waiting');
  return outbox;
}
export type Outbox = ReturnType<typeof createOutbox>;

function parse(note: string | null): OutboxEntry[] {
  try {
    return note ? [JSON.parse(note) as OutboxEntry] : [];
  } catch {
    return [];
  }
}
