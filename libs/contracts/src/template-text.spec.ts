import fc from 'fast-check';
import { expectLinear } from '../../../test/support/expect-linear.js';
import { type TemplateText, missingValues, piecesOf, renderTemplate, templateVariables } from './template-text.js';

const text = (changed: Partial<TemplateText> = {}): TemplateText => ({
  header: { format: 'text', text: 'Order {{1}}' },
  body: 'Hello {{ 1 }}, it comes {{2}}. Bye {{1}}.',
  footer: 'Havn & Holm',
  buttons: [
    { kind: 'url', text: 'Track', value: 'https://shop.example/t/{{1}}' },
    { kind: 'reply', text: 'Thanks', value: null },
    { kind: 'url', text: 'Shop', value: 'https://shop.example' },
    { kind: 'phone', text: 'Call', value: '+4512345678' },
    { kind: 'code', text: 'Copy', value: null },
  ],
  ...changed,
});

describe('the text of a template', () => {
  it('names each variable once, in the order in which a reader meets them', () => {
    expect(templateVariables(text()).map(({ part, name }) => `${part}.${name}`)).toEqual([
      'header.1',
      'body.1',
      'body.2',
      'buttons.0',
      'buttons.4',
    ]);
    const media = text({ header: { format: 'image', text: null }, body: 'Hello', buttons: [] });
    expect(templateVariables(media)).toEqual([{ part: 'header', name: 'file', kind: 'image' }]);
  });

  it('is filled in part by part', () => {
    const values = { header: { 1: 'A-1' }, body: { 1: ' Inês\n ', 2: 'on {{1}}' }, buttons: { 0: 'A-1', 4: 'SAVE' } };
    expect(renderTemplate(text(), values)).toBe(
      'Order A-1\n\nHello Inês, it comes on {{1}}. Bye Inês.\n\nHavn & Holm\n\n[Track] https://shop.example/t/A-1\n[Thanks]\n[Shop] https://shop.example\n[Call] +4512345678\n[Copy] SAVE',
    );
    expect(missingValues(text(), values)).toEqual([]);
  });

  it.each(['constructor', '__proto__', 'toString'])('gives a variable called %s no value of its own', (name) => {
    const odd = text({ header: null, body: `{{${name}}}`, buttons: [] });
    expect(missingValues(odd, { body: {} })).toEqual([{ part: 'body', name, kind: 'text' }]);
    expect(renderTemplate(odd, {})).toBe('Havn & Holm');
  });

  it('misses what is empty or only spaces', () => {
    const missing = missingValues(text(), { body: { 1: ' \n', 2: 'x' }, header: { 1: '' }, buttons: { 0: 'A' } });
    expect(missing.map(({ part, name }) => `${part}.${name}`)).toEqual(['header.1', 'body.1', 'buttons.4']);
  });

  it('loses no words when it is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('{{1}}', '{{name}}', '{{', '}}', 'a b', '{', '{{ x')), (parts) => {
        const whole = parts.join('');
        const again = piecesOf(whole)
          .map((piece) => (piece.variable === undefined ? piece.text : `{{${piece.variable}}}`))
          .join('');
        expect(again.replace(/\s/g, '')).toBe(whole.replace(/\s/g, ''));
      }),
    );
  });

  it('takes no longer than its length', () => {
    expectLinear((size) => piecesOf('{{ '.repeat(size / 3)), 300_000);
  });
});
