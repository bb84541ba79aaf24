import { Injectable } from '@nestjs/common';
import type { ReadyChannel } from '#libs/channels';
import { type Article, languageOf } from '#libs/contracts';
import { Database, rows } from '#libs/platform';
import type { VisitorHelp } from '#libs/visitors';
import { ArticleIndexes } from './article-indexes.js';
import { articleColumns } from './manage-articles.js';

interface Search {
  q: string;
  locale: string;
  storeId: string | null;
  limit: number;
}

/** Those asked for most; the visitor's language first, English where there is none in it. */
const oftenAsked = `
  select ${articleColumns} from articles where published and (store_id is null or store_id = $1) and lower(split_part(locale, '-', 1)) = $2 order by asked desc, updated_at desc, id limit $3`;

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

  /** What a visitor of a shop page may see: published, of that shop or of all, without its inner workings. */
  readonly forVisitors: VisitorHelp = {
    search: async ({ storeId }: ReadyChannel, wish) => {
      const found = wish.q ? await this.search({ ...wish, storeId }) : await this.often({ ...wish, storeId });
      return found.map(({ id, title, locale, body }) => ({ id, title, locale, text: body }));
    },
  };

  private async often({ locale, storeId, limit }: Search): Promise<Article[]> {
    const own = await rows<Article>(this.database, oftenAsked, [storeId, languageOf(locale), limit]);
    return own.length || languageOf(locale) === 'en'
      ? own
      : rows<Article>(this.database, oftenAsked, [storeId, 'en', limit]);
  }
}
