import type { Ticket } from '#libs/contracts';

type FileKind = NonNullable<Ticket['snippetFiles']>['kind'];

/** What lists need to know of a file. */
export interface ListedFile {
  contentType: string;
  name: string;
  role: string | null;
  seconds: number | null;
}

/**
 * The newest message's files as SQL, for a ticket `t` whose newest message has no text. A message that was deleted does
 * not count.
 */
export const filesWithoutText = `
  case when t.snippet = '' then (
    select jsonb_agg(jsonb_build_object('contentType', f.content_type, 'name', f.name, 'role', f.role, 'seconds', f.seconds) order by f.position)
    from (select m.id from messages m where m.workspace_id = t.workspace_id and m.ticket_id = t.id and m.deleted_at is null order by m.seq desc limit 1) m
      join attachments f on f.workspace_id = t.workspace_id and f.message_id = m.id) end`;

/** Describes the files of a message for lists, which say in words what it is. */
export function filesInWords(files: ListedFile[] | null): Ticket['snippetFiles'] {
  const [first] = files ?? [];
  if (!files || !first) return null;
  const kinds = new Set(files.map(kindOf));
  const kind = kinds.size === 1 ? kindOf(first) : 'file';
  if (files.length > 1) return { kind, count: files.length, name: null, seconds: null };
  return { kind, count: 1, name: first.name, seconds: first.seconds };
}

const byType: [RegExp, FileKind][] = [
  [/^image\/gif$/i, 'animation'],
  [/^image\//i, 'photo'],
  [/^video\//i, 'video'],
  [/^audio\//i, 'audio'],
];

const kindOf = ({ contentType, role }: ListedFile): FileKind =>
  (role as FileKind | null) ?? byType.find(([type]) => type.test(contentType))?.[1] ?? 'file';
