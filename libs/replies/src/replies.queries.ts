import { channelRows } from '#libs/channels';
import { contactRows } from '#libs/contacts';
import { ownNameIn, ticketRows } from '#libs/tickets';

const articleColumns = `id, locale, title, questions, body, as_written as "asWritten", published, store_id as "storeId", asked, updated_at as "updatedAt"`;

/** A page of articles. Parameters: id after which it begins, locale and whether published, each or null, and limit. */
export const listArticles = `
  select ${articleColumns} from articles
  where ($1::uuid is null or id > $1) and ($2::text is null or lower(locale) = lower($2))
    and ($3::boolean is null or published = $3)
  order by id limit $4`;

/** Changes whenever a published article does. */
export const versionOfArticles = `
  select count(*) || '/' || coalesce(max(updated_at)::text, '') as version from articles where published`;

/** The newest published articles. Parameter: limit. */
export const publishedArticles = `
  select ${articleColumns} from articles where published order by updated_at desc, id limit $1`;

/** The most requested ones, of a store or of all, in a language. Parameters: store or null, language, limit. */
export const articlesAskedOften = `
  select ${articleColumns} from articles
  where published and (store_id is null or store_id = $1) and lower(split_part(locale, '-', 1)) = $2
  order by asked desc, updated_at desc, id limit $3`;

/** Parameter: article. */
export const countAsked = 'update articles set asked = asked + 1 where id = $1';

const replyColumns = `r.id, r.name, r.shortcut, r.team_id as "teamId", r.variants, r.updated_at as "updatedAt"`;

/**
 * The replies that an agent may use: the workspace's and their teams'; `$1` is null for an agent who may use all. Best
 * match first: by the shortcut, by the beginning of the name, by any part of name or text.
 */
export const findReplies = `
  select * from (
    select ${replyColumns},
      case when $3 = '' then 0 when r.shortcut like $3 || '%' then 0 when lower(r.name) like $3 || '%' then 1 when lower(r.name) like '%' || $3 || '%' then 2 else 3 end as rank
    from saved_replies r
    where ($1::uuid[] is null or r.team_id is null or r.team_id = any($1))
      and ($3 = '' or r.shortcut like $3 || '%' or lower(r.name) like '%' || $3 || '%' or lower(r.variants::text) like '%' || $4 || '%')) found
  where $5::int is null or (rank, shortcut, id) > ($5, $6, $7::uuid)
  order by rank, shortcut, id limit $2`;

/**
 * A ticket's own values for variables, without those of other libs. Parameters: ticket, whether its contact may be
 * known; else their name is what they gave there.
 */
export const ticketValues = `
  select t.number, case when $2 then c.name else ${ownNameIn('t')} end as name, coalesce(t.locale, c.locale) as locale
  from ${ticketRows} t left join ${contactRows} c on $2 and c.workspace_id = t.workspace_id and c.id = t.contact_id where t.id = $1`;

/** Whether a text may have a placeholder: what it is in the end is decided in the code. */
const hasBraces = (text: string) =>
  String.raw`${text} ~ '[{｛【%«]|\(\(|[#$][[:alpha:]]|\[[[:alpha:][:space:][$]|<[<%?]|<(OTRS|OTOBO|ZNUNY|KIX)_|\*\|'`;

/** The texts in a channel's settings that customers read. */
const wordsOfChannel = `concat_ws(' ', h.settings ->> 'signature', h.settings ->> 'greeting')`;

/**
 * Saved replies, articles and channels' texts that may have placeholders, with their text in each language. Parameters:
 * id after which they begin or null, limit.
 */
export const textsWithBraces = `
  select kind, id, name, texts from (
    select 'saved-reply' as kind, r.id, r.name, r.variants as texts from saved_replies r
      where exists (select from jsonb_array_elements(r.variants) v where ${hasBraces("(v ->> 'body')")})
    union all
    select 'article', a.id, a.title, jsonb_build_array(jsonb_build_object('locale', a.locale, 'body', a.title || ' ' || a.body, 'asWritten', a.as_written)) from articles a
    where ${hasBraces(`(a.title || ' ' || a.body)`)}
    union all
    select 'channel', h.id, h.name, jsonb_build_array(jsonb_build_object('locale', '', 'body', ${wordsOfChannel}, 'asWritten', coalesce(h.settings -> 'asWritten', 'false')))
    from ${channelRows} h where h.active and ${hasBraces(wordsOfChannel)}) found
  where $1::uuid is null or id > $1 order by id limit $2`;
