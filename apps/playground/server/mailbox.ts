import { randomUUID } from 'node:crypto';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Shopper } from '#libs/demo';
import { Config, Log, Problem } from '#libs/platform';
import type { Mail } from '../shared/playground-state.js';
import { PlaygroundMemory } from './playground-memory.js';

export interface NewMail {
  to: string;
  subject: string;
  text: string;
  /** The mail that it answers. */
  answers?: string;
}

const mostBytes = 10 * 1024 * 1024;

/** The mailbox of all shoppers: a mail server that takes what is sent to it, and sends by SMTP as mail programs do. */
@Injectable()
export class Mailbox implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private server?: SMTPServer;

  constructor(
    private readonly config: Config,
    private readonly memory: PlaygroundMemory,
    private readonly log: Log,
  ) {}

  /** With a mail server of one's own in the settings, mail goes there and none comes here. */
  async onApplicationBootstrap(): Promise<void> {
    const { playgroundMailPort: port, smtpHost, embedded } = this.config;
    if (!port) return;
    this.server = new SMTPServer({
      name: 'mailbox.playground',
      disabledCommands: ['AUTH', 'STARTTLS'],
      authOptional: true,
      disableReverseLookup: true,
      logger: false,
      size: mostBytes,
      closeTimeout: 2_000,
      onData: (stream, session, done) =>
        void this.take(stream, session).then(
          () => done(),
          (error: Error) => done(error),
        ),
    });
    this.server.on('error', (error) =>
      this.log.debug('a connection of the playground’s mailbox failed', { reason: error.message }),
    );
    await new Promise<void>((resolve, reject) => {
      this.server!.server.once('error', reject);
      this.server!.listen(port, embedded ? '127.0.0.1' : smtpHost, () => resolve());
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await new Promise<void>((resolve) => (this.server ? this.server.close(() => resolve()) : resolve()));
  }

  /** Sends a mail to the shop, through the port at which it takes mail from outside. */
  async send(shopper: Shopper, { to, subject, text, answers }: NewMail): Promise<Mail> {
    const answered = this.memory.mails.find(({ id }) => id === answers);
    const messageId = `<${randomUUID()}@mail.example>`;
    const references = answered ? [...answered.references, answered.messageId].slice(-20) : [];
    const transport = createTransport({
      host: this.inboundHost,
      port: this.config.smtpPort,
      secure: false,
      ignoreTLS: true,
      name: 'mail.example',
      disableFileAccess: true,
      disableUrlAccess: true,
      connectionTimeout: 5_000,
      socketTimeout: 20_000,
    });
    try {
      await transport.sendMail({
        from: { name: shopper.name, address: shopper.email },
        to,
        subject,
        text,
        messageId,
        headers: { 'Content-Language': shopper.locale },
        ...(answered && { inReplyTo: answered.messageId, references }),
      });
    } catch (error) {
      if (((error as { responseCode?: number }).responseCode ?? 0) < 500) throw error;
      throw new Problem('invalid-request', { errors: [{ path: 'body.to', message: 'the shop takes no such mail' }] });
    } finally {
      transport.close();
    }
    const mail: Mail = {
      id: randomUUID(),
      thread: answered?.thread ?? messageId,
      direction: 'out',
      from: shopper.email,
      fromName: shopper.name,
      to,
      replyTo: '',
      subject,
      text,
      messageId,
      references,
      automatic: false,
      at: new Date().toISOString(),
    };
    this.memory.addMail(mail);
    return mail;
  }

  private async take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const parsed = await simpleParser(stream, {
      skipImageLinks: true,
      skipTextToHtml: true,
      maxHtmlLengthToParse: mostBytes,
    });
    for (const { address } of session.envelope.rcptTo) this.memory.addMail(received(parsed, address.toLowerCase()));
  }

  private get inboundHost(): string {
    const { smtpHost } = this.config;
    return smtpHost === '0.0.0.0' || smtpHost === '::' ? '127.0.0.1' : smtpHost;
  }
}

function received(mail: ParsedMail, to: string): Mail {
  const references = [mail.references ?? []].flat();
  const messageId = mail.messageId ?? `<${randomUUID()}@mail.example>`;
  const from = mail.from?.value[0];
  return {
    id: randomUUID(),
    thread: references[0] ?? mail.inReplyTo ?? messageId,
    direction: 'in',
    from: from?.address ?? '',
    fromName: from?.name ?? '',
    to,
    replyTo: addressIn(mail.replyTo) ?? from?.address ?? '',
    subject: mail.subject ?? '',
    text: (mail.text ?? '').trim(),
    messageId,
    references,
    automatic: /^auto-/i.test(String(mail.headers.get('auto-submitted') ?? '')),
    at: (mail.date ?? new Date()).toISOString(),
  };
}

const addressIn = (header: AddressObject | undefined): string | undefined => header?.value[0]?.address;
