import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Store } from '#libs/contracts';
import { type Answer, call } from '../../api/call.js';
import { keys } from '../../api/query-client.js';
import { joined } from '../../i18n/format.js';
import { locale, t } from '../../i18n/texts.js';
import { useMay } from '../../session/me.js';
import { settingsOf } from '../channels/kinds.js';
import { SettingFields } from '../channels/setting-fields.js';
import { checkSettings, valuesOf } from '../channels/setting-values.js';
import { CopyField } from '../form/copy-field.js';
import { SelectField } from '../form/select-field.js';
import { SettingsForm } from '../form/settings-form.js';
import { TextField } from '../form/text-field.js';
import { type Form, useForm } from '../form/use-form.js';
import { Resource, type SectionProps } from '../layout/resource.js';
import { Screen, useGo } from '../layout/screen.js';
import { refresh, storeList, takenAt } from '../model/lists.js';
import { currencyChoices, languageChoices, timeZoneChoices } from '../model/places.js';
import { type StoreValue, createStore, updateStore, valueOf } from './save-store.js';
import { StoreNotices } from './store-notices.js';
import { WatchFields } from './watch-fields.js';

/** The stores of the workspace. */
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

/** A store: domain, platform with its settings, language, time zone and currency. */
function StoreForm({ store }: { store: Store | undefined }) {
  const platforms = usePlatforms();
  const title = store?.name ?? t('stores.add');
  return (
    <Screen title={title} parent={{ name: 'stores', title: t('stores.title') }}>
      {platforms && <LoadedForm store={store} title={title} platforms={platforms} />}
    </Screen>
  );
}

interface LoadedFormProps {
  store: Store | undefined;
  title: string;
  platforms: Platform[];
}

function LoadedForm({ store, title, platforms }: LoadedFormProps) {
  const go = useGo('stores');
  const askedBy = (type: string) => platforms.filter((one) => one.type === type).flatMap(settingsOf);
  const form = useForm<StoreValue>(valueOf(store, platforms[0]!.type, askedBy(store?.platform ?? platforms[0]!.type)), {
    save: async (value, changed) => {
      const asked = askedBy(value.platform);
      const saved = store ? await updateStore(store, asked, changed) : await createStore(asked, value);
      await refresh(storeList);
      if (!store) await go(saved.id);
      return { ...value, settings: valuesOf(asked, saved) };
    },
    check: ({ platform, settings }) => checkSettings(askedBy(platform), settings),
    explainHere: takenAt('domain'),
  });
  const platform = platforms.find(({ type }) => type === form.value.platform);
  return (
    <>
      <SettingsForm form={form} label={title} canEdit={useMay('admin')} action={store ? undefined : t('stores.add')}>
        <TextField {...form.field('name')} label={t('form.name')} maxLength={80} required />
        <TextField
          {...form.field('domain')}
          label={t('stores.domain')}
          hint={t('stores.domain-hint')}
          maxLength={253}
          dir="ltr"
          inputMode="url"
        />
        {!store && <PlatformField form={form} platforms={platforms} />}
        {platform && <SettingFields form={form} settings={settingsOf(platform)} stored={store?.settings} />}
        <SelectField {...form.field('locale')} label={t('settings.language')} choices={languageChoices()} />
        <SelectField {...form.field('timeZone')} label={t('form.time-zone')} choices={timeZoneChoices()} />
        <SelectField {...form.field('currency')} label={t('stores.currency')} choices={currencyChoices()} />
        <WatchFields {...form.field('watch')} />
      </SettingsForm>
      {store?.webhookUrl && (
        <CopyField label={t('channels.webhook')} hint={platform?.webhooks?.hint} value={store.webhookUrl} />
      )}
      {store && <StoreNotices storeId={store.id} />}
    </>
  );
}

/** The platform of the store; choosing another replaces the settings. */
function PlatformField({ form, platforms }: { form: Form<StoreValue>; platforms: Platform[] }) {
  const choose = (type: string) => {
    const chosen = platforms.find((one) => one.type === type)!;
    form.set({ platform: type, settings: valuesOf(settingsOf(chosen)) });
  };
  return (
    <SelectField
      {...form.field('platform')}
      onChange={choose}
      label={t('stores.platform')}
      choices={platforms.map(({ type, label }) => ({ value: type, label }))}
    />
  );
}

type Platform = Answer<'listStorePlatforms'>['items'][number];

/** Never stale: the shop platforms change only with a new version of the server. */
const platformList = (language: string) =>
  queryOptions({
    queryKey: keys.storePlatforms(language),
    queryFn: async () => (await call('listStorePlatforms', { query: { locale: language } })).items,
    staleTime: Infinity,
  });

/** All shop platforms; undefined until loaded. */
const usePlatforms = (): Platform[] | undefined => useQuery(platformList(locale())).data;
