import { parseArgs } from 'node:util';
import { Line, Locale, TimeZone } from '#libs/contracts';
import {
  AccountTokens,
  CreateWorkspace,
  type NewWorkspace,
  type WorkspaceSeed,
  inviteAdmin,
  linkFor,
} from '#libs/identity';
import { inWorkspace, newId, type Tx, uniqueViolation } from '#libs/platform';
import { SeedReplies } from '#libs/replies';
import { SeedSla } from '#libs/sla';
import { StartRefused } from './progress.js';
import type { CommandTools } from './with-database.js';

/** What a workspace begins with. An api finds the same by their decorator; the test of this command compares both. */
const seeds: WorkspaceSeed[] = [new SeedReplies(), new SeedSla()];
const slugForm = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;
const how =
  'create-workspace <name> <email of its admin> [--slug <short-name>] [--locale <language>] [--time-zone <zone>]';

/** A further workspace of the installation, with what the first one began with, and its admin. */
export async function createWorkspace({ config, database }: CommandTools, args: string[]): Promise<string> {
  const { email, ...workspace } = read(args);
  const tokens = new AccountTokens();
  const make = async (tx: Tx) => {
    await new CreateWorkspace(database).empty(tx, workspace);
    for (const each of seeds) await each.seed(tx, workspace);
    return linkFor(tx, tokens, workspace.id, await inviteAdmin(tx, email));
  };
  try {
    const path = await inWorkspace(workspace.id, () => database.transaction(make));
    return [
      `${workspace.name} (${workspace.slug}) is there. ${email} joins as its admin with this link, ` +
        'once and within three days;',
      'who has an account here already joins with its password:',
      `  ${config.publicUrl}${path}`,
    ].join('\n');
  } catch (error) {
    if (uniqueViolation(error) !== 'workspaces_slug_key') throw error;
    throw new StartRefused(`There is a workspace ${workspace.slug} already. Choose another --slug.`);
  }
}

function read(args: string[]): NewWorkspace & { slug: string; email: string } {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { slug: { type: 'string' }, locale: { type: 'string' }, 'time-zone': { type: 'string' } },
  });
  const name = Line(80).safeParse(positionals[0]);
  const email = positionals[1]?.toLowerCase() ?? '';
  const locale = Locale.safeParse(values.locale ?? 'en');
  const timeZone = TimeZone.safeParse(values['time-zone'] ?? 'UTC');
  if (!name.success || !/^[^\s@]+@[^\s@]+$/.test(email) || positionals.length > 2)
    throw new StartRefused(`Say what it is called and who its admin is:\n  ${how}`);
  if (!locale.success || !timeZone.success)
    throw new StartRefused(`A language is such as de or zh-CN, a time zone such as Europe/Berlin:\n  ${how}`);
  const slug = values.slug ?? slugOf(name.data);
  if (!slugForm.test(slug))
    throw new StartRefused(`Choose a --slug of at most 40 small letters, digits and hyphens:\n  ${how}`);
  return { id: newId(), name: name.data, slug, email, locale: locale.data, timeZone: timeZone.data };
}

/** The name in plain small letters; nothing of it may be left, as of a Chinese one. */
const slugOf = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
