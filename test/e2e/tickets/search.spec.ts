import { randomBytes } from 'node:crypto';
import type { FoundPerson, Ticket } from '#libs/contracts';
import { orderBody } from '../../support/order-body.js';
import { postMail } from '../../support/mail/post-mail.js';
import { writeMail } from '../../support/mail/write-mail.js';
import { mailAddress } from '../../support/scenario/desk.js';
import type { TestAgent } from '../../support/scenario/test-agent.js';
import { type Scenario, scenarios } from '../../support/scenario.js';
import { withOwner } from '../../support/with-owner.js';

const scenario = scenarios();
/** A word that is nowhere else. */
const word = (beginning: string) => `${beginning}${randomBytes(5).toString('hex')}`;
const found = async (one: Scenario, words: string) => (await one.agent.search(words)).map(({ id }) => id);

interface Mail {
  subject: string;
  text: string;
  name: string;
  address: string;
}

/** A ticket that came by mail: there the subject is not a part of the message. */
async function mailed(one: Scenario, { subject, text, name, address }: Mail): Promise<Ticket> {
  const fields = { Subject: subject, From: `${name} <${address}>`, 'Message-ID': `<${word('m')}@buyer.example>` };
  await postMail(one.waypost.config.smtpPort, writeMail(fields, text), mailAddress, address);
  return (await one.admin.list({ limit: '5' })).find((ticket) => ticket.subject === subject)!;
}
const aMail = (more: Partial<Mail> = {}): Mail => ({
  subject: word('kettle'),
  text: 'Hello',
  name: 'Ann Buyer',
  address: `${word('ann')}@buyer.example`,
  ...more,
});

/** A ticket that begins with a message of ours. */
async function started(one: Scenario, more: object = {}): Promise<Ticket> {
  const first = {
    channelId: one.mailChannelId,
    to: `${word('bob')}@buyer.example`,
    subject: 'Your order',
    text: 'Hello',
  };
  return (await one.agent.client.post<Ticket>('/api/v1/tickets', { ...first, ...more })).body;
}

describe('a ticket is found by its subject', () => {
  it('as the customer wrote it', async () => {
    const one = await scenario();
    const mail = aMail();
    const ticket = await mailed(one, mail);
    expect(await found(one, mail.subject)).toEqual([ticket.id]);
    expect(await found(one, mail.subject.toUpperCase())).toEqual([ticket.id]);
  });

  it('when an agent has started it', async () => {
    const one = await scenario();
    const subject = word('refund');
    expect(await found(one, subject)).toEqual([]);
    const ticket = await started(one, { subject });
    expect(await found(one, subject)).toEqual([ticket.id]);
  });

  it.each(['mailed', 'started'] as const)('as it is now, and not as it was before it was renamed: %s', async (way) => {
    const one = await scenario();
    const [former, present] = [word('kettle'), word('teapot')];
    const ticket = await (way === 'mailed'
      ? mailed(one, aMail({ subject: former }))
      : started(one, { subject: former }));
    await one.agent.update(ticket, { subject: `The ${present}` });
    expect(await found(one, present)).toEqual([ticket.id]);
    expect(await found(one, former)).toEqual([]);
  });

  it('also after the first message has been edited or deleted', async () => {
    const subject = word('teapot');
    const one = await scenario({ with: { subject } });
    await one.customer.edits('It came');
    expect(await found(one, subject)).toEqual([one.ticket.id]);
    await one.customer.takesBack();
    expect(await found(one, subject)).toEqual([one.ticket.id]);
  });
});

describe('a ticket is found by the words of a message', () => {
  it('of the customer, of an agent and of a note, of each alone', async () => {
    const one = await scenario();
    const [later, answer, note] = [word('later'), word('answer'), word('note')];
    await one.customer.writes(`And ${later}`);
    await one.agent.reply(one.ticket, `It is ${answer}`);
    await one.agent.note(one.ticket, `Not for the customer: ${note}`);
    for (const words of [one.customer.word, later, answer, note])
      expect(await found(one, words)).toEqual([one.ticket.id]);
  });

  it('as it reads now, and not as it was before it was edited', async () => {
    const one = await scenario();
    const corrected = word('corrected');
    await one.customer.edits(`I meant ${corrected}`);
    expect(await found(one, corrected)).toEqual([one.ticket.id]);
    expect(await found(one, one.customer.word)).toEqual([]);
  });

  it('and not of one that its customer or its author has taken back', async () => {
    const one = await scenario();
    const [secret, hasty] = [word('secret'), word('hasty')];
    await one.customer.writes(`My card is ${secret}`);
    const message = await one.agent.reply(one.ticket, hasty, { sendAfterSeconds: 60 });
    expect(await found(one, secret)).toEqual([one.ticket.id]);
    expect(await found(one, hasty)).toEqual([one.ticket.id]);
    await one.customer.takesBack();
    await one.agent.undoSend(one.ticket, message);
    expect(await found(one, secret)).toEqual([]);
    expect(await found(one, hasty)).toEqual([]);
  });

  it('in a script without spaces', async () => {
    const one = await scenario({ text: '茶壶的盖子可以单独补发吗？' });
    expect(await found(one, `盖子 ${one.customer.word}`)).toEqual([one.ticket.id]);
    expect(await found(one, `杯子 ${one.customer.word}`)).toEqual([]);
  });
});

