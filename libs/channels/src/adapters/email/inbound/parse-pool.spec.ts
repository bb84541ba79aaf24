import type { Inbound } from '../../../define-channel.js';
import { hostileMails, manyParts } from '../../../../../../test/support/mail/hostile-mails.js';
import { writeMail } from '../../../../../../test/support/mail/write-mail.js';
import { stubMail } from './parse-mail.js';
import { closeMailThreads, parseInThread } from './parse-pool.js';

const address = 'support@shop.example';
afterAll(closeMailThreads);

describe('reading mail in a thread', () => {
  it('gives the message with its raw form', async () => {
    const raw = writeMail();
    expect(await parseInThread(raw, address)).toMatchObject([
      { kind: 'message', text: 'Hello, where is my parcel?', raw },
    ]);
  });

  it.each(hostileMails)('ends soon for %s, keeps the raw mail and the event loop free', async (_, write) => {
    const raw = write();
    const started = performance.now();
    const [first] = (await parseInThread(raw, address)) as [Inbound];
    expect(performance.now() - started).toBeLessThan(45_000);
    expect(first.kind).toBe('message');
    expect(first.kind === 'message' && first.raw).toBe(raw);
  });

  it('has a stub for what cannot be read, with sender and subject', () => {
    expect(stubMail(writeMail({ Subject: '=?utf-8?Q?Gr=C3=BC=C3=9Fe?=' }), address)).toMatchObject({
      sender: { value: 'ann@buyer.example' },
      subject: 'Grüße',
      text: '',
      flags: ['unauthenticated', 'unparsed'],
    });
  });

  it('shows the beginning of what has too many parts', async () => {
    const [first] = await parseInThread(manyParts(2_000), address);
    expect(first).toMatchObject({
      sender: { value: 'ann@buyer.example' },
      subject: 'Where is my parcel',
      text: expect.stringMatching(/^0\n+1\n+2\n/),
      flags: ['unauthenticated', 'truncated'],
    });
  });
});
