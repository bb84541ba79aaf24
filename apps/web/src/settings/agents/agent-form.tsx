import { useState } from 'react';
import type { Agent } from '#libs/contracts';
import { explain, isProblem } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { toast } from '../../frame/toasts.js';
import { t } from '../../i18n/texts.js';
import { useMay, useMe } from '../../session/me.js';
import { ask } from '../form/ask.js';
import { CopyField } from '../form/copy-field.js';
import { SettingsForm } from '../form/settings-form.js';
import { useForm } from '../form/use-form.js';
import { Screen } from '../layout/screen.js';
import { agentList, refresh, teamList } from '../model/lists.js';
import { AgentFields } from './agent-fields.js';

/** An agent's role, teams and state. */
export function AgentForm({ agent }: { agent: Agent }) {
  const { id, name, email, role, onlyAssigned, teamIds, state } = agent;
  const isSelf = useMe().agent.id === id;
  const isAdmin = useMay('admin');
  const form = useForm(
    { role, onlyAssigned, teamIds },
    {
      save: async (_value, changed) => {
        await call('updateAgent', { params: { agentId: id }, body: changed });
        await refresh(agentList, teamList);
      },
      explainHere: (error) => (isProblem(error, 'conflict') ? { role: t('agents.last-admin') } : undefined),
    },
  );
  return (
    <Screen
      title={name}
      parent={{ name: 'agents', title: t('agents.title') }}
      aside={state !== 'active' && <span className="chip">{t(`agents.${state}`)}</span>}
    >
      <p className="second">
        <bdi>{email}</bdi>
      </p>
      {state === 'invited' && isAdmin && <InviteAgain agent={agent} />}
      <SettingsForm form={form} label={name} canEdit={isAdmin} danger={!isSelf && <StateButton agent={agent} />}>
        <AgentFields form={form} />
      </SettingsForm>
    </Screen>
  );
}

/** Invites an agent again: the mail may be lost or its link expired. */
function InviteAgain({ agent: { name, email, role, onlyAssigned, teamIds } }: { agent: Agent }) {
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

/** Deactivates an agent, after a confirmation, or reactivates them. */
function StateButton({ agent: { id, name, state } }: { agent: Agent }) {
  const isOut = state === 'deactivated';
  const set = async (deactivated: boolean) => {
    try {
      await call('updateAgent', { params: { agentId: id }, body: { deactivated } });
    } catch (error) {
      toast(isProblem(error, 'conflict') ? t('agents.last-admin') : explain(error), { tone: 'bad' });
    }
    await refresh(agentList);
  };
  const deactivate = async () => {
    if (
      await ask({
        title: t('agents.deactivate-title', { name }),
        text: t('agents.deactivate-text'),
        action: t('agents.deactivate'),
      })
    )
      await set(true);
  };
  return isOut ? (
    <button type="button" className="button outlined large" onClick={() => void set(false)}>
      {t('agents.reactivate')}
    </button>
  ) : (
    <button type="button" className="button large destructive" onClick={() => void deactivate()}>
      {t('agents.deactivate')}
    </button>
  );
}
