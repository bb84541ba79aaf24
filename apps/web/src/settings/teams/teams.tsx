import { t } from '../../i18n/texts.js';
import { Resource, type SectionProps } from '../layout/resource.js';
import { teamList } from '../model/lists.js';
import { TeamForm } from './team-form.js';

/** Who works together. */
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
