import { joined } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { Resource, type SectionProps } from '../layout/resource.js';
import { storeList } from '../model/lists.js';
import { usePlatforms } from './platforms.js';
import { StoreForm } from './store-form.js';

/** The shops that customers buy from. */
export function Stores({ itemId }: SectionProps) {
  const platforms = usePlatforms();
  const platformName = (type: string) => platforms?.find((one) => one.type === type)?.label ?? type;
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
        end: <span className="meta">{joined([platformName(platform), currency])}</span>,
      })}
      form={(store) => <StoreForm store={store} />}
    />
  );
}
