import type { AdapterContexts, FindChannel, Inbound, InboundMessage, ReadyChannel } from '#libs/channels';
import type { ApplyStatus } from '#libs/dispatch';
import type { Database, Storage } from '#libs/platform';
import { type ReceiveMessage, type TicketHints, TakeWebhook } from '#libs/tickets';
import type { CompareSenders } from './compare-senders.js';
import { TakeMail } from './take-mail.js';

const message: InboundMessage = {
  kind: 'message',
  externalId: 'mail:1',
  sender: { kind: 'email', value: 'ann@buyer.example', verified: false },
  text: 'Hello',
  html: '<p>Hello</p>',
  files: [],
  flags: ['unauthenticated'],
  mayAutoReply: true,
  raw: Buffer.from('raw'),
};
const channel = {
  id: 'c',
  workspaceId: 'w',
  type: 'email',
  adapter: { parse: (): Inbound[] => [message] },
} as unknown as ReadyChannel;
const channels = { routeAddress: async () => null } as unknown as FindChannel;
const senders = { isProvenForOwn: async () => false } as unknown as CompareSenders;
const contexts = { of: () => ({}) } as unknown as AdapterContexts;

/** Stores what the rule lets through, and returns what was tried. */
function taking(refuses: (message: InboundMessage) => boolean) {
  const tried: InboundMessage[] = [];
  const deadLetters: unknown[] = [];
  const receive = {
    receive: async (_channel: ReadyChannel, item: InboundMessage) => {
      tried.push(item);
      if (refuses(item)) throw new Error('does not fit');
    },
  } as unknown as ReceiveMessage;
  const database = {
    query: async (...statement: unknown[]) => void deadLetters.push(statement),
  } as unknown as Database;
  return {
    tried,
    deadLetters,
    mail: new TakeMail(
      contexts,
      new TakeWebhook(receive, {} as ApplyStatus, database, {} as TicketHints, {} as Storage),
      channels,
      senders,
      { query: async () => [] } as unknown as Database,
    ),
  };
}

describe('taking a mail', () => {
  it('stores it as it was read', async () => {
    const { tried, mail } = taking(() => false);
    await mail.take(channel, Buffer.from('raw'));
    expect(tried).toEqual([message]);
  });

  it('shows it as a stub with its raw form when its content does not fit', async () => {
    const { tried, mail } = taking(({ text }) => text !== '');
    await mail.take(channel, Buffer.from('raw'));
    expect(tried[1]).toMatchObject({ text: '', flags: ['unauthenticated', 'unparsed'], raw: Buffer.from('raw') });
    expect(tried[1]).not.toHaveProperty('html');
  });

  it('does not say that it is stored when not even the stub is', async () => {
    const { deadLetters, mail } = taking(() => true);
    await expect(mail.take(channel, Buffer.from('raw'))).rejects.toThrow('does not fit');
    expect(deadLetters).toEqual([]);
  });

  it('marks one of which only the beginning came', async () => {
    const { tried, mail } = taking(() => false);
    await mail.take(channel, Buffer.from('raw'), { truncated: true });
    expect(tried[0]).toMatchObject({ flags: ['unauthenticated', 'truncated'], mayAutoReply: false });
  });
});
