import { once } from 'node:events';
import { connect } from 'node:net';

/**
 * Brings a mail to a server a piece at a time: a mail program that chews on megabytes in this very process would be
 * measured along with the server. No line of the mail may begin with a dot. Gives the server's last answer.
 */
export async function postInPieces(port: number, raw: Buffer, to: string, from = 'ann@buyer.example'): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let said = '';
  socket.on('data', (data) => (said += data.toString()));
  const answer = async () => {
    while (!/^\d{3} .*\r\n$/m.test(said)) await once(socket, 'data');
    const last = said;
    said = '';
    return last;
  };
  await answer();
  for (const line of ['EHLO x', `MAIL FROM:<${from}>`, `RCPT TO:<${to}>`, 'DATA']) {
    socket.write(`${line}\r\n`);
    await answer();
  }
  for (let at = 0; at < raw.length; at += 65_536) {
    if (!socket.write(raw.subarray(at, at + 65_536))) await once(socket, 'drain');
    await new Promise(setImmediate);
  }
  socket.write('\r\n.\r\n');
  const end = await answer();
  socket.end('QUIT\r\n');
  return end;
}
