import fc from 'fast-check';
import type { VisitorMessage } from '#libs/contracts';
import { mergeMessages } from './sync.js';

const message = (seq: number, changeSeq: number) =>
  ({ id: `m${seq}`, seq, changeSeq, text: `${seq}/${changeSeq}` }) as VisitorMessage;

describe('mergeMessages', () => {
  it('keeps each message once, in its latest state and at its place, in whatever order they come', () => {
    const all = fc.array(
      fc.record({ seq: fc.integer({ min: 1, max: 9 }), changeSeq: fc.integer({ min: 1, max: 30 }) }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(all, fc.integer({ min: 0, max: 40 }), (places, cut) => {
        const messages = places.map(({ seq, changeSeq }) => message(seq, changeSeq));
        const merged = mergeMessages(mergeMessages([], messages.slice(0, cut)), messages.slice(cut));
        expect(merged.map(({ seq }) => seq)).toEqual([...new Set(places.map(({ seq }) => seq))].sort((a, b) => a - b));
        for (const { seq, changeSeq } of merged)
          expect(changeSeq).toBe(
            Math.max(...places.filter((place) => place.seq === seq).map((place) => place.changeSeq)),
          );
      }),
    );
  });
});
