import { useQuery } from '@tanstack/react-query';
import type { Team } from '#libs/contracts';
import { call } from '../../api/call.js';
import { t } from '../../i18n/texts.js';
import { useMay } from '../../session/me.js';
import { DeleteButton } from '../form/ask.js';
import { Checklist } from '../form/check-field.js';
import { SettingsForm } from '../form/settings-form.js';
import { TextField } from '../form/text-field.js';
import { useForm } from '../form/use-form.js';
import { Resource, type SectionProps } from '../layout/resource.js';
import { Screen, useGo } from '../layout/screen.js';
import { agentList, refresh, takenAt, teamList } from '../model/lists.js';

/** The teams of the workspace. */
export function Teams({ itemId }: SectionProps) {
  return (
    <Resource
      name="teams"
      role="admin"
      itemId={itemId}
      list={teamList}
      title={t('teams.title')}
      lead={t('teams.lead')}
      add={t('teams.add')}
      empty={t('teams.empty')}
      row={({ name, agentIds }) => ({ title: name, meta: t('teams.members', { count: agentIds.length }) })}
      form={(team) => <TeamForm team={team} />}
    />
  );
}

/** A team: its name and its agents. */
function TeamForm({ team }: { team: Team | undefined }) {
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
