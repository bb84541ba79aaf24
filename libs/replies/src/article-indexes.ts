import { Injectable } from '@nestjs/common';
import type { Article } from '#libs/contracts';
import { Database, type Tx, firstRow, requireWorkspaceId, rows, withInstantsAsText } from '#libs/platform';
import { publishedArticles, versionOfArticles } from './articles.queries.js';
import type { ArticleRow } from './manage-articles.js';
import { ArticleIndex } from './matching/article-index.js';

/** Published articles of a workspace that are looked through; the newest count. */
const mostArticles = 1_000;
const mostKept = 50;

/** Keeps each workspace's articles ready for questions, as long as none of them changes. */
@Injectable()
export class ArticleIndexes {
  private readonly kept = new Map<string, { version: string; index: ArticleIndex<Article> }>();
  /** What a transaction has already been told; many questions may come in one. */
  private readonly told = new WeakMap<Tx, ArticleIndex<Article>>();

  /** The index of the workspace in context. */
  async current(from: Tx | Database): Promise<ArticleIndex<Article>> {
    if (from instanceof Database) return this.look(from);
    const index = this.told.get(from) ?? (await this.look(from));
    this.told.set(from, index);
    return index;
  }

  private async look(from: Tx | Database): Promise<ArticleIndex<Article>> {
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
