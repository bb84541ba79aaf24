import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface SunkMail {
  from: string;
  to: string[];
  raw: string;
}

/** A mail server that keeps what it is given, or refuses as ordered. */
export class SmtpSink {
  readonly mails: SunkMail[] = [];
  private readonly sockets = new Set<Socket>();
  private constructor(private readonly server: SMTPServer) {}

  static async open({
    onMail,
    ...options
  }: SMTPServerOptions & {
    onMail?: (mail: SunkMail, sockets: Iterable<Socket>) => Error | void;
  } = {}): Promise<SmtpSink> {
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS', ...(options.onAuth ? [] : ['AUTH'])],
      ...options,
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('end', () => {
            const mail = {
              from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
              to: session.envelope.rcptTo.map(({ address }) => address),
              raw: Buffer.concat(chunks).toString(),
            };
            sink.mails.push(mail);
            done(onMail?.(mail, sink.sockets) ?? null);
          });
      },
    });
    server.on('error', () => undefined);
    const sink = new SmtpSink(server);
    server.server.on('connection', (socket: Socket) =>
      sink.sockets.add(socket.once('close', () => sink.sockets.delete(socket))),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    return sink;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

/** An answer of a mail server. */
export const answer = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });
