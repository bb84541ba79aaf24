import type { Agent } from '#libs/contracts';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { explain } from '../../api/explain.js';
import { toast } from '../../frame/toast-store.js';
import { t } from '../../i18n/texts.js';
import { CopyField } from '../form/copy-field.js';

/** For somebody who has not come yet: the mail may be lost, or its link too old. */
export function InviteAgain({ agent: { name, email, role, onlyAssigned, teamIds } }: { agent: Agent }) {
  const [link, setLink] = useState<string | null>(null);
  const invite = async () => {
    try {
      const { invitationLink } = await call('inviteAgent', { body: { name, email, role, onlyAssigned, teamIds } });
      setLink(invitationLink);
      if (!invitationLink) toast(t('agents.invited-toast', { email }));
    } catch (error) {
      toast(explain(error), { tone: 'bad' });
    }
  };
  if (link) return <CopyField label={t('agents.link')} hint={t('agents.link-hint')} value={link} />;
  return (
    <p>
      <button type="button" className="button outlined large" onClick={() => void invite()}>
        {t('agents.invite-again')}
      </button>
    </p>
  );
}
