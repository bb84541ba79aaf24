import type { VisitorSubmission } from '#libs/contracts';
import { type FileStore, createNotes } from './storage.js';
import { createOutbox } from './outbox.js';
import { RequestError } from './server.js';
import type { OutboxEntry } from './state.js';

function memoryFiles(): FileStore {
  const files = new Map<string, Blob>();
  return {
    put: async (key, file) => void files.set(key, file),
    get: async (key) => files.get(key) ?? null,
    drop: async (key) => void files.delete(key),
  };
}

const { jest } = import.meta;

/** A queue whose server can be down, refuse, or lose its answers. */
function setUp({ notes = createNotes('', null), owner = 'anonymous' } = {}) {
  const server = {
    stored: new Map<string, string>(),
    order: [] as string[],
    fail: null as RequestError | null,
    loseAnswers: 0,
  };
  let shown: OutboxEntry[] = [];
  const outbox = createOutbox({
    notes,
    files: memoryFiles(),
    owner: () => owner,
    locale: 'en',
    upload: async () => ({ id: 'file-1' }),
    async send({ id, text = '' }: VisitorSubmission) {
      if (server.fail) throw server.fail;
      if (!server.stored.has(id)) server.order.push(text);
      server.stored.set(id, text);
      if (server.loseAnswers-- > 0) throw new RequestError(0, 'unreachable');
    },
    changed: (entries) => void (shown = entries),
    reached: () => undefined,
  });
  return { outbox, server, notes, shown: () => shown };
}
const settle = () => jest.advanceTimersByTimeAsync(120_000);

describe('the outbox', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('sends ten messages written offline, after a reload, once and in order', async () => {
    const before = setUp();
    before.server.fail = new RequestError(0, 'unreachable');
    for (let n = 1; n <= 10; n += 1) await before.outbox.add(`${n}`, []);
    await settle();
    expect(before.server.order).toEqual([]);
    const after = setUp({ notes: before.notes });
    await after.outbox.load();
    await settle();
    expect(after.server.order).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
    expect(after.shown()).toEqual([]);
    expect(after.notes.keys('out:')).toEqual([]);
  });

  it('repeats under the same id when the answer was lost', async () => {
    const { outbox, server, shown } = setUp();
    server.loseAnswers = 3;
    await outbox.add('hello', []);
    await outbox.add('again', []);
    await settle();
    expect(server.order).toEqual(['hello', 'again']);
    expect(shown()).toEqual([]);
  });

  it('shows what is refused for good, goes on with the next, and sends it again on request', async () => {
    const { outbox, server, shown } = setUp();
    server.fail = new RequestError(400, 'invalid-request');
    await outbox.add('bad', []);
    await settle();
    expect(shown()).toMatchObject([{ text: 'bad', state: 'failed' }]);
    server.fail = null;
    await outbox.add('good', []);
    await settle();
    expect(server.order).toEqual(['good']);
    await outbox.again(shown()[0]!.id);
    await settle();
    expect(server.order).toEqual(['good', 'bad']);
  });

  it('leaves another visitor’s messages alone', async () => {
    const first = setUp({ owner: 'person:a' });
    first.server.fail = new RequestError(0, 'unreachable');
    await first.outbox.add('mine', []);
    const second = setUp({ notes: first.notes, owner: 'anonymous' });
    await second.outbox.load();
    await settle();
    expect(second.server.order).toEqual([]);
  });

  it('lets go of a message that the server shows', async () => {
    const { outbox, server, shown } = setUp();
    server.fail = new RequestError(503, 'unavailable');
    await outbox.add('hello', []);
    await jest.advanceTimersByTimeAsync(10);
    outbox.settle([shown()[0]!.id]);
    server.fail = null;
    await settle();
    expect(server.order).toEqual([]);
    expect(shown()).toEqual([]);
  });
});
