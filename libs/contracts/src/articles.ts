import { z } from 'zod';
import { Id, Instant, Line, Locale, PageQuery, Text, page } from './common.js';
import { endpoint } from './endpoint.js';
import { keptForCustomers } from './kept-text.js';

/** A FAQ or help page in one language. `questions` are phrases and words with which customers ask for it. */
export const Article = z.object({
  id: Id,
  locale: z.string(),
  title: z.string(),
  questions: z.array(z.string()),
  body: z.string(),
  /** Words in brackets that look like a placeholder are fixed text. */
  asWritten: z.boolean(),
  published: z.boolean(),
  /** Its store; null: all stores. */
  storeId: Id.nullable(),
  /** Number of automatic answers with it. */
  asked: z.number().int(),
  updatedAt: Instant,
});
export type Article = z.infer<typeof Article>;

const content = {
  locale: Locale,
  title: Line(200),
  questions: z.array(Line(200)).max(40),
  body: Text(20_000),
  asWritten: z.boolean(),
  published: z.boolean(),
  storeId: Id.nullable(),
};
const texts = ['title', 'body'] as const;
const articleParams = z.strictObject({ articleId: Id });

export const listArticles = endpoint({
  method: 'GET',
  path: '/api/v1/articles',
  access: 'agent',
  summary: 'The articles of the workspace',
  query: PageQuery.extend({ locale: Locale.optional(), published: z.enum(['true', 'false']).optional() }),
  response: page(Article),
});
export const searchArticles = endpoint({
  method: 'GET',
  path: '/api/v1/articles/search',
  access: 'agent',
  summary: 'Published articles that fit the words, best first',
  query: z.strictObject({
    q: z.string().trim().min(1).max(200),
    locale: Locale.optional(),
    storeId: Id.optional(),
    limit: z.coerce.number().int().min(1).max(20).default(5),
  }),
  response: z.object({ items: z.array(Article) }),
});
export const getArticle = endpoint({
  method: 'GET',
  path: '/api/v1/articles/{articleId}',
  access: 'agent',
  summary: 'One article',
  params: articleParams,
  response: Article,
});
export const createArticle = endpoint({
  method: 'POST',
  path: '/api/v1/articles',
  access: 'manager',
  status: 201,
  summary: 'Write an article',
  body: keptForCustomers(
    z.strictObject({
      ...content,
      questions: content.questions.default([]),
      asWritten: content.asWritten.default(false),
      published: content.published.default(false),
      storeId: content.storeId.default(null),
    }),
    texts,
  ),
  response: Article,
});
export const updateArticle = endpoint({
  method: 'PATCH',
  path: '/api/v1/articles/{articleId}',
  access: 'manager',
  summary: 'Change, publish or withdraw an article; a text with words in brackets needs asWritten beside it',
  params: articleParams,
  body: keptForCustomers(z.strictObject(content).partial(), texts),
  response: Article,
});
export const deleteArticle = endpoint({
  method: 'DELETE',
  path: '/api/v1/articles/{articleId}',
  access: 'manager',
  status: 204,
  summary: 'Delete an article',
  params: articleParams,
});
