import type { ArticleIndex, Asker, IndexableArticle, Match } from './article-index.js';

/** Below this score an article is not sent without an agent. */
const leastScore = 0.6;
/** The least lead over the second-best article; with a smaller one the question is ambiguous. */
const leastMargin = 0.1;

/** Returns the one article that clearly answers a question; null when none does, or more than one might. */
export function matchQuestion<A extends IndexableArticle>(
  index: ArticleIndex<A>,
  question: string,
  asker: Asker,
): Match<A> | null {
  const [first, second] = index.rank(question, asker);
  if (!first || first.score < leastScore) return null;
  return second && first.score - second.score < leastMargin ? null : first;
}
