import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { explain } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { allPages } from '../../api/people.js';
import { keys, queryClient } from '../../api/query-client.js';
import { listTime } from '../../i18n/format.js';
import { reasonText } from '../../i18n/reason-text.js';
import { t } from '../../i18n/texts.js';
import { toast } from '../../frame/toasts.js';

const lookMs = 1_500;
/** How long an answer is waited for before the state is taken as it is. */
const patienceMs = 30_000;

/** How many templates the channel has, when they were read, and a button that has them read again. */
export function ChannelTemplates({ channelId }: { channelId: string }) {
  const [asked, setAsked] = useState<{ at: number; before: string } | null>(null);
  const { data } = useQuery({
    queryKey: [...keys.templates(channelId), 'state'],
    queryFn: () => readState(channelId),
    refetchInterval: ({ state: { data: now } }) => (isReading(asked, now) ? lookMs : 30_000),
  });
  const isRunning = isReading(asked, data);
  const sync = async () => {
    setAsked({ at: Date.now(), before: stampOf(data) });
    try {
      await call('syncTemplates', { params: { channelId } });
      await queryClient.invalidateQueries({ queryKey: keys.templates(channelId) });
    } catch (error) {
      setAsked(null);
      toast(explain(error), { tone: 'bad' });
    }
  };
  if (!data) return null;
  return (
    <div className="row check-channel">
      <button type="button" className="button outlined" disabled={isRunning} onClick={() => void sync()}>
        {t('channels.templates-sync')}
      </button>
      <p role="status" className="grow">
        {isRunning ? t('channels.templates-reading') : <Standing {...data} />}
      </p>
    </div>
  );
}

interface State {
  count: number;
  syncedAt: string | null;
  error: string | null;
}

async function readState(channelId: string): Promise<State> {
  let last = { syncedAt: null as string | null, error: null as string | null };
  const all = await allPages(async (cursor) => {
    const page = await call('listTemplates', { params: { channelId }, query: { limit: 100, cursor } });
    last = page;
    return page;
  });
  return { count: all.length, syncedAt: last.syncedAt, error: last.error };
}

const stampOf = (state: State | undefined) => `${state?.syncedAt} ${state?.error}`;
const isReading = (asked: { at: number; before: string } | null, now: State | undefined) =>
  asked !== null && stampOf(now) === asked.before && Date.now() - asked.at < patienceMs;

function Standing({ count, syncedAt, error }: State) {
  if (error) return <span className="bad-text">{t('channels.templates-failed', { why: reasonText(error) })}</span>;
  if (!syncedAt) return <span className="meta">{t('channels.templates-never')}</span>;
  return <span className="meta">{t('channels.templates-read', { count, time: listTime(syncedAt, Date.now()) })}</span>;
}
