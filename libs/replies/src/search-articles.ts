import { Injectable } from '@nestjs/common';
import type { ReadyChannel } from '#libs/channels';
import { type Article, languageOf } from '#libs/contracts';
import { Database, rows, withInstantsAsText } from '#libs/platform';
import type { VisitorHelp } from '#libs/visitors';
import { ArticleIndexes } from './article-indexes.js';
import { articlesAskedOften } from './articles.queries.js';
import type { ArticleRow } from './manage-articles.js';

interface Search {
  q: string;
  locale: string;
  storeId: string | null;
  limit: number;
}

/** Finds published articles, for agents and for shoppers. */
@Injectable()
export class SearchArticles {
  constructor(
    private readonly database: Database,
    private readonly indexes: ArticleIndexes,
  ) {}

  async search({ q, locale, storeId, limit }: Search): Promise<Article[]> {
    const index = await this.indexes.current(this.database);
    return index
      .search(q, { locale, storeId })
      .slice(0, limit)
      .map(({ article }) => article);
  }

  /** An article as visitors of a shop may see it: published, of that shop or of all, without internal fields. */
  readonly forVisitors: VisitorHelp = {
    search: async ({ storeId }: ReadyChannel, wish) => {
      const found = wish.q ? await this.search({ ...wish, storeId }) : await this.often({ ...wish, storeId });
      return found.map(({ id, title, locale, body }) => ({ id, title, locale, text: body }));
    },
  };

  /** Articles in the visitor's language; in English when there are none. */
  private async often({ locale, storeId, limit }: Search): Promise<Article[]> {
    const own = await this.oftenIn(languageOf(locale), storeId, limit);
    return own.length || languageOf(locale) === 'en' ? own : this.oftenIn('en', storeId, limit);
  }

  private async oftenIn(language: string, storeId: string | null, limit: number): Promise<Article[]> {
    const found = await rows<ArticleRow>(this.database, articlesAskedOften, [storeId, language, limit]);
    return found.map(withInstantsAsText);
  }
}
