import { writeMail, writeMultipart } from '../../../../../../../test/support/mail/write-mail.js';
import type { InboundMessage } from '../../../../define-channel.js';
import { parseMail } from '../parse-mail.js';
import { expectLinear } from '../../../../../../../test/support/expect-linear.js';

const read = (raw: Buffer | string): InboundMessage => {
  const [first] = parseMail(Buffer.from(raw), 'support@shop.example');
  if (first?.kind !== 'message') throw new Error(`not a message but ${first?.kind}`);
  return first;
};
const from = 'From: Ann Buyer <ann@buyer.example>\r\nSubject: Hi\r\n';
const mail = (type: string, body: string) =>
  read(`${from}Content-Type: ${type}\r\n\r\n${body.replaceAll('\n', '\r\n')}`);
const files = ({ files: all }: InboundMessage) =>
  all.map(({ name, bytes }) => [name, Buffer.from(bytes ?? []).toString()]);

describe('a mail with ink shows it', () => {
  it.each([
    ['whose boundary lines end in blanks', 'multipart/mixed; boundary="b"', '--b  \n\nHello\n--b--\t\n'],
    ['whose boundary is declared with a blank', 'multipart/mixed; boundary="b "', '--b\n\nHello\n--b--\n'],
    ['whose last boundary is missing', 'multipart/mixed; boundary=b', '--b\n\nHello\n'],
    ['whose parameter is not indented', 'multipart/mixed;\r\nboundary="b"', '--b\n\nHello\n--b--\n'],
    [
      'whose part has such a parameter',
      'multipart/mixed; boundary=b',
      '--b\nContent-Type: text/plain;\ncharset=utf-8\n\nHello\n--b--\n',
    ],
    ['whose part has no head', 'multipart/mixed; boundary=b', '--b\nHello\n--b--\n'],
    ['of a type without a subtype', 'text', 'Hello'],
    ['of a type with a slash too many', 'text/plain/x', 'Hello'],
    ['of only a set of letters', 'charset=utf-8', 'Hello'],
    ['that is multipart without more', 'multipart', 'Hello'],
  ])('%s', (_what, type, body) => {
    expect(mail(type, body)).toMatchObject({ text: 'Hello', files: [] });
  });

  it.each([
    ['a multipart without a boundary', 'multipart/mixed', 'Hello'],
    [
      'a multipart without a boundary, but with its lines',
      'multipart/mixed',
      '--b\nContent-Type: text/plain\n\nHello\n--b--\n',
    ],
    [
      'a multipart with another boundary',
      'multipart/mixed; boundary=other',
      '--b\nContent-Type: text/plain\n\nHello\n--b--\n',
    ],
    ['words below the last boundary', 'multipart/mixed; boundary=b', '--b\n\n\n--b--\nHello\n'],
    ['words above the first boundary', 'multipart/mixed; boundary=b', 'Hello\n--b\n\n\n--b--\n'],
    [
      'words below more parts than are read',
      'multipart/mixed; boundary=b',
      `${'--b\n\n\n'.repeat(350)}--b\n\nHello\n--b--\n`,
    ],
    ['words that are said to be base64', 'text/plain\r\nContent-Transfer-Encoding: base64', 'Hello'],
    ['markup of which all is dropped', 'text/html', '<textarea>Hello</textarea>'],
    ['the markup of a frame', 'text/html', '<iframe srcdoc="&lt;p&gt;Hello&lt;/p&gt;">Not seen</iframe>'],
    ['the markup of a frame in a frame', 'text/html', `<iframe srcdoc='<iframe srcdoc="<b>Hello</b>">'></iframe>`],
    ['the value of a field', 'text/html', '<form><input value="Hello"><input type="hidden" value="x"></form>'],
    ['the value of a button', 'text/html', '<button type="submit" value="Hello"></button>'],
    ['a choice', 'text/html', '<select><option>Hello</option></select>'],
    ['what stands for a picture that is not there', 'text/html', '<img src="cid:gone" alt="Hello">'],
    ['what a link is called', 'text/html', '<a href="https://x.example" title=\'Hello\'></a>'],
    ['markup in an element without an end', 'text/html', '<style>Hello'],
    ['a comment without an end', 'text/html', '<!-- <p>Hello</p>'],
    [
      'what only Word shows',
      'text/html',
      '<style>p {}</style><!-- no word --><!--[if mso]><p>Hello</p><![endif]--><!--[if !mso]><!--><p></p><!--<![endif]-->',
    ],
    ['what only some of Outlook show', 'text/html', '<!--[if (gte mso 9)|(IE)]>\n<b>Hello</b>\n<![endif]-->'],
  ])('with a flag: %s', (_what, type, body) => {
    const written = type.includes('base64') ? `${body}, where is my parcel?` : body;
    const found = mail(type, written);
    expect(found.text).toContain('Hello');
    expect(found.flags).toContain('damaged');
  });

  it.each([
    ['<p>Hi</p><iframe srcdoc="<p>Gr&uuml;&szlig;e</p><p>Ann</p>"></iframe>', 'Hi\n\nGrüße\n\nAnn'],
    [
      '<p>Order:</p><input value="5 &lt; 6"><textarea>One\n&lt;two&gt; & three</textarea>',
      'Order:\n\n5 < 6\nOne\n<two> & three',
    ],
    ['<p>Hi</p><!-- <textarea> --><button>Send</button><button value="Yes"></button>', 'Hi\n\nSend\nYes'],
    ['<p>Hi</p><input type=hidden value=token><input type=password value=secret>', 'Hi'],
    ['<noscript>Gr&uuml;&#223;e</noscript>', 'Grüße'],
  ])('in forms and frames too: %s', (html, text) => {
    expect(mail('text/html', html).text).toBe(text);
  });

  it.each([
    ['areas of text', '<textarea>x</textarea>'],
    ['areas without an end', '<textarea>'],
    ['frames', '<iframe srcdoc="x"></iframe>'],
    ['fields', '<input value="x">'],
    ['buttons', '<button '],
  ])('at a bounded cost: %s', (_what, one) => {
    expectLinear((size) => mail('text/html', one.repeat(size / one.length)), 100_000);
  });

  it.each([
    ['a line of one blank', `${from}Content-Type: text/plain\r\n \r\nHello\r\n\r\nAnn`, 'Hello\n\nAnn'],
    [
      'no empty line',
      `${from}Where is my order?\r\nOrder: 1001\r\n\r\nThanks`,
      'Where is my order?\nOrder: 1001\n\nThanks',
    ],
    ['nothing but words like fields', `${from}Order: 1001\r\nColour: red`, 'Order: 1001\nColour: red'],
    ['an empty line above all', `\r\n${from}\r\nHello`, 'Hello'],
  ])('below a header that is ended by %s', (_what, raw, text) => {
    expect(read(raw)).toMatchObject({ text, sender: { value: 'ann@buyer.example' }, subject: 'Hi' });
  });

  it.each([
    ['text/enriched', '<bold>Hello</bold>,\n\n<color><param>red</param>1 << 2</color>', 'Hello,\n1 < 2'],
    ['text/markdown; charset=utf-8', '# Hello', '# Hello'],
  ])('of %s alone', (type, body, text) => {
    expect(mail(type, body)).toMatchObject({ text, files: [] });
  });

  it('leaves another form of a text that is there out', () => {
    const body = '--b\n\nHello\n--b\nContent-Type: text/enriched\n\n<bold>Hello</bold>\n--b--\n';
    expect(mail('multipart/alternative; boundary=b', body)).toMatchObject({ text: 'Hello', files: [] });
  });

  it('reads a text in base64 above a footer that is not', () => {
    const encoded = Buffer.from('Grüße, wo ist mein Paket? Es ist noch nicht da.').toString('base64');
    const type = 'text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64';
    const found = mail(type, `${encoded.replace(/(.{40})/, '$1\n')}\n\n_____\nThe list of our shop\n`);
    expect(found.text).toBe('Grüße, wo ist mein Paket? Es ist noch nicht da.\n_____\nThe list of our shop');
  });

  it('keeps a file whose part has no empty line', () => {
    const body =
      '--b\nContent-Type: text/plain\n\nSee\n--b\nContent-Disposition: attachment; filename=a.txt\nContent-Transfer-Encoding: base64\naGVsbG8=\n--b--\n';
    expect(files(mail('multipart/mixed; boundary=b', body))).toEqual([['a.txt', 'hello']]);
  });

  it('is read where its lines end in carriage returns alone, below our own trace', () => {
    const trace =
      'Return-Path: <ann@buyer.example>\r\nReceived: from sender.example; Mon, 5 Jan 2026 10:00:00 +0000\r\n';
    const old = 'From: Ann <ann@buyer.example>\rSubject: From a Mac\r\rFirst line\rSecond line\r';
    expect(read(Buffer.from(trace + old))).toMatchObject({
      sender: { value: 'ann@buyer.example' },
      subject: 'From a Mac',
      text: 'First line\nSecond line',
    });
  });

  it('shows the text where the markup beside it is empty', () => {
    const body = '--b\n\nHello\n--b\nContent-Type: text/html\n\n<html><body><br></body></html>\n--b--\n';
    const found = mail('multipart/alternative; boundary=b', body);
    expect(found).toMatchObject({ text: 'Hello' });
    expect(found.html).toBeUndefined();
  });

  it('shows all texts of a mail, each once and in their order', () => {
    const body = '--b\nContent-Type: text/html\n\n<p>First</p>\n--b\n\nSecond <3\n--b--\n';
    expect(mail('multipart/mixed; boundary=b', body).text.split(/\s*\n\s*/)).toEqual(['First', 'Second <3']);
  });
});

