/** The workspaces of the installation, oldest first. */
export const allWorkspaces = 'select id, name, slug from workspaces order by created_at limit 100';

/** Returns a row when a workspace was created as a demo. */
export const anyDemo = 'select from workspaces where demo limit 1';

/** Creates the account of an address unless there is one. Parameters: id, email. */
export const ensureAccount = 'insert into accounts (id, email) values ($1, $2) on conflict do nothing';

/** The account of an address, and whether it has a password. Parameter: email. */
export const accountByEmail = 'select id, password_hash is not null as "isKnown" from accounts where email = $1';

/**
 * Makes an account an admin of the workspace in context, or its agent one. Parameters: id, account, name, email, state.
 */
export const makeAdmin = `
  insert into agents (id, account_id, name, email, role, state, joined_at)
  values ($1, $2, $3, $4, 'admin', $5, case when $5 = 'active' then now() end)
  on conflict on constraint agents_account_key do update
    set role = 'admin', state = excluded.state, joined_at = coalesce(agents.joined_at, excluded.joined_at)
  returning id`;
