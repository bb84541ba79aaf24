import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { call } from '../api/call.js';
import { keys } from '../api/query-client.js';
import { t } from '../i18n/texts.js';
import { useMe } from '../session/me.js';

const everyMs = 5 * 60_000;

/** Tells admins of a proxy that is not declared: behind it all shoppers count as one. */
export function ProxyBar() {
  const isAdmin = useMe().agent.role === 'admin';
  const { data } = useQuery({
    queryKey: keys.installation,
    queryFn: ({ signal }) => call('getInstallationNotes', {}, { signal }),
    enabled: isAdmin,
    staleTime: everyMs,
    refetchInterval: everyMs,
  });
  const proxy = isAdmin && data?.undeclaredProxy;
  if (!proxy) return null;
  return (
    <div className="offline" role="status">
      <TriangleAlert className="icon" aria-hidden />
      <span className="grow">
        <b>{t('proxy.title')}</b>{' '}
        {t('proxy.text', { peer: `\u2068${proxy.peer}\u2069`, setting: `\u2068${proxy.setting}\u2069` })}
      </span>
    </div>
  );
}