describe('a ticket is found by its contact', () => {
  it('by name', async () => {
    const one = await scenario();
    expect(await found(one, one.customer.name)).toEqual([one.ticket.id]);
  });

  it('by mail address, whoever wrote first', async () => {
    const one = await scenario();
    const mail = aMail();
    const ticket = await mailed(one, mail);
    expect(await found(one, mail.address)).toEqual([ticket.id]);
    expect(await found(one, mail.address.toUpperCase())).toEqual([ticket.id]);
    const to = `${word('bob')}@buyer.example`;
    const ours = await started(one, { to });
    expect(await found(one, to)).toEqual([ours.id]);
  });

  it.each<[string, (phone: string) => string]>([
    ['international', (phone) => `+${phone}`],
    ['international with spaces', (phone) => `+49 ${phone.slice(2, 5)} ${phone.slice(5)}`],
    ['international by 00', (phone) => `00${phone}`],
    ['international without a plus', (phone) => phone],
    ['national', (phone) => `0${phone.slice(2)}`],
    ['national with spaces', (phone) => `0${phone.slice(2, 5)} ${phone.slice(5)}`],
  ])('by phone, written %s', async (_, written) => {
    const one = await scenario();
    expect(await found(one, written(one.customer.phone))).toEqual([one.ticket.id]);
  });

  it('by parts of a name, an address and a phone', async () => {
    const one = await scenario();
    const [name, local, host] = ['Quandtbrück', word('qua'), word('host')];
    const ticket = await mailed(one, aMail({ name: `Ida ${name}`, address: `${local}.quillmann@${host}.example` }));
    for (const words of [
      'quandt',
      'QUANDTBRUCK',
      'ndtbrü',
      'brueck',
      local.slice(0, 8),
      'quillm',
      'illmann',
      host.slice(0, 9),
    ])
      expect([words, await found(one, words)]).toEqual([words, words === 'brueck' ? [] : [ticket.id]]);
    expect(await found(one, one.customer.phone.slice(-7))).toEqual([one.ticket.id]);
    expect(await found(one, `0${one.customer.phone.slice(2, 9)}`)).toContain(one.ticket.id);
  });

  it('also when it is not the first ticket of theirs', async () => {
    const one = await scenario({ status: 'closed' });
    await one.customer.writes('It broke again');
    expect(await found(one, one.customer.name)).toHaveLength(2);
  });
});

describe('a ticket is found by its number', () => {
  it.each(['', '#'])('written %s', async (sign) => {
    const one = await scenario();
    expect(await found(one, `${sign}${one.ticket.number}`)).toContain(one.ticket.id);
    expect(await found(one, `${sign}${one.ticket.number} ${one.customer.name}`)).toEqual([one.ticket.id]);
    expect((await one.outsider.search(`${sign}${one.ticket.number}`)).map(({ id }) => id)).not.toContain(one.ticket.id);
  });
});

describe('a ticket is found by the beginning of a word, whatever its accents and particles', () => {
  it.each([
    ['zollgebuhr', 'Die Zollgebühren'],
    ['STRASSE', 'die Straße'],
    ['kirik', 'Bu KIRIK'],
    ['don hang', 'đơn hàng'],
    ['환불을', '환불이 안 돼요'],
    ['طلب', 'أين الطلب'],
    ['חבילה', 'איפה החבילה'],
    ['ラーメ', '昨日ラーメンを'],
  ])('%s in “%s”', async (question, text) => {
    const one = await scenario({ text });
    expect(await found(one, `${question} ${one.customer.word.slice(0, 14)}`)).toEqual([one.ticket.id]);
    expect(await found(one, `zebra ${one.customer.word}`)).toEqual([]);
  });
});

