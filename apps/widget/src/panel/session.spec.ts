import { subjectOf } from './session.js';

const proof = (payload: unknown) => `e30.${btoa(JSON.stringify(payload)).replaceAll('+', '-').replaceAll('/', '_')}.x`;

describe('subjectOf', () => {
  it('reads the subject of a proof', () => expect(subjectOf(proof({ sub: 'ann/1' }))).toBe('ann%2F1'));

  it.each([
    '',
    'x',
    'a.b.c',
    proof({}),
    proof({ sub: '' }),
    proof({ sub: ['a'] }),
    proof(null),
    proof({ sub: { $gt: '' } }),
  ])('reads no subject from %s', (text) => {
    expect(subjectOf(text)).toBeNull();
  });
});
