import fc from 'fast-check';
import { contrast, deriveAccent } from './accent.js';

const rgb = (hex: string) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

describe('deriveAccent', () => {
  it('keeps white text readable on any shop’s colour, and the colour readable in the dark', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (colour) => {
        const accent = deriveAccent(`#${colour.toString(16).padStart(6, '0')}`)!;
        expect(contrast(rgb(accent.field), [255, 255, 255])).toBeGreaterThanOrEqual(4.5);
        expect(contrast(rgb(accent.textDark), [30, 34, 33])).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it.each([null, '', 'red', '#12345', 'url(javascript:x)', '#0d5c67;background:url(x)'])(
    'takes nothing from %s',
    (wanted) => {
      expect(deriveAccent(wanted)).toBeNull();
    },
  );
});