describe('a ticket is found by an order', () => {
  const digits = () => String(10_000_000 + Math.floor(Math.random() * 89_999_999));
  /** An order with a parcel. */
  async function ordered(one: Scenario, more: object) {
    const [number, tracking] = [digits(), `1Z${digits()}`];
    const store = await one.admin.client.post<{ id: string }>('/api/v1/stores', { name: word('Shop') });
    const body = orderBody({ number: `HH-${number}`, email: null, tracking: [{ number: tracking }], ...more });
    const path = `/api/v1/stores/${store.body.id}/orders/${number}`;
    const { body: order } = await one.admin.client.send<{ id: string }>('PUT', path, { body });
    return { id: order.id, number, tracking };
  }
  const ways = ({ number, tracking }: { number: string; tracking: string }) => [
    `HH-${number}`,
    `hh${number}`,
    `#${number}`,
    number.slice(0, 7),
    tracking,
    tracking.slice(0, 9),
    `${tracking.slice(0, 4)} ${tracking.slice(4)}`,
  ];

  it('of its contact, and not by an agent who may not see it', async () => {
    const one = await scenario();
    const order = await ordered(one, { phone: `+${one.customer.phone}` });
    for (const words of ways(order)) {
      expect([words, await found(one, words)]).toEqual([words, [one.ticket.id]]);
      expect([words, await one.outsider.search(words)]).toEqual([words, []]);
    }
    expect(await found(one, `${order.number} ${one.customer.name}`)).toEqual([one.ticket.id]);
  });

  it('that an agent attached, until it is taken off', async () => {
    const one = await scenario();
    const order = await ordered(one, { email: `${word('other')}@buyer.example` });
    const path = `/api/v1/tickets/${one.ticket.id}/orders/${order.id}`;
    expect(await found(one, order.number)).toEqual([]);
    expect((await one.admin.client.send('PUT', path)).status).toBe(200);
    for (const words of ways(order)) expect([words, await found(one, words)]).toEqual([words, [one.ticket.id]]);
    await one.admin.client.send('DELETE', path);
    expect(await found(one, order.number)).toEqual([]);
  });
});

describe('a person is found', () => {
  const people = async (agent: TestAgent, q: string) =>
    (await agent.client.get<{ items: FoundPerson[] }>(`/api/v1/contacts?${new URLSearchParams({ q }).toString()}`)).body
      .items;

  it('by parts of name, address and phone, and by none who sees no ticket that they wrote in', async () => {
    const one = await scenario();
    const { name, phone } = one.customer;
    const person = { id: one.ticket.contact.id, name, address: `+${phone}` };
    for (const q of [name, name.slice(0, -2), `+${phone}`, phone.slice(-8)]) {
      expect([q, await people(one.agent, q)]).toEqual([q, [person]]);
      expect([q, await people(one.outsider, q)]).toEqual([q, []]);
    }
    expect(await one.agent.list({ contactId: person.id })).toHaveLength(1);
  });

  it('among more of the same name, and newer, than are looked at, whom the agent may not know', async () => {
    const one = await scenario();
    const { id } = one.ticket.contact;
    await withOwner(
      one.waypost,
      `insert into contacts (workspace_id, id, name, words)
       select workspace_id, uuidv7(), name, words from contacts, generate_series(1, 501) where id = $1`,
      [id],
    );
    expect(await people(one.agent, one.customer.name)).toMatchObject([{ id }]);
  });

  it('not by an agent who only wrote to them, until they answer', async () => {
    const one = await scenario();
    const to = `${word('cleo')}@buyer.example`;
    await started(one, { to });
    expect(await people(one.agent, to)).toEqual([]);
    expect(await people(one.admin, to)).toMatchObject([{ address: to }]);
  });
});

describe('a question of several words', () => {
  it('finds them spread over subject, messages and contact', async () => {
    const one = await scenario();
    const [asked, answered] = [word('asked'), word('answered')];
    const mail = aMail({ text: `Please: ${asked}` });
    const ticket = await mailed(one, mail);
    await one.agent.note(ticket, answered);
    for (const words of [
      `${mail.subject} ${asked}`,
      `${answered} ${asked}`,
      `${answered} ${mail.address}`,
      `Ann ${asked}`,
      `${answered} Buyer ${mail.subject} ${asked}`,
    ])
      expect(await found(one, words)).toEqual([ticket.id]);
  });

  it('wants all of them', async () => {
    const one = await scenario();
    const other = await scenario();
    expect(await found(one, `${one.customer.word} ${other.customer.word}`)).toEqual([]);
    expect(await found(one, `${one.customer.word} ${word('nowhere')}`)).toEqual([]);
    expect(await found(one, `${one.customer.word} ${other.customer.name}`)).toEqual([]);
  });

  it('is asked together with the filters of the list', async () => {
    const one = await scenario({ status: 'pending', with: { addTags: ['vip'], priority: 'high' } });
    const q = `${one.customer.word} ${one.customer.name}`;
    expect(await one.agent.sees(one.ticket, { q, status: 'pending', tag: 'vip', assignee: 'none' })).toBe(true);
    expect(await one.agent.sees(one.ticket, { q, status: 'open' })).toBe(false);
    expect(await one.agent.sees(one.ticket, { q, tag: 'late' })).toBe(false);
  });
});

describe('an agent without access', () => {
  it('finds nothing by any of it', async () => {
    const one = await scenario();
    const mail = aMail({ text: word('asked') });
    await mailed(one, mail);
    const { word: first, name, phone } = one.customer;
    for (const words of [mail.subject, mail.text, mail.address, first, name, `+${phone}`]) {
      expect(await one.agent.search(words)).toHaveLength(1);
      expect(await one.outsider.search(words)).toEqual([]);
    }
  });
});
