import fc from 'fast-check';
import {
  looksLikeOwnMessageId,
  newReplyToken,
  ownMessageId,
  readOwnMessageId,
  readReplyAddress,
  replyAddress,
} from './mail-ids.js';

const id = '0198a3c4-1f2e-7abc-8def-0123456789ab';

describe('Message-IDs of ours', () => {
  it('are the same on a retry and another after a person sends again', () => {
    expect(ownMessageId('key', id, 1, 'shop.example')).toBe(ownMessageId('key', id, 1, 'shop.example'));
    expect(ownMessageId('key', id, 2, 'shop.example')).not.toBe(ownMessageId('key', id, 1, 'shop.example'));
  });

  it('are known again, and only with the key that made them', () => {
    const own = ownMessageId('key', id, 3, 'shop.example');
    expect(readOwnMessageId('key', own)).toEqual({ messageId: id, attempt: 3 });
    expect(readOwnMessageId('other', own)).toBeNull();
    expect(readOwnMessageId('key', own.replace('.3.', '.4.'))).toBeNull();
    expect(looksLikeOwnMessageId(own)).toBe(true);
  });

  it('never throw on what strangers write', () => {
    fc.assert(fc.property(fc.string(), (text) => readOwnMessageId('key', text) === null));
  });
});

describe('reply tokens', () => {
  it('come back from the address they were put into, in any case', () => {
    const token = newReplyToken();
    const address = replyAddress('support@shop.example', token);
    expect(readReplyAddress(address.toUpperCase())).toEqual({ address: 'support@shop.example', token });
  });

  it('leave other addresses alone', () => {
    expect(readReplyAddress('Support+vip@shop.example')).toEqual({ address: 'support+vip@shop.example', token: null });
    expect(readReplyAddress('support+r.short@shop.example').token).toBeNull();
    fc.assert(fc.property(fc.string(), (text) => readReplyAddress(text).token === null));
  });

  it('hold more than 128 bits', () => {
    expect(new Set(Array.from({ length: 200 }, newReplyToken)).size).toBe(200);
    expect(Math.log2(32) * newReplyToken().length).toBeGreaterThan(128);
  });
});
