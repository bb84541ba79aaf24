import { type Tx, newId } from '#libs/platform';
import { readData } from './demo-texts.js';
import type { DemoWorld } from './demo-world.js';
import { insertRows } from './support/insert-rows.js';

interface ReplyData {
  name: string;
  shortcut: string;
  team: number | null;
  variants: Record<string, string>;
}

/** Saved replies for agents, and the articles of automatic answers. */
export async function seedReplies(tx: Tx, { workspaceId, teamIds, articles }: DemoWorld): Promise<void> {
  const replies = readData<ReplyData[]>('saved-replies');
  await insertRows(
    tx,
    'saved_replies',
    replies.map(({ name, shortcut, team, variants }) => ({
      workspace_id: workspaceId,
      id: newId(),
      name,
      shortcut,
      team_id: team === null ? null : teamIds[team],
      variants: Object.entries(variants).map(([locale, body]) => ({ locale, body })),
      created_at: new Date(),
      updated_at: new Date(),
    })),
  );
  await insertRows(
    tx,
    'articles',
    articles.map(({ topic: _, ...article }) => ({
      workspace_id: workspaceId,
      id: newId(),
      ...article,
      published: true,
      store_id: null,
      created_at: new Date(),
      updated_at: new Date(),
    })),
  );
}
