import type { Store } from '#libs/contracts';
import { t } from '../../i18n/texts.js';
import { CopyField } from '../form/copy-field.js';
import { SelectField } from '../form/select-field.js';
import { SettingsForm } from '../form/settings-form.js';
import { TextField } from '../form/text-field.js';
import { useForm } from '../form/use-form.js';
import { Screen } from '../layout/screen.js';
import { refresh, storeList, takenAt } from '../model/lists.js';
import { useMay } from '../../session/may.js';
import { currencyChoices, languageChoices, timeZoneChoices } from '../model/places.js';
import { useGo } from '../model/use-go.js';
import { type StoreValue, createStore, updateStore, valueOf } from './save-store.js';

/** A shop: where it is, how it counts, and where its orders come from. */
export function StoreForm({ store }: { store: Store | undefined }) {
  const go = useGo('stores');
  const form = useForm<StoreValue>(valueOf(store), {
    save: async (value, changed) => {
      const { id } = store ? await updateStore(store.id, changed) : await createStore(value);
      await refresh(storeList);
      if (!store) await go(id);
      return { ...value, webhookSecret: '' };
    },
    explainHere: takenAt('domain'),
  });
  const title = store?.name ?? t('stores.add');
  const isShopify = form.value.platform === 'shopify';
  return (
    <Screen title={title} parent={{ name: 'stores', title: t('stores.title') }}>
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
        {!store && (
          <SelectField
            {...form.field('platform')}
            label={t('stores.platform')}
            choices={(['api', 'shopify'] as const).map((platform) => ({
              value: platform,
              label: t(`stores.platform-${platform}`),
            }))}
          />
        )}
        {isShopify && (
          <TextField
            {...form.field('webhookSecret')}
            label={t('stores.webhook-secret')}
            hint={t('stores.webhook-secret-hint')}
            placeholder={store ? t('form.replace-secret') : undefined}
            type="password"
            autoComplete="new-password"
            maxLength={10_000}
            dir="ltr"
          />
        )}
        <SelectField {...form.field('locale')} label={t('settings.language')} choices={languageChoices()} />
        <SelectField {...form.field('timeZone')} label={t('form.time-zone')} choices={timeZoneChoices()} />
        <SelectField {...form.field('currency')} label={t('stores.currency')} choices={currencyChoices()} />
      </SettingsForm>
      {store?.webhookUrl && (
        <CopyField label={t('channels.webhook')} hint={t('stores.webhook-hint')} value={store.webhookUrl} />
      )}
    </Screen>
  );
}
