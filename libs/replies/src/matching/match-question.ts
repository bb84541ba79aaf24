import type { ArticleIndex, Asker, IndexableArticle, Match } from './article-index.js';

/** Below this an article is not sure enough to be sent without a person. */
const leastScore = 0.6;
/** How much better it has to be than the next one, or nobody knows which was meant. */
const leastMargin = 0.1;

/** The one article that clearly answers a question; null when none does, or more than one might. */
export function matchQuestion<A extends IndexableArticle>(
  index: ArticleIndex<A>,
  question: string,
  asker: Asker,
): Match<A> | null {
  const [first, second] = index.rank(question, asker);
  if (!first || first.score < leastScore) return null;
  return second && first.score - second.score < leastMargin ? null : first;
}
