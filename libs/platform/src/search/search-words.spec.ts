import fc from 'fast-check';
import { questionForms, searchVector, searchWords } from './search-words.js';

test('whole words of scripts with spaces, in lower case', () => {
  expect(searchWords('Zollgebühren doppelt, HH-48213!')).toEqual(['zollgebühren', 'doppelt', 'hh', '48213']);
});

test('pairs of characters where there are no spaces, so that every part of a sentence is found', () => {
  const words = searchWords('我要退款，订单HH48213');
  expect(words).toEqual(expect.arrayContaining(['退款', '订单', 'hh48213']));
});

test('a part of a Chinese text is found by a query for it', () => {
  const text = [...searchWords('清关三天了，可以帮我看看吗')];
  for (const word of searchWords('三天了')) expect(text).toContain(word);
});

test('nothing to search for is no query', () => {
  expect(questionForms(' !?… ')).toEqual([]);
});

test('any text gives a literal without loose quotes', () => {
  fc.assert(
    fc.property(
      fc.string(),
      (text) =>
        searchVector(text)
          .replaceAll(/'(?:[^'\\]|''|\\\\)*'/g, '')
          .trim() === '',
    ),
  );
});

test('a phone is asked for as it is written and as one number', () => {
  expect(questionForms('+34 600 111-222')).toEqual([['34', '600', '111', '222'], ['34600111222']]);
  expect(questionForms('call 0034 (600) 111222 today')).toEqual([
    ['call', '0034', '600', '111222', 'today'],
    ['call', '34600111222', 'today'],
  ]);
  expect(questionForms('order 1042')).toEqual([['order', '1042']]);
});