describe('a mail without ink', () => {
  it.each([
    ['no body', 'text/plain', ''],
    [
      'empty parts',
      'multipart/alternative; boundary=b',
      'This is MIME.\n--b\n\n\n--b\nContent-Type: text/html\n\n<html><head><title></title><style>p{}</style></head><body>&nbsp;</body></html>\n--b--\n',
    ],
  ])('is neither damaged nor filled: %s', (_what, type, body) => {
    expect(mail(type, body)).toMatchObject({ text: '', flags: ['unauthenticated'] });
  });
});

it('is damaged in no usual mail', () => {
  expect(read(writeMail()).flags).toEqual(['unauthenticated']);
});

describe('a mail of more parts than are read', () => {
  const picture = { type: 'image/png', body: 'x' };
  const pictures = (count: number) => Array.from({ length: count }, () => picture);
  const text = { type: 'text/plain; charset=utf-8', body: 'Grüße, Ann' };
  const html = { type: 'text/html; charset=utf-8', body: '<p>Grüße, Ann</p>' };

  it.each([
    ['a text', [...pictures(310), text]],
    ['markup', [...pictures(310), html]],
    ['a text far below', [...pictures(2_000), text]],
    ['a text between pictures', [...pictures(310), text, ...pictures(50)]],
  ])('shows %s below them', (_, parts) => {
    const found = read(writeMultipart('mixed', parts));
    expect(found).toMatchObject({ text: 'Grüße, Ann', flags: expect.arrayContaining(['truncated']) as string[] });
    expect(found.files.length).toBeLessThan(300);
  });

  it('shows a text in two forms below them', () => {
    const forms = ['text/plain\n\nHello', 'text/html\n\n<p>Hello</p>'];
    const body = `${forms.map((form) => `--in\nContent-Type: ${form}\n`).join('')}--in--\n`;
    const fields = { 'Content-Transfer-Encoding': '7bit' };
    const both = { type: 'multipart/alternative; boundary=in', body, fields };
    expect(read(writeMultipart('mixed', [...pictures(310), both]))).toMatchObject({
      text: 'Hello',
      html: '<p>Hello</p>',
    });
  });

  it('shows the first text, and no others below', () => {
    expect(read(writeMultipart('mixed', [text, ...pictures(310), { ...text, body: 'Other' }])).text).toBe('Grüße, Ann');
  });

  it('takes no attached text for words', () => {
    const attached = { ...text, fields: { 'Content-Disposition': 'attachment; filename=a.txt' } };
    expect(read(writeMultipart('mixed', [...pictures(310), attached])).text).toBe('');
  });

  it('costs in proportion to its length', () => {
    expectLinear(
      (size) => read(`${from}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\n'.repeat(size / 7)}`),
      300_000,
    );
  });
});
