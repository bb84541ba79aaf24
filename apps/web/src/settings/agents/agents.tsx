import { Avatar } from '../../frame/avatar.js';
import { t } from '../../i18n/texts.js';
import { Resource, type SectionProps } from '../layout/resource.js';
import { agentList } from '../model/lists.js';
import { AgentForm } from './agent-form.js';
import { InviteForm } from './invite-form.js';

/** The agents of the workspace. */
export function Agents({ itemId }: SectionProps) {
  return (
    <Resource
      name="agents"
      role="admin"
      itemId={itemId}
      list={agentList}
      title={t('agents.title')}
      lead={t('agents.lead')}
      add={t('agents.invite')}
      empty={t('agents.empty')}
      row={({ name, email, role, state }) => ({
        glyph: <Avatar name={name} />,
        title: name,
        meta: <bdi>{email}</bdi>,
        end: (
          <>
            <span className="meta">{t(`role.${role}`)}</span>
            {state !== 'active' && (
              <span className={state === 'invited' ? 'chip accent' : 'chip'}>{t(`agents.${state}`)}</span>
            )}
          </>
        ),
      })}
      form={(agent) => (agent ? <AgentForm agent={agent} /> : <InviteForm />)}
    />
  );
}
