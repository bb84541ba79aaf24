import type { Role } from '#libs/contracts';
import { t } from '../../i18n/texts.js';
import { CheckField, Checklist } from '../form/check-field.js';
import { SelectField } from '../form/select-field.js';
import type { Form } from '../form/use-form.js';
import { teamList, useChoices } from '../model/lists.js';

/** What an agent may do and see. */
export interface AgentRights {
  role: Role;
  onlyAssigned: boolean;
  teamIds: string[];
}

/** The fields for role, teams and visible tickets. */
export function AgentFields<T extends AgentRights>({ form }: { form: Form<T> }) {
  const rights = form as unknown as Form<AgentRights>;
  return (
    <>
      <SelectField
        {...rights.field('role')}
        label={t('agents.role')}
        hint={t(`role.${rights.value.role}-hint`)}
        choices={(['agent', 'manager', 'admin'] as const).map((role) => ({ value: role, label: t(`role.${role}`) }))}
      />
      <Checklist
        {...rights.field('teamIds')}
        label={t('teams.title')}
        choices={useChoices(teamList)}
        empty={t('teams.empty')}
      />
      <CheckField
        {...rights.field('onlyAssigned')}
        label={t('agents.only-assigned')}
        hint={t('agents.only-assigned-hint')}
      />
    </>
  );
}
