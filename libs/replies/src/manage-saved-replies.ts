import { Injectable } from '@nestjs/common';
import type { SavedReply } from '#libs/contracts';
import { Database, Problem, firstRow, newId, uniqueViolation } from '#libs/platform';
import { insertReply, replyColumns } from './saved-reply.queries.js';

interface ReplyInput {
  name: string;
  shortcut: string;
  teamId: string | null;
  variants: { locale: string; body: string }[];
}

/** The workspace's canned texts. */
@Injectable()
export class ManageSavedReplies {
  constructor(private readonly database: Database) {}

  create({ name, shortcut, teamId, variants }: ReplyInput): Promise<SavedReply> {
    return this.write(insertReply, [newId(), name, shortcut, teamId, JSON.stringify(variants)]);
  }

  update(replyId: string, { name, shortcut, teamId, variants }: Partial<ReplyInput>): Promise<SavedReply> {
    return this.write(
      `update saved_replies r set name = coalesce($2, name), shortcut = coalesce($3, shortcut), team_id = case when $4 then $5::uuid else team_id end, variants = coalesce($6, variants), updated_at = now()
       where id = $1 returning ${replyColumns}`,
      [
        replyId,
        name ?? null,
        shortcut ?? null,
        teamId !== undefined,
        teamId ?? null,
        variants ? JSON.stringify(variants) : null,
      ],
    );
  }

  async delete(replyId: string): Promise<void> {
    if (!(await firstRow(this.database, 'delete from saved_replies where id = $1 returning id', [replyId])))
      throw new Problem('not-found');
  }

  private async write(sql: string, parameters: unknown[]): Promise<SavedReply> {
    try {
      const saved = await firstRow<SavedReply>(this.database, sql, parameters);
      if (!saved) throw new Problem('not-found');
      return saved;
    } catch (error) {
      if (uniqueViolation(error) === 'saved_replies_shortcut_key')
        throw new Problem('conflict', 'There is a reply with this shortcut already');
      throw error;
    }
  }
}
