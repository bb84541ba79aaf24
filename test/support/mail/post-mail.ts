import { createTransport } from 'nodemailer';

/** Brings a mail to a server, as the sender's server would. Rejects with the server's `responseCode`. */
export async function postMail(port: number, raw: Buffer, to: string | string[], from = 'ann@buyer.example'): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
  try {
    await transport.sendMail({ envelope: { from, to }, raw });
  } finally {
    transport.close();
  }
}
