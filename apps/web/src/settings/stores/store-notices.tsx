import { ChevronDown } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import type { NoticeSettings } from '#libs/contracts';
import { explain } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { keys, queryClient } from '../../api/query-client.js';
import { t } from '../../i18n/texts.js';
import { useMay } from '../../session/me.js';
import { CheckField } from '../form/check-field.js';
import { confirmWords } from '../form/confirm-words.js';
import { SettingsForm } from '../form/settings-form.js';
import { useForm } from '../form/use-form.js';
import { NoticeTemplatesField } from './notice-templates.js';
import { NoticeWordsField } from './notice-words.js';

/** The news that a store's buyers get: each kind can be switched off and worded. */
export function StoreNotices({ storeId }: { storeId: string }) {
  const { data, error } = useQuery({
    queryKey: keys.noticeSettings(storeId),
    queryFn: async () => (await call('listNoticeSettings', { params: { storeId } })).items,
    staleTime: 5_000,
  });
  return (
    <section className="store-notices" aria-label={t('notices.title')}>
      <h2>{t('notices.title')}</h2>
      <p className="second">{t('notices.lead')}</p>
      {error && !data && (
        <p className="form-problem" role="alert">
          {explain(error)}
        </p>
      )}
      {data?.map((settings) => (
        <details key={settings.kind} className="store-notice">
          <summary>
            <span className="medium grow">{t(`notices.${settings.kind}`)}</span>
            <span className="third">{standingOf(settings)}</span>
            <ChevronDown className="icon small third" aria-hidden />
          </summary>
          <NoticeForm storeId={storeId} settings={settings} />
        </details>
      ))}
    </section>
  );
}

function standingOf({ active, words }: NoticeSettings): string {
  if (!active) return t('notices.off');
  return t(words.length > 0 ? 'notices.own' : 'notices.ours');
}

function NoticeForm({ storeId, settings }: { storeId: string; settings: NoticeSettings }) {
  const { kind, active, words, templates, forms } = settings;
  const form = useForm(
    { active, words, templates },
    {
      save: async (value) => {
        const confirmed = await confirmWords(value.words, ({ subject, text }) => [subject, text]);
        const body = { ...value, words: confirmed };
        const saved = await call('putNoticeSettings', { params: { storeId, kind }, body });
        queryClient.setQueryData<NoticeSettings[]>(keys.noticeSettings(storeId), (all) =>
          all?.map((each) => (each.kind === kind ? saved : each)),
        );
        return { active: saved.active, words: saved.words, templates: saved.templates };
      },
    },
  );
  return (
    <SettingsForm form={form} label={t(`notices.${kind}`)} canEdit={useMay('admin')}>
      <CheckField {...form.field('active')} label={t('notices.active')} />
      <NoticeWordsField {...form.field('words')} kind={kind} forms={forms} />
      <NoticeTemplatesField {...form.field('templates')} forms={forms} />
    </SettingsForm>
  );
}
