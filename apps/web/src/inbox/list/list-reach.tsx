import { dateOfYear } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import type { Reach } from '../model/list-query.js';

interface ListReachProps {
  reach: Reach;
  sort: 'activity' | 'due';
  onGoOn: () => void;
}

/** Says how far a list was looked through that goes on, or may go on. */
export function ListReach({ reach: { at, goesOn }, sort, onGoOn }: ListReachProps) {
  const date = dateOfYear(at);
  if (goesOn)
    return (
      <p className="nothing" role="status">
        {sort === 'due' ? t('list.looking-ahead') : t('list.looking-on', { date })}
      </p>
    );
  return (
    <p className="nothing" role="status">
      {sort === 'due' ? t('list.looked-ahead') : t('list.looked-back', { date })}{' '}
      <button type="button" className="link" onClick={onGoOn}>
        {t('list.look-on')}
      </button>
    </p>
  );
}
