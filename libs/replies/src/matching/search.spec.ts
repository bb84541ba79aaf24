import { ArticleIndex } from './article-index.js';

const article = (id: string, title: string, body: string, storeId: string | null = null) => ({
  id,
  locale: 'en',
  title,
  questions: [],
  body,
  storeId,
});
const index = ArticleIndex.of([
  article('a', 'How long does shipping take?', 'Two days.'),
  article('b', 'How much does shipping cost?', 'Nothing above 50 euros.'),
  article('c', 'Gift wrapping', 'Paper and ribbon.', 'store-1'),
]);
const find = (words: string, storeId: string | null = null) =>
  index.search(words, { locale: 'en', storeId }).map(({ article }) => article.id);

describe('searching articles', () => {
  it.each([
    ['shippi', ['a', 'b']],
    ['shipping cost', ['b', 'a']],
    ['euros', ['b']],
    ['shiping', ['a', 'b']],
    ['how', []],
    ['bicycle', []],
    ['', []],
  ])('finds for %j %j', (words, ids) => expect(find(words)).toEqual(ids));

  it('shows a store’s own articles in that store only', () => {
    expect(find('gift')).toEqual([]);
    expect(find('gift', 'store-1')).toEqual(['c']);
    expect(find('gift', 'store-2')).toEqual([]);
  });
});
