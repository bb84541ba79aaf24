import { useChannelNames } from '../../api/channel-kinds.js';
import { duration, joined } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { Resource, type SectionProps } from '../layout/resource.js';
import { policyList } from '../model/lists.js';
import { PolicyForm } from './policy-form.js';

/** How soon customers are answered. */
export function SlaPolicies({ itemId }: SectionProps) {
  const channelName = useChannelNames();
  return (
    <Resource
      name="sla"
      role="admin"
      itemId={itemId}
      list={policyList}
      title={t('sla.title')}
      lead={t('sla.lead')}
      add={t('sla.add')}
      empty={t('sla.empty')}
      row={({ name, channelTypes, targets: { normal } }) => ({
        title: name,
        meta: channelTypes.length ? joined(channelTypes.map(channelName)) : t('sla.all-channels'),
        end: normal.firstResponseSeconds !== null && (
          <span className="meta numbers">
            {t('sla.normal-first', { time: duration(normal.firstResponseSeconds * 1000) })}
          </span>
        ),
      })}
      form={(policy) => <PolicyForm policy={policy} />}
    />
  );
}
