import { keys, queryClient } from '../../api/query-client.js';
import type { Thread } from './thread-data.js';
import { loadEarlier, threadQuery } from './thread-query.js';

const ticketId = '019a0000-0000-7000-8000-000000000001';
const ticket = { id: ticketId, readSeq: 0, lastSeq: 100, changeSeq: 100 };
const messagesOf = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, n) => ({ id: `m${first + n}`, seq: first + n, changeSeq: first + n }));

describe('a thread', () => {
  const usual = globalThis.fetch;
  afterEach(() => {
    globalThis.fetch = usual;
    queryClient.clear();
  });

  it('keeps the earlier messages that come while it fetches what changed', async () => {
    let answerChanges = (_: Response) => {};
    const changes = new Promise<Response>((resolve) => {
      answerChanges = resolve;
    });
    globalThis.fetch = ((url: string) =>
      url.includes('/changes')
        ? changes
        : Promise.resolve(Response.json({ items: messagesOf(1, 50) }))) as typeof fetch;
    queryClient.setQueryData(keys.thread(ticketId), {
      ticket,
      messages: messagesOf(51, 100),
      events: [],
      changeSeq: 100,
    } as unknown as Thread);
    const repaired = queryClient.fetchQuery({ ...threadQuery(ticketId), staleTime: 0 });
    await loadEarlier(ticketId);
    const changed = { ...messagesOf(20, 20)[0]!, changeSeq: 101 };
    answerChanges(Response.json({ ticket, messages: [changed], events: [], changeSeq: 101, more: false }));
    expect((await repaired).messages.map(({ seq }) => seq)).toEqual(messagesOf(1, 100).map(({ seq }) => seq));
    expect((await repaired).messages[19]).toMatchObject({ seq: 20, changeSeq: 101 });
  });
});
