import { Injectable } from '@nestjs/common';
import type { Article } from '#libs/contracts';
import { Database, type Tx, firstRow, requireWorkspaceId, rows, withInstantsAsText } from '#libs/platform';
import { publishedArticles, versionOfArticles } from './articles.queries.js';
import type { ArticleRow } from './manage-articles.js';
import { ArticleIndex } from './matching/article-index.js';

/** Published articles of a workspace that are searched; the newest ones. */
const mostArticles = 1_000;
const mostKept = 50;

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
