/** The demo workspace: the oldest, should there be several. */
export const demoWorkspace = 'select id from workspaces where demo order by created_at limit 1';

/** The shop whose webhooks the playground sends, its secret sealed. */
export const demoShop = `
  select id, domain, webhook_secret as sealed, created_at as "madeAt" from stores
  where platform = 'shopify' and webhook_secret is not null and domain is not null
  order by id limit 1`;

/** Channels in use by their type, the oldest of each first. */
export const activeChannels = `
  select type, array_agg(id::text order by id) as ids from channels where active group by type`;

/** Points a channel to an API at another address. Parameters: channel, address. */
export const setApiAddress = `
  update channels set settings = settings || jsonb_build_object('apiBaseUrl', $2::text) where id = $1`;
