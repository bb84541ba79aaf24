import { Problem, reasonOf } from '#libs/platform';

describe('the reason of a dead letter', () => {
  it('A80 repeats nothing of what a driver or parser quotes', () => {
    const parsed = (() => {
      try {
        return JSON.parse('my card is lost');
      } catch (error) {
        return error;
      }
    })();
    const driver = Object.assign(new Error('invalid input syntax for type integer: "my card"'), { code: '22P02' });
    expect([parsed, driver, 'my card'].map(reasonOf)).toEqual(['SyntaxError', 'Error 22P02', 'string']);
  });

  it('says what we refused in our own words', () => {
    expect(reasonOf(new Problem('conflict', 'The channel is archived'))).toBe('The channel is archived');
  });
});
