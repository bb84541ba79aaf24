import { createConnection, isIP, type Socket } from 'node:net';
import { createTransport, type Transporter } from 'nodemailer';
import type { MailTools } from '../../../define-channel.js';
import type { EmailSettings } from '../settings.js';
import type { SendProgress } from './send-progress.js';

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
  const { smtpHost: host, smtpSecure: secure = false, smtpUser: user, smtpPassword: pass } = settings;
  if (!host) {
    if (!mail.smtpUrl) throw new NoServer();
    return createTransport({ url: mail.smtpUrl, ...limits, logger: progress?.logger } as Parameters<
      typeof createTransport
    >[0]);
  }
  const port = settings.smtpPort ?? (secure ? 465 : 587);
  const address = await mail.resolve(host, port);
  return createTransport({
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
