import { readLanguages } from './demo-texts.js';
import { nameOf } from './name-of.js';

test('people are called as their languages call them', () => {
  expect(nameOf(['Tobias Brenner|tobias.brenner|Herr Brenner', 'Nina Vogel|nina.vogel|Frau Vogel'], 0)).toEqual({
    name: 'Tobias Brenner',
    mailName: 'tobias.brenner',
    address: 'Herr Brenner',
  });
  expect(nameOf(['Tobias Brenner|tobias.brenner|Herr Brenner', 'Nina Vogel|nina.vogel|Frau Vogel'], 2)).toEqual({
    name: 'Tobias Vogel',
    mailName: 'tobias.vogel',
    address: 'Herr Vogel',
  });
  expect(nameOf(['佐藤 美咲|misaki.sato|佐藤', '田中 健太|kenta.tanaka|田中'], 2)).toEqual({
    name: '田中 美咲',
    mailName: 'misaki.tanaka',
    address: '田中',
  });
  expect(nameOf(['吴静|jing.wu|吴女士', '孙悦|yue.sun|孙女士'], 2)).toEqual({
    name: '孙静',
    mailName: 'jing.sun',
    address: '孙女士',
  });
  expect(nameOf(['陈冠宇|guanyu.chen|冠宇', '王思远|siyuan.wang|思远'], 3)).toEqual({
    name: '陈思远',
    mailName: 'siyuan.chen',
    address: '思远',
  });
});

test('each person exists once', () => {
  for (const { people } of Object.values(readLanguages())) {
    const names = Array.from({ length: people.length * 6 }, (_, count) => nameOf(people, count).mailName);
    expect(new Set(names).size).toBe(names.length);
  }
});
