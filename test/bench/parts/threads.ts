import { replyAddress } from '../../../libs/channels/src/adapters/email/mail-ids.js';
import { supportAddress } from '../ground.js';
import { repeat } from '../interleave.js';
import { deliver, settled } from '../mail.js';
import { type WrittenMail, writeMail } from '../mails.js';
import type { Ground } from '../ground.js';
import type { Part } from '../part.js';

const count = 300;

/** P3: mails that open tickets, an answer to each of them, and the same answers once more, in one run. */
async function run(ground: Ground, mark: string) {
  const first = Array.from({ length: count }, (_, index) => writeMail(supportAddress, `${mark} ${index}`));
  const fresh = await timed(ground, first);
  const addresses = await replyAddresses(ground, mark);
  const answers = first.map((mail, index) =>
    writeMail(addresses.get(`${mark} ${index}`)!, `Re: ${mark} ${index}`, mail.from),
  );
  const replies = await timed(ground, answers);
  await expectStored(ground, mark);
  const again = await timed(ground, answers);
  await expectStored(ground, mark);
  return { fresh, replies, again };
}

/** Where an answer to each subject goes: customers answer what we sent. */
async function replyAddresses({ owner }: Ground, mark: string): Promise<Map<string, string>> {
  const { rows } = await owner.query<{ subject: string; token: string }>(
    'select subject, reply_token as token from tickets where subject like $1',
    [`${mark} %`],
  );
  return new Map(rows.map(({ subject, token }) => [subject, replyAddress(supportAddress, token)]));
}

async function timed(ground: Ground, mails: WrittenMail[]): Promise<number> {
  const ms = await deliver(ground, mails);
  await settled(ground);
  return (mails.length * 1000) / ms;
}

async function expectStored({ owner }: Ground, mark: string) {
  const { rows } = await owner.query<{ tickets: number; messages: number }>(
    `select count(distinct t.id)::int as tickets, count(m.id)::int as messages
     from tickets t join messages m on m.workspace_id = t.workspace_id and m.ticket_id = t.id where t.subject like $1`,
    [`${mark} %`],
  );
  const { tickets, messages } = rows[0]!;
  if (tickets !== count || messages !== 2 * count)
    throw new Error(`${count} mails and answers gave ${tickets} tickets with ${messages} messages`);
}

export const threads: Part = async (ground, runs) => {
  await run(ground, 'warm thread');
  await ground.owner.query('analyze');
  const measured = await repeat(runs, (index) => run(ground, `thread${index}`));
  const beside = (pick: 'replies' | 'again') => measured.map((each) => ({ floor: each.fresh, ours: each[pick] }));
  return [
    { id: 'P3', what: 'replies threaded, beside new tickets', unit: '/s', ratioLeast: 1, pairs: beside('replies') },
    { id: 'P3', what: 'duplicates, beside new tickets', unit: '/s', ratioLeast: 2, pairs: beside('again') },
  ];
};
