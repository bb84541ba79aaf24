import { Link } from '@tanstack/react-router';
import { t } from '../../i18n/texts.js';
import { CopyField } from '../form/copy-field.js';
import { Screen } from '../layout/screen.js';

/** What an admin hands over where no mail can leave. */
export function InvitationLink({ name, link }: { name: string; link: string }) {
  return (
    <Screen
      title={t('agents.link-title', { name })}
      parent={{ name: 'agents', title: t('agents.title') }}
      lead={t('agents.link-lead')}
    >
      <CopyField label={t('agents.link')} hint={t('agents.link-hint')} value={link} />
      <p>
        <Link className="button outlined large" to="/settings/$section" params={{ section: 'agents' }}>
          {t('action.done')}
        </Link>
      </p>
    </Screen>
  );
}
