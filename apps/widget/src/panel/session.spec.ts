import { subjectOf } from './session.js';

const proof = (payload: unknown) => `e30.${btoa(JSON.stringify(payload)).replaceAll('+', '-').replaceAll('/', '_')}.x`;

describe('subjectOf', () => {
  it('reads whom a proof speaks of', () => expect(subjectOf(proof({ sub: 'ann/1' }))).toBe('ann%2F1'));

  it.each([
    '',
    'x',
    'a.b.c',
    proof({}),
    proof({ sub: '' }),
    proof({ sub: ['a'] }),
    proof(null),
    proof({ sub: { $gt: '' } }),
  ])('reads nobody from %s', (text) => {
    expect(subjectOf(text)).toBeNull();
  });
});
