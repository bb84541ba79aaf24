import { joined } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { Resource, type SectionProps } from '../layout/resource.js';
import { storeList } from '../model/lists.js';
import { StoreForm } from './store-form.js';

/** The shops that customers buy from. */
export function Stores({ itemId }: SectionProps) {
  return (
    <Resource
      name="stores"
      role="admin"
      itemId={itemId}
      list={storeList}
      title={t('stores.title')}
      lead={t('stores.lead')}
      add={t('stores.add')}
      empty={t('stores.empty')}
      row={({ name, domain, platform, currency }) => ({
        title: name,
        meta: domain && <bdi>{domain}</bdi>,
        end: <span className="meta">{joined([t(`stores.platform-${platform}`), currency])}</span>,
      })}
      form={(store) => <StoreForm store={store} />}
    />
  );
}
