import type { Agent } from '#libs/contracts';
import { isProblem } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { t } from '../../i18n/texts.js';
import { useMe } from '../../session/me.js';
import { SettingsForm } from '../form/settings-form.js';
import { useForm } from '../form/use-form.js';
import { Screen } from '../layout/screen.js';
import { agentList, refresh, teamList } from '../model/lists.js';
import { useMay } from '../../session/may.js';
import { AgentFields } from './agent-fields.js';
import { InviteAgain } from './invite-again.js';
import { StateButton } from './state-button.js';

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
