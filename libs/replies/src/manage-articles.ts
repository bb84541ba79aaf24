import { Injectable } from '@nestjs/common';
import type { Article } from '#libs/contracts';
import { Database, Problem, type Stored, newId, repository, rows, withInstantsAsText } from '#libs/platform';
import { ArticleEntity } from './replies.entity.js';
import { listArticles } from './replies.queries.js';

interface ArticleInput {
  locale: string;
  title: string;
  questions: string[];
  body: string;
  asWritten: boolean;
  published: boolean;
  storeId: string | null;
}
interface Filter {
  locale?: string;
  published?: 'true' | 'false';
}

/** An article as statements read it. */
export type ArticleRow = Stored<Article, 'updatedAt'>;

/** Manages the workspace's help pages. */
@Injectable()
export class ManageArticles {
  constructor(private readonly database: Database) {}

  async list({ locale, published }: Filter, afterId: string | undefined, limit: number): Promise<Article[]> {
    const page = [afterId ?? null, locale ?? null, published ?? null, limit];
    return (await rows<ArticleRow>(this.database, listArticles, page)).map(withInstantsAsText);
  }

  async get(id: string): Promise<Article> {
    return describe(await repository(this.database, ArticleEntity).findOneBy({ id }));
  }

  async create(input: ArticleInput): Promise<Article> {
    return describe(await repository(this.database, ArticleEntity).insert({ id: newId(), ...input }));
  }

  async update(id: string, change: Partial<ArticleInput>): Promise<Article> {
    // A confirmation is of the texts that it came with.
    const isNewText = (change.title ?? change.body) !== undefined;
    const changed = { ...(isNewText && { asWritten: false }), ...change, updatedAt: () => 'now()' };
    return describe(await repository(this.database, ArticleEntity).update({ id }, changed));
  }

  async delete(id: string): Promise<void> {
    if (!(await repository(this.database, ArticleEntity).delete({ id }))) throw new Problem('not-found');
  }
}

function describe(article: ArticleEntity | null): Article {
  if (!article) throw new Problem('not-found');
  const { workspaceId: _, createdAt: __, ...shown } = article;
  return withInstantsAsText(shown);
}
