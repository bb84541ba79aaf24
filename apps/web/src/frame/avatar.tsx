import { User } from 'lucide-react';
import { useAgent } from '../api/people.js';
import { t } from '../i18n/texts.js';
import { classes } from '../lib/join-classes.js';
import { useMe } from '../session/me.js';
import { initials } from './initials.js';

interface AvatarProps {
  name: string | null;
  lang?: string;
  size?: 'small' | 'large';
  isOwn?: boolean;
}

/** A person as initials in a circle, or a glyph of one. The name stands beside it or in its label. */
export function Avatar({ name, lang, size, isOwn = false }: AvatarProps) {
  return (
    <span className={classes('avatar', size, isOwn && 'own')} lang={lang} aria-hidden>
      {initials(name) || <User className={size === 'large' ? 'icon' : 'icon small'} />}
    </span>
  );
}

/** Who has the ticket; a dashed ring: nobody. */
export function AssigneeAvatar({ agentId }: { agentId: string | null }) {
  const me = useMe();
  const agent = useAgent(agentId);
  if (!agentId)
    return (
      <span className="avatar small nobody" role="img" aria-label={t('assignee.nobody')} title={t('assignee.nobody')} />
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
