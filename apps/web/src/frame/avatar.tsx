import { User } from 'lucide-react';
import { useAgent } from '../api/people.js';
import { t } from '../i18n/texts.js';
import { classes } from '../lib/join-classes.js';
import { useMe } from '../session/me.js';

interface AvatarProps {
  name: string | null;
  lang?: string;
  size?: 'small' | 'large';
  isOwn?: boolean;
}

/** A person's initials in a circle, or a glyph without a name. Hidden from screen readers: the name is next to it. */
export function Avatar({ name, lang, size, isOwn = false }: AvatarProps) {
  return (
    <span className={classes('avatar', size, isOwn && 'own')} lang={lang} aria-hidden>
      {initials(name) || <User className={size === 'large' ? 'icon' : 'icon small'} />}
    </span>
  );
}

/** The assignee of a ticket; a dashed ring for an unassigned one. */
export function AssigneeAvatar({ agentId }: { agentId: string | null }) {
  const me = useMe();
  const agent = useAgent(agentId);
  if (!agentId)
    return (
      <span
        className="avatar small unassigned"
        role="img"
        aria-label={t('assignee.nobody')}
        title={t('assignee.nobody')}
      />
    );
  const name = agent?.name ?? '';
  return (
    <span
      className={classes('avatar small', agentId === me.agent.id && 'own')}
      role="img"
      aria-label={t('assignee.is', { name })}
      title={name}
    >
      {initials(name)}
    </span>
  );
}

/** The initials of a name; empty without a name. */
export function initials(name: string | null | undefined): string {
  const words = (name ?? '')
    .replaceAll(/[^\p{L}\p{N}\s]/gu, '')
    .trim()
    .split(/\s+/)
    .filter(Boolean);
  const first = words[0];
  if (!first) return '';
  if (!/^\p{Script=Latin}/u.test(first)) return [...first][0]!;
  return ([...first][0]! + (words.length > 1 ? [...words.at(-1)!][0]! : '')).toUpperCase();
}
