import { parseArgs } from 'node:util';
import {
  AccountTokens,
  CreateWorkspace,
  type ListedWorkspace,
  OfferSetUp,
  admitAdmin,
  linkFor,
  listWorkspaces,
} from '#libs/identity';
import { inWorkspace } from '#libs/platform';
import { StartRefused } from './progress.js';
import type { CommandTools } from './with-database.js';

/** The way in for the operator of the installation: to set it up, or back in when no admin can invite them. */
export async function createAdmin({ config, database }: CommandTools, args: string[]): Promise<string> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { workspace: { type: 'string' } },
  });
  const tokens = new AccountTokens();
  const setUp = await new OfferSetUp(database, tokens, new CreateWorkspace(database), config).link();
  if (setUp) return `Set up Waypost here, once and within three days:\n  ${setUp}`;
  const email = positionals[0]?.toLowerCase();
  if (!email || !/^[^\s@]+@[^\s@]+$/.test(email))
    throw new StartRefused('There is a workspace already. Say whom to make an admin of it: create-admin <email>');
  const workspaces = await listWorkspaces(database);
  const workspace = choose(workspaces, values.workspace);
  const path = await inWorkspace(workspace.id, () =>
    database.transaction(async (tx) => linkFor(tx, tokens, workspace.id, await admitAdmin(tx, email))),
  );
  const link = config.publicUrl + path;
  return `${email} is an admin of ${workspace.name} with this link, which can be used once:\n  ${link}`;
}

function choose(workspaces: ListedWorkspace[], wanted?: string): ListedWorkspace {
  const matching = workspaces.filter(({ id, name, slug }) => !wanted || [name, id, slug].includes(wanted));
  if (matching[0] && matching.length === 1) return matching[0];
  throw new StartRefused(
    `Choose one with --workspace:\n${workspaces.map(({ id, name, slug }) => `  ${name}  (${slug ?? id})`).join('\n')}`,
  );
}
