const columns = `id, locale, title, questions, body, published, store_id as "storeId", asked, updated_at as "updatedAt"`;

/** A page of articles. Parameters: id after which it begins, locale and whether published, each or null, and limit. */
export const listArticles = `
  select ${columns} from articles
  where ($1::uuid is null or id > $1) and ($2::text is null or lower(locale) = lower($2))
    and ($3::boolean is null or published = $3)
  order by id limit $4`;

/** Changes whenever a published article does. */
export const versionOfArticles = `
  select count(*) || '/' || coalesce(max(updated_at)::text, '') as version from articles where published`;

/** The newest published articles. Parameter: limit. */
export const publishedArticles = `
  select ${columns} from articles where published order by updated_at desc, id limit $1`;

/** The most requested ones, of a store or of all, in a language. Parameters: store or null, language, limit. */
export const articlesAskedOften = `
  select ${columns} from articles
  where published and (store_id is null or store_id = $1) and lower(split_part(locale, '-', 1)) = $2
  order by asked desc, updated_at desc, id limit $3`;

/** Parameter: article. */
export const countAsked = 'update articles set asked = asked + 1 where id = $1';
