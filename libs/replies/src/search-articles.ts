import { Injectable } from '@nestjs/common';
import type { ReadyChannel } from '#libs/channels';
import { type Article, languageOf } from '#libs/contracts';
import { Database, type Tx, firstRow, requireWorkspaceId, rows, withInstantsAsText } from '#libs/platform';
import type { VisitorHelp } from '#libs/visitors';
import type { ArticleRow } from './manage-articles.js';
import { ArticleIndex } from './matching/article-index.js';
import { articlesAskedOften, publishedArticles, versionOfArticles } from './replies.queries.js';

/** Published articles of a workspace that are searched; the newest ones. */
const mostArticles = 1_000;
const mostKept = 50;
/** How many pages may share a title, or say the same in another language. */
const pagesAlike = 4;

/** Caches an index of each workspace's articles, until one of them changes. */
@Injectable()
export class ArticleIndexes {
  private readonly kept = new Map<string, { version: string; index: ArticleIndex<Article> }>();
  /** The index of each open transaction: it may answer many questions. */
  private readonly byTransaction = new WeakMap<Tx, ArticleIndex<Article>>();

  /** The index of the workspace in context. */
  async current(from: Tx | Database): Promise<ArticleIndex<Article>> {
    if (from instanceof Database) return this.load(from);
    const index = this.byTransaction.get(from) ?? (await this.load(from));
    this.byTransaction.set(from, index);
    return index;
  }

  private async load(from: Tx | Database): Promise<ArticleIndex<Article>> {
    const workspaceId = requireWorkspaceId();
    const { version } = (await firstRow<{ version: string }>(from, versionOfArticles))!;
    const known = this.kept.get(workspaceId);
    if (known?.version === version) return known.index;
    const published = await rows<ArticleRow>(from, publishedArticles, [mostArticles]);
    const index = await ArticleIndex.build<Article>(published.map(withInstantsAsText));
    if (this.kept.size >= mostKept) this.kept.delete(this.kept.keys().next().value!);
    this.kept.set(workspaceId, { version, index });
    return index;
  }
}

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
      // Of the same page in several languages, or of all shops and this one, a visitor needs one.
      const more = { ...wish, storeId, limit: wish.limit * pagesAlike };
      const found = wish.q ? inOneLanguage(await this.search(more), wish.locale) : await this.often(more);
      return withoutDoubles(found, storeId)
        .slice(0, wish.limit)
        .map(({ id, title, locale, body }) => ({ id, title, locale, text: body }));
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

/** Those in the asked language, else in that of the best one. */
function inOneLanguage(found: Article[], locale: string): Article[] {
  const own = found.filter((article) => languageOf(article.locale) === languageOf(locale));
  const [best] = found;
  return own.length || !best ? own : found.filter((article) => languageOf(article.locale) === languageOf(best.locale));
}

/** One article of each title: the shop's own before that of all shops. */
function withoutDoubles(found: Article[], storeId: string | null): Article[] {
  const titleOf = ({ title }: Article) => title.trim().toLowerCase();
  const byTitle = new Map<string, Article>();
  for (const article of found) {
    const known = byTitle.get(titleOf(article));
    if (!known || (known.storeId !== storeId && article.storeId === storeId)) byTitle.set(titleOf(article), article);
  }
  return [...byTitle.values()];
}
