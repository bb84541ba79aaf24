import { createConnection, isIP, type Socket } from 'node:net';
import type { createTransport, Transporter } from 'nodemailer';
import type { MailTools } from '../../../define-channel.js';
import type { EmailSettings } from '../settings.js';

const limits = {
  connectionTimeout: 15_000,
  greetingTimeout: 15_000,
  socketTimeout: 60_000,
  dnsTimeout: 10_000,
  disableFileAccess: true,
  disableUrlAccess: true,
};

/** The transport of a channel's mail: its own server, by its checked address, otherwise the installation's. */
export async function openTransport(
  settings: EmailSettings,
  mail: MailTools,
  progress?: SendProgress,
): Promise<Transporter> {
  const mailer = await import('nodemailer');
  const { smtpHost: host, smtpSecure: secure = false, smtpUser: user, smtpPassword: pass } = settings;
  if (!host) {
    if (!mail.smtpUrl) throw new NoServer();
    return mailer.createTransport({ url: mail.smtpUrl, ...limits, logger: progress?.logger } as Parameters<
      typeof createTransport
    >[0]);
  }
  const port = settings.smtpPort ?? (secure ? 465 : 587);
  const address = await mail.resolve(host, port);
  return mailer.createTransport({
    ...limits,
    logger: progress?.logger,
    host,
    port,
    secure,
    ...(user && pass && { auth: { user, pass } }),
    tls: { ...(isIP(host) === 0 && { servername: host }) },
    getSocket: (_options: unknown, done: (error: Error | null, socket?: { connection: Socket }) => void) =>
      connectTo(address, port, done),
  } as Parameters<typeof createTransport>[0]);
}

/** Neither the channel nor the installation names a server for outgoing mail. */
export class NoServer extends Error {}

function connectTo(
  host: string,
  port: number,
  done: (error: Error | null, socket?: { connection: Socket }) => void,
): void {
  const socket = createConnection({ host, port, timeout: limits.connectionTimeout });
  const fail = (error: Error) => {
    socket.destroy();
    done(Object.assign(error, { code: 'ECONNECTION' }));
  };
  const timedOut = () => fail(new Error('Connection timed out'));
  socket
    .once('error', fail)
    .once('timeout', timedOut)
    .once('connect', () => {
      socket.off('error', fail).off('timeout', timedOut).setTimeout(0);
      done(null, { connection: socket });
    });
}

interface LogEntry {
  tnx?: string;
  remoteAddress?: string;
  outByteCount?: number;
}

/** The progress of a send, read from the transport's log: its errors report only that the connection is closed. */
export class SendProgress {
  /** Whether the connection was established. */
  reached = false;
  /** Whether the mail was written completely, so that the server may have accepted it. */
  written = false;

  /** Has only this level, so the transport writes all others to it too. */
  readonly logger = {
    info: (entry: LogEntry): void => {
      if (entry.tnx === 'network' && 'remoteAddress' in entry) this.reached = true;
      if (entry.tnx === 'message' && 'outByteCount' in entry) this.written = true;
    },
  };
}
