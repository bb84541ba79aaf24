import { subjectOf, subjectsOf } from './ticket-text.js';

describe('the subject that a first message gives its ticket', () => {
  const long = 'Unfortunately the Holm teapot from HH-47256 arrived with a crack right through its side';

  it('is the whole of a short one, in one line', () => {
    expect(subjectOf(' Where is\nmy order? ')).toBe('Where is my order?');
    expect(subjectOf('x'.repeat(80))).toBe('x'.repeat(80));
  });

  it('turns nothing round, whatever controls of direction the message holds', () => {
    expect(subjectOf('Where is it \u202Emoc.live\u2069')).toBe('Where is it moc.live');
  });

  it('ends after a word', () => {
    expect(subjectOf(long)).toBe('Unfortunately the Holm teapot from HH-47256 arrived with a crack right through…');
  });

  it.each([
    ['a language without spaces', '壺'],
    ['one endless word', 'w'],
    ['characters of two places', '😀'],
  ])('ends anywhere in %s, and with a whole character', (_name, letter) => {
    const subject = subjectOf(letter.repeat(120));
    expect(subject.length).toBeLessThanOrEqual(80);
    expect(subject.length).toBeGreaterThanOrEqual(79);
    expect([...subject].every((character) => character === letter || character === '…')).toBe(true);
  });

  it('is still known where it was cut in the middle of a word', () => {
    expect(subjectsOf(long)).toEqual([subjectOf(long), long.slice(0, 80)]);
  });
});
