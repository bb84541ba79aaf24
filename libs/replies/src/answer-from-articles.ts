import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/platform';
import { Answerer, type AutomaticAnswer, type Question } from '#libs/tickets';
import { matchQuestion } from './matching/match-question.js';
import { countAsked } from './replies.queries.js';
import { ArticleIndexes } from './search-articles.js';

/** Answers a question with the article that clearly matches it. */
@Injectable()
@Answerer(20)
export class AnswerFromArticles implements Answerer {
  constructor(private readonly indexes: ArticleIndexes) {}

  async answer(tx: Tx, { text, subject, locale, storeId }: Question): Promise<AutomaticAnswer | null> {
    const index = await this.indexes.current(tx);
    const found =
      matchQuestion(index, text, { locale, storeId }) ??
      (subject && isShort(text) ? matchQuestion(index, subject, { locale, storeId }) : null);
    if (!found) return null;
    const { id, title, body, locale: language } = found.article;
    return {
      text: body,
      locale: language,
      automatic: { kind: 'article', title },
      onGiven: async (given) => void (await given.query(countAsked, [id])),
    };
  }
}

/** A mail with the question in its subject has little text besides it. */
const isShort = (text: string): boolean => text.length <= 160;
