import { useQuery } from '@tanstack/react-query';
import type { Team } from '#libs/contracts';
import { call } from '../../api/call.js';
import { t } from '../../i18n/texts.js';
import { Checklist } from '../form/check-field.js';
import { DeleteButton } from '../form/delete-button.js';
import { SettingsForm } from '../form/settings-form.js';
import { TextField } from '../form/text-field.js';
import { useForm } from '../form/use-form.js';
import { Screen } from '../layout/screen.js';
import { agentList, refresh, takenAt, teamList } from '../model/lists.js';
import { useMay } from '../../session/may.js';
import { useGo } from '../model/use-go.js';

/** A team: its name and its agents. */
export function TeamForm({ team }: { team: Team | undefined }) {
  const go = useGo('teams');
  const agents = (useQuery(agentList).data ?? []).filter(
    ({ id, state }) => state !== 'deactivated' || team?.agentIds.includes(id),
  );
  const form = useForm(
    { name: team?.name ?? '', agentIds: team?.agentIds ?? [] },
    {
      save: async (value, changed) => {
        if (team) await call('updateTeam', { params: { teamId: team.id }, body: changed });
        else await call('createTeam', { body: value });
        await refresh(teamList, agentList);
        if (!team) await go();
      },
      explainHere: takenAt('name'),
    },
  );
  const drop = async () => {
    await call('deleteTeam', { params: { teamId: team!.id } });
    await go();
    await refresh(teamList, agentList);
  };
  const title = team?.name ?? t('teams.add');
  return (
    <Screen title={title} parent={{ name: 'teams', title: t('teams.title') }}>
      <SettingsForm
        form={form}
        label={title}
        canEdit={useMay('admin')}
        action={team ? undefined : t('teams.add')}
        danger={team && <DeleteButton name={team.name} text={t('teams.delete-text')} onDelete={drop} />}
      >
        <TextField {...form.field('name')} label={t('form.name')} maxLength={80} required />
        <Checklist
          {...form.field('agentIds')}
          label={t('agents.title')}
          choices={agents.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </SettingsForm>
    </Screen>
  );
}
