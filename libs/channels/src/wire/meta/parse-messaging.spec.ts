import type { Inbound } from '../../define-channel.js';
import { parseBatch } from './parse-batch.js';

const [ownId, person] = ['1906385232743451', '7152034981187765'];
const now = new Date('2026-11-22T12:00:00Z');

const fromPerson = { sender: { id: person }, recipient: { id: ownId }, timestamp: now.getTime() };
const fromPage = { sender: { id: ownId }, recipient: { id: person }, timestamp: now.getTime() };
const parse = (events: object[], on: 'messaging' | 'standby' = 'messaging'): Inbound[] =>
  parseBatch(Buffer.from(JSON.stringify({ object: 'page', entry: [{ id: ownId, [on]: events }] })), {
    platform: 'Messenger',
    object: 'page',
    kind: 'messenger',
    ownId,
    now,
  });
const kindsOf = (events: object[]) => parse(events).map(({ kind }) => kind);

describe('whose an event is', () => {
  test.each([
    ['a reaction', { reaction: { mid: 'm_1', action: 'react', emoji: '❤️' } }],
    ['a reaction taken back', { reaction: { mid: 'm_1', action: 'unreact' } }],
    ['an edit', { message_edit: { mid: 'm_1', text: 'Changed' } }],
    ['reading', { read: { watermark: now.getTime() } }],
    ['a delivery', { delivery: { mids: ['m_1'], watermark: now.getTime() } }],
    ['a message that is no echo', { message: { mid: 'm_1', text: 'Hello' } }],
    ['a postback', { postback: { mid: 'm_1', title: 'Yes' } }],
  ])('%s of the page itself is not the customer’s', (_what, content) => {
    expect(kindsOf([{ ...fromPage, ...content }])).toEqual(['unknown']);
  });

  test('an echo is written to its recipient, under whatever id the account sent it', () => {
    const echo = { message: { mid: 'm_1', is_echo: true, text: 'Hello' } };
    const [other] = parse([{ ...fromPage, sender: { id: '42' }, ...echo }]);
    expect(other).toMatchObject({ kind: 'echo', recipient: { value: person } });
    expect(kindsOf([{ ...fromPerson, ...echo }])).toEqual(['unknown']);
  });
});

test.each([
  ['a message', { message: { mid: 'm_1', text: 'Hello' } }],
  ['a postback', { postback: { mid: 'm_1', title: 'Hours' } }],
])('%s in a conversation that another app answers starts no automatic answer', (_what, content) => {
  expect(parse([{ ...fromPerson, ...content }], 'standby')).toMatchObject([{ mayAutoReply: false }]);
});

test.each([NaN, 'soon', -1, 1e20, null, '', {}, [], true, '1e3', now.getTime() + 2 * 86_400_000, 1_458_668_856])(
  'a watermark of %p moves nothing',
  (watermark) => {
    expect(kindsOf([{ ...fromPerson, read: { watermark } }])).toEqual(['unknown']);
    expect(kindsOf([{ ...fromPerson, delivery: { watermark, mids: ['m_1'] } }])).toEqual(['status']);
    expect(parse([{ ...fromPerson, timestamp: watermark, message: { mid: 'm_1', text: 'Hi' } }])).toMatchObject([
      { kind: 'message', text: 'Hi' },
    ]);
  },
);

test('more attachments than are read are said to be missing, and kept', () => {
  const attachments = Array.from({ length: 60 }, (_, index) => ({
    type: 'image',
    payload: { url: `https://scontent.xx.fbcdn.net/${index}.jpg` },
  }));
  const [message] = parse([{ ...fromPerson, message: { mid: 'm_1', attachments } }]);
  expect(message).toMatchObject({ flags: ['truncated'], raw: expect.any(Buffer) });
});
