import fc from 'fast-check';
import { linkify } from './linkify.js';

describe('linkify', () => {
  it('finds web addresses and leaves the full stop to the sentence', () => {
    expect(linkify('See https://shop.example/a?b=1. Thanks')).toEqual([
      { text: 'See ' },
      { text: 'https://shop.example/a?b=1', href: 'https://shop.example/a?b=1' },
      { text: '. Thanks' },
    ]);
  });

  it('ends an address before a control of direction', () => {
    expect(linkify('https://a.example/\u2067b')[0]).toEqual({ text: 'https://a.example/', href: 'https://a.example/' });
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,<script>',
    'vbscript:x',
    'http://',
    '<a href="javascript:alert(1)">',
    'JaVaScRiPt://%0aalert(1)',
  ])('makes no link of %s', (text) => {
    expect(linkify(text).some(({ href }) => href)).toBe(false);
  });

  it('loses no character and links only to http and https', () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.oneof(fc.string(), fc.constantFrom('https://a.example', 'http://b.example/"x', 'javascript:x')))
          .map((parts) => parts.join(' ')),
        (text) => {
          const pieces = linkify(text);
          expect(pieces.map((piece) => piece.text).join('')).toBe(text);
          for (const { href } of pieces) if (href) expect(href).toMatch(/^https?:\/\//);
        },
      ),
    );
  });
});
