import type { AddressInfo } from 'node:net';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { Config, ConfigError, Log } from '#libs/platform';
import { AcceptMail, FindRecipient, type Recipients } from './accept-mail.js';

type Done = (error?: Error | null) => void;

const maxRecipients = 50;
/** Limits of connections, in total and per peer, so that one peer cannot use all of them. */
const maxClients = { all: 200, ofOnePeer: 120 };

/**
 * Receives mail for the addresses of channels, from any server and without a login: the sender is checked after
 * storing. It answers 250 only when the mail is stored.
 */
@Injectable()
export class SmtpListener implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly server: SMTPServer;
  private readonly recipients = new WeakMap<SMTPServerSession, Recipients>();
  private readonly peers = new Map<string, number>();
  private listening = false;

  constructor(
    private readonly config: Config,
    private readonly log: Log,
    private readonly find: FindRecipient,
    private readonly accept: AcceptMail,
  ) {
    this.server = new SMTPServer({
      name: config.mailDomain,
      banner: 'Waypost',
      disabledCommands: ['AUTH', 'STARTTLS'],
      authOptional: true,
      disableReverseLookup: true,
      // SIZE is not announced, so that even a mail that is too large shows its sender before it is refused.
      hideSize: true,
      maxClients: maxClients.all,
      socketTimeout: 120_000,
      closeTimeout: 15_000,
      logger: false,
      onConnect: ({ remoteAddress }, done) => done(this.enter(remoteAddress)),
      onClose: ({ remoteAddress }) => this.leave(remoteAddress),
      onMailFrom: (_address, session, done) => done(void this.recipients.delete(session)),
      onRcptTo: ({ address }, session, done) => void this.onRecipient(address, session, done),
      onData: (stream, session, done) => void this.onMail(stream, session, done),
    });
    this.server.on('error', (error) =>
      this.log.debug('a connection of the mail listener failed', {
        code: (error as NodeJS.ErrnoException).code ?? null,
      }),
    );
  }

  async onApplicationBootstrap(): Promise<void> {
    const { smtpPort, smtpHost } = this.config;
    await new Promise<void>((resolve, reject) => {
      this.server.server.once('error', (error: NodeJS.ErrnoException) =>
        reject(
          new ConfigError([
            { setting: 'SMTP_PORT', message: `cannot listen on ${smtpHost}:${smtpPort} (${error.code})` },
          ]),
        ),
      );
      this.server.listen(smtpPort, smtpHost, () => resolve());
    });
    this.listening = true;
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (!this.listening) return;
    this.listening = false;
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  /** Whether the listener accepts mail. */
  isListening(): boolean {
    return this.listening;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  private enter(peer: string): Error | null {
    const count = (this.peers.get(peer) ?? 0) + 1;
    this.peers.set(peer, count);
    return count > maxClients.ofOnePeer ? reply(421, 'Too many connections') : null;
  }

  private leave(peer: string): void {
    const count = (this.peers.get(peer) ?? 1) - 1;
    if (count > 0) this.peers.set(peer, count);
    else this.peers.delete(peer);
  }

  private async onRecipient(address: string, session: SMTPServerSession, done: Done): Promise<void> {
    const known: Recipients = this.recipients.get(session) ?? new Map();
    if (known.size >= maxRecipients) return done(reply(452, 'Too many recipients'));
    try {
      const channel = await this.find.find(address);
      if (!channel) return done(reply(550, 'No such mailbox here'));
      known.set(channel.id, {
        channel,
        addresses: [...(known.get(channel.id)?.addresses ?? []), address].slice(0, maxRecipients),
      });
      this.recipients.set(session, known);
      done();
    } catch (error) {
      this.log.error('a recipient could not be looked up', error);
      done(reply(451, 'Try again later'));
    }
  }

  private async onMail(stream: SMTPServerDataStream, session: SMTPServerSession, done: Done): Promise<void> {
    const { remoteAddress: ip, hostNameAppearsAs: helo, envelope } = session;
    const from = envelope.mailFrom ? envelope.mailFrom.address : '';
    const answer = await this.accept.accept(stream, this.recipients.get(session) ?? new Map(), {
      ip,
      helo: String(helo),
      from,
    });
    this.recipients.delete(session);
    done(answer === null ? null : reply(answer.code, answer.text));
  }
}

const reply = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });
