import { Injectable } from '@nestjs/common';
import type { Article } from '#libs/contracts';
import { Database, Problem, firstRow, newId, rows } from '#libs/platform';

interface ArticleInput {
  locale: string;
  title: string;
  questions: string[];
  body: string;
  published: boolean;
  storeId: string | null;
}
interface Filter {
  locale?: string;
  published?: 'true' | 'false';
}

/** Columns of an article as the API gives it. */
export const articleColumns = `id, locale, title, questions, body, published, store_id as "storeId", asked, updated_at as "updatedAt"`;

/** The workspace's help pages. */
@Injectable()
export class ManageArticles {
  constructor(private readonly database: Database) {}

  list({ locale, published }: Filter, afterId: string | undefined, limit: number): Promise<Article[]> {
    return rows<Article>(
      this.database,
      `select ${articleColumns} from articles where ($1::uuid is null or id > $1) and ($2::text is null or lower(locale) = lower($2)) and ($3::boolean is null or published = $3) order by id limit $4`,
      [afterId ?? null, locale ?? null, published ?? null, limit],
    );
  }

  async get(articleId: string): Promise<Article> {
    return present(
      await firstRow<Article>(this.database, `select ${articleColumns} from articles where id = $1`, [articleId]),
    );
  }

  async create({ locale, title, questions, body, published, storeId }: ArticleInput): Promise<Article> {
    return present(
      await firstRow<Article>(
        this.database,
        `insert into articles (id, locale, title, questions, body, published, store_id) values ($1, $2, $3, $4, $5, $6, $7) returning ${articleColumns}`,
        [newId(), locale, title, questions, body, published, storeId],
      ),
    );
  }

  async update(
    articleId: string,
    { locale, title, questions, body, published, storeId }: Partial<ArticleInput>,
  ): Promise<Article> {
    return present(
      await firstRow<Article>(
        this.database,
        `update articles set locale = coalesce($2, locale), title = coalesce($3, title), questions = coalesce($4, questions), body = coalesce($5, body), published = coalesce($6, published),
           store_id = case when $7 then $8::uuid else store_id end, updated_at = now()
         where id = $1 returning ${articleColumns}`,
        [
          articleId,
          locale ?? null,
          title ?? null,
          questions ?? null,
          body ?? null,
          published ?? null,
          storeId !== undefined,
          storeId ?? null,
        ],
      ),
    );
  }

  async delete(articleId: string): Promise<void> {
    present(await firstRow(this.database, 'delete from articles where id = $1 returning id', [articleId]));
  }
}

function present<T>(row: T | null): T {
  if (!row) throw new Problem('not-found');
  return row;
}
