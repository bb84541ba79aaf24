import type { Agent } from '#libs/contracts';
import { isProblem } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { explain } from '../../api/explain.js';
import { toast } from '../../frame/toast-store.js';
import { t } from '../../i18n/texts.js';
import { ask } from '../form/ask.js';
import { agentList, refresh } from '../model/lists.js';

/** Takes an agent's access away, after a question, or gives it back. */
export function StateButton({ agent: { id, name, state } }: { agent: Agent }) {
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
