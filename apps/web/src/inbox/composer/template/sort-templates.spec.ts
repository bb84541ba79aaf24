import type { Template } from '#libs/contracts';
import { sortTemplates } from './sort-templates.js';

const template = (name: string, language: string, sendable = true): Template => ({
  id: `${name}-${language}`,
  name,
  language,
  category: 'utility',
  status: sendable ? 'approved' : 'paused',
  quality: 'high',
  reason: null,
  sendable,
  header: null,
  body: `Text of ${name}`,
  footer: null,
  buttons: [],
  variables: [],
});
const all = [
  template('b', 'pt_PT'),
  template('a', 'en'),
  template('c', 'pt_BR', false),
  template('b', 'pt_BR'),
  template('order_late', 'pt'),
];
const ids = (q: string, locale: string | null, screen = 'de') => {
  const { own, others } = sortTemplates(all, q, locale, screen);
  return [own.map(({ id }) => id), others.map(({ id }) => id)];
};

describe('templates to choose from', () => {
  it('are those in the customer’s language first: the same, without a region, of another; then what cannot be sent', () => {
    expect(ids('', 'pt-BR')).toEqual([['b-pt_BR', 'order_late-pt', 'b-pt_PT', 'c-pt_BR'], ['a-en']]);
  });

  it('are all alike where the customer’s language is not known, or has none', () => {
    expect(ids('', null)[0]).toEqual([]);
    expect(ids('', 'ja')[0]).toEqual([]);
    expect(ids('', 'ja')[1]).toHaveLength(5);
  });

  it('come in a language that the agent can read, else in English, where the customer’s has none', () => {
    expect(ids('', 'ja')[1]![0]).toBe('a-en');
    expect(ids('', 'ja', 'pt')[1]!.slice(0, 3)).toEqual(['b-pt_BR', 'b-pt_PT', 'order_late-pt']);
  });

  it('are found by words of their names and texts', () => {
    expect(ids('order late', 'pt')).toEqual([['order_late-pt'], []]);
    expect(ids('text a', 'pt')[1]).toEqual(['a-en']);
    expect(ids('nothing', 'pt')).toEqual([[], []]);
  });
});
