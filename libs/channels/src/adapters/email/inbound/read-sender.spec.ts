import { type Fields, writeMail } from '../../../../../../test/support/mail/write-mail.js';
import { expectLinear } from '../../../../../../test/support/expect-linear.js';
import { newReplyToken, replyAddress } from '../mail-ids.js';
import { MailHeaders } from './mail-headers.js';
import { isRelay, readAddresses, readReplyTo } from './read-sender.js';

const own = 'support@shop.example';
const headers = (fields: Fields) => MailHeaders.read(writeMail(fields));
const replyTo = (fields: Fields) => readReplyTo(headers(fields), 'ann@buyer.example', own);

describe('where answers are to go', () => {
  it('is what the Reply-To says, with its name', () => {
    expect(replyTo({ 'Reply-To': 'Ann at work <Ann@Work.example>' })).toEqual({
      address: 'ann@work.example',
      name: 'Ann at work',
    });
  });

  it.each<[string, Fields]>([
    ['there is none', {}],
    ['it is the author', { 'Reply-To': 'ANN@buyer.example' }],
    ['it is the author among others', { 'Reply-To': 'list@buyer.example, Ann <ann@buyer.example>' }],
    ['it is the channel', { 'Reply-To': own }],
    ['it is a ticket of the channel', { 'Reply-To': replyAddress(own, newReplyToken()) }],
    ['it is no address', { 'Reply-To': 'ann at work' }],
  ])('is the author when %s', (_, fields) => {
    expect(replyTo(fields)).toBeUndefined();
  });

  it('is the first that is not the channel', () => {
    expect(replyTo({ 'Reply-To': `${own}, ann@work.example` })).toEqual({ address: 'ann@work.example' });
  });
});

describe('an address that writes for others', () => {
  it.each([
    'noreply@a.example',
    'no-reply+7@a.example',
    'no_reply@a.example',
    'donotreply@a.example',
    'do-not-reply@a.example',
    'mailer@shopify.example',
    'mailer-daemon@a.example',
    'wordpress@a.example',
    'www-data@a.example',
    'contact-form@a.example',
    'webform@a.example',
    'notifications@a.example',
    'nicht-antworten@a.example',
    'ne-pas-repondre@a.example',
    'no-responder@a.example',
    'unknown@invalid.invalid',
    'info-noreply@a.example',
    'noreply-forms@a.example',
    'forms-receipts-noreply@google.example',
    'no-reply-forms@webflow.example',
    'form-submission@squarespace.example',
    'shop.do.not.reply@a.example',
    'order-form@a.example',
    'kontakt-formular@a.example',
    'shop_nicht-antworten@a.example',
    'boutique-ne-pas-repondre@a.example',
    'tienda.no-responder@a.example',
    'negozio-non-rispondere@a.example',
    'noreply2@a.example',
    'noreplyshop@a.example',
    'no-reply-web@a.example',
  ])('is %s', (address) => {
    expect(isRelay(address)).toBe(true);
  });

  it.each([
    'ann@a.example',
    'info@a.example',
    'contact@a.example',
    'formosa@a.example',
    'norbert.reply@a.example',
    'platform@a.example',
    'reform.party@a.example',
    'max.form@a.example',
    'casino-reply@a.example',
    'casinoreply@a.example',
    'bruno.replyson@a.example',
    'inform@a.example',
    'ann.mailer@a.example',
    'noreen@a.example',
    '-._@a.example',
  ])('is not %s', (address) => {
    expect(isRelay(address)).toBe(false);
  });

  it('is read in proportion to the length of an address', () => {
    expectLinear((length) => isRelay(`${'no-'.repeat(length / 3)}@a.example`), 200_000);
  });
});

describe('the addresses of a field', () => {
  it('are each there once, without our reply token', () => {
    const To = `Shop <${replyAddress(own, newReplyToken())}>, ${own}, Bob <bob@a.example>`;
    expect(readAddresses(headers({ To }), 'to')).toEqual([
      { address: own, name: 'Shop' },
      { address: 'bob@a.example', name: 'Bob' },
    ]);
  });

  it('have no name that poses as another address', () => {
    expect(readAddresses(headers({ Cc: '"boss@shop.example" <eve@evil.example>' }), 'cc')).toEqual([
      { address: 'eve@evil.example' },
    ]);
  });

  it('are fifty at most', () => {
    const Cc = Array.from({ length: 50_000 }, (_, n) => `a${n}@a.example`).join(', ');
    expect(readAddresses(headers({ Cc }), 'cc')).toHaveLength(50);
  });
});
