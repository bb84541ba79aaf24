import { Link } from '@tanstack/react-router';
import { t } from '../../i18n/texts.js';
import { useMay } from '../../session/me.js';
import type { SectionProps } from '../layout/resource.js';
import { Screen } from '../layout/screen.js';
import { AuditLog } from './audit-log.js';
import { DeadLetters } from './dead-letters.js';
import { useTroubleCounts } from './model.js';
import { BrokenChannels, FailedDeliveries, WaitingNotices } from './other-trouble.js';

/** What went wrong and waits for an admin, and the audit log. */
export function Trouble({ itemId }: SectionProps) {
  const may = useMay('admin');
  const isAudit = itemId === 'audit';
  return (
    <Screen title={t('trouble.title')}>
      {!may && <p className="read-only">{t('trouble.admins-see')}</p>}
      {may && (
        <>
          <nav className="tab-strip trouble-tabs" aria-label={t('trouble.title')}>
            <Link
              to="/settings/$section"
              params={{ section: 'trouble' }}
              activeOptions={{ exact: true }}
              aria-current={isAudit ? undefined : 'page'}
            >
              {t('trouble.wrong')}
            </Link>
            <Link
              to="/settings/$section/$itemId"
              params={{ section: 'trouble', itemId: 'audit' }}
              aria-current={isAudit ? 'page' : undefined}
            >
              {t('audit.title')}
            </Link>
          </nav>
          {isAudit ? <AuditLog /> : <AllTrouble />}
        </>
      )}
    </Screen>
  );
}

function AllTrouble() {
  const counts = useTroubleCounts();
  return (
    <>
      <BrokenChannels count={counts.channels} />
      <DeadLetters count={counts['dead-letters']} />
      <FailedDeliveries count={counts['failed-deliveries']} />
      <WaitingNotices count={counts.notices} />
    </>
  );
}
