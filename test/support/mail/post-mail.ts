import { createConnection } from 'node:net';

/**
 * Delivers a mail to a server, as the sender's server would, byte for byte. Rejects with the server's `responseCode`.
 */
export function postMail(port: number, raw: Buffer, to: string | string[], from = 'ann@buyer.example'): Promise<void> {
  const steps = [
    `EHLO sender.example`,
    `MAIL FROM:<${from}>`,
    ...[to].flat().map((recipient) => `RCPT TO:<${recipient}>`),
    'DATA',
    asData(raw),
    'QUIT',
  ];
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    let said = '';
    let next = 0;
    const end = (error?: Error) => {
      socket.destroy();
      if (error) reject(error);
      else resolve();
    };
    socket
      .setTimeout(120_000, () => end(new Error('The mail server is silent')))
      .on('error', end)
      .on('close', () => end(new Error('The mail server hung up')));
    socket.on('data', (data) => {
      said += data.toString('latin1');
      const last = /(?:^|\r\n)(\d{3}) [^\r\n]*\r\n$/.exec(said);
      if (!last) return;
      const code = Number(last[1]);
      if (code >= 400) return end(Object.assign(new Error(`Message failed: ${said.trim()}`), { responseCode: code }));
      said = '';
      const step = steps[next++];
      if (step === undefined || step === 'QUIT') return end();
      socket.write(typeof step === 'string' ? `${step}\r\n` : step);
    });
  });
}

/** With dots doubled at the beginning of lines, and the end that SMTP wants. */
function asData(raw: Buffer): Buffer {
  const text = raw
    .toString('latin1')
    .replace(/\r?\n/g, '\r\n')
    .replace(/(^|\n)\./g, '$1..');
  return Buffer.from(`${text}${text.endsWith('\r\n') ? '' : '\r\n'}.\r\n`, 'latin1');
}
