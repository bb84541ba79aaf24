import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { InvitedAgent } from '#libs/contracts';
import { isProblem } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { toast } from '../../frame/toasts.js';
import { t } from '../../i18n/texts.js';
import { CopyField } from '../form/copy-field.js';
import { SettingsForm } from '../form/settings-form.js';
import { TextField } from '../form/text-field.js';
import { useForm } from '../form/use-form.js';
import { Screen, useGo } from '../layout/screen.js';
import { agentList, refresh, teamList } from '../model/lists.js';
import { AgentFields, type AgentRights } from './agent-fields.js';

const blank: AgentRights & { name: string; email: string } = {
  name: '',
  email: '',
  role: 'agent',
  onlyAssigned: false,
  teamIds: [],
};

/** Invites an agent by mail, or by a link where the workspace cannot send mail. */
export function InviteForm() {
  const go = useGo('agents');
  const [byLink, setByLink] = useState<InvitedAgent | null>(null);
  const form = useForm(blank, {
    save: async (body) => {
      const invited = await call('inviteAgent', { body });
      await refresh(agentList, teamList);
      if (invited.invitationLink) return setByLink(invited);
      await go();
      toast(t('agents.invited-toast', { email: body.email }));
    },
    explainHere: (error) => (isProblem(error, 'conflict') ? { email: t('agents.here-already') } : undefined),
  });
  if (byLink?.invitationLink) return <InvitationLink name={byLink.name} link={byLink.invitationLink} />;
  return (
    <Screen
      title={t('agents.invite')}
      parent={{ name: 'agents', title: t('agents.title') }}
      lead={t('agents.invite-lead')}
    >
      <SettingsForm form={form} label={t('agents.invite')} canEdit action={t('agents.send-invitation')}>
        <TextField {...form.field('name')} label={t('form.name')} maxLength={80} required autoComplete="off" />
        <TextField
          {...form.field('email')}
          label={t('field.email')}
          type="email"
          maxLength={254}
          required
          autoComplete="off"
          dir="ltr"
        />
        <AgentFields form={form} />
      </SettingsForm>
    </Screen>
  );
}

/** The link for the admin to pass on where the workspace cannot send mail. */
function InvitationLink({ name, link }: { name: string; link: string }) {
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
