import { isIP } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import type { MailAccess } from '#libs/channels';
import { type MailboxReader, readMailbox, retryDeferred } from './read-mailbox.js';

type Mailbox = NonNullable<MailAccess['mailbox']>;

/** A mailbox is read at least this often, whatever the server announces. */
const lookEveryMs = 50_000;
const retryEveryMs = 15 * 60_000;
const timeouts = { connectionTimeout: 20_000, greetingTimeout: 15_000, socketTimeout: 90_000 };

/** Reads a mailbox as long as the connection holds: whenever the server announces mail, and at intervals. */
export async function watchMailbox(
  mailbox: Mailbox,
  address: string,
  reader: Omit<MailboxReader, 'client'>,
  onOpen: () => Promise<void>,
): Promise<void> {
  const { host, port, secure, user, password, name } = mailbox;
  const imap = await import('imapflow');
  if (reader.signal.aborted) return;
  const client = new imap.ImapFlow({
    ...timeouts,
    host: address,
    port,
    secure,
    auth: { user, pass: password },
    logger: false,
    disableAutoIdle: true,
    clientInfo: { name: 'Waypost' },
    ...(isIP(host) === 0 && { servername: host }),
  });
  client.on('error', () => undefined);
  const close = () => client.close();
  reader.signal.addEventListener('abort', close);
  try {
    await client.connect();
    await client.mailboxOpen(name);
    for (let first = true, retried = -Infinity; !reader.signal.aborted; first = false) {
      // Listen before reading starts, so that no announcement in the meantime is missed.
      const news = new News(client);
      if (performance.now() - retried >= (reader.retryEveryMs ?? retryEveryMs)) {
        await retryDeferred({ ...reader, client });
        retried = performance.now();
      }
      await readMailbox({ ...reader, client });
      if (first) await onOpen();
      void client.idle().catch(() => undefined);
      await news.wait(reader.signal);
    }
  } finally {
    reader.signal.removeEventListener('abort', close);
    client.close();
  }
}

/** Waits for an announcement of mail, or the end of the connection. */
class News {
  private readonly over = new AbortController();
  private closed = false;

  constructor(private readonly client: ImapFlow) {
    client.once('exists', this.come).once('close', this.close);
  }

  /** Returns when there may be mail; throws when the connection has ended. */
  async wait(signal: AbortSignal): Promise<void> {
    await pause(lookEveryMs, undefined, { signal: AbortSignal.any([this.over.signal, signal]) }).catch(() => undefined);
    this.client.off('exists', this.come).off('close', this.close);
    if (this.closed) throw new Error('The connection was closed');
  }

  private readonly come = () => this.over.abort();
  private readonly close = () => {
    this.closed = true;
    this.over.abort();
  };
}
