import { useQuery } from '@tanstack/react-query';
import type { Retention } from '#libs/contracts';
import { explain } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { queryClient } from '../../api/query-client.js';
import { t } from '../../i18n/texts.js';
import { useMay } from '../../session/me.js';
import { SettingsForm } from '../form/settings-form.js';
import { TextField } from '../form/text-field.js';
import { useForm } from '../form/use-form.js';
import { Screen } from '../layout/screen.js';

const queryKey = ['retention'];
const longestDays = 3650;

/** How long the workspace keeps what has no other limit. */
export function RetentionSettings() {
  const may = useMay('admin');
  const { data, error } = useQuery({ queryKey, queryFn: () => call('getRetention', {}), enabled: may, staleTime: 5000 });
  return (
    <Screen title={t('data.title')} lead={t('data.lead')}>
      {!may && <p className="read-only">{t('data.admins-see')}</p>}
      {error && !data && (
        <p className="form-problem" role="alert">
          {explain(error)}
        </p>
      )}
      {data && <RetentionForm retention={data} />}
    </Screen>
  );
}

function RetentionForm({ retention }: { retention: Retention }) {
  const form = useForm(textsOf(retention), {
    save: async (_, changed) => {
      const body = Object.fromEntries(Object.entries(changed).map(([name, text]) => [name, text ? Number(text) : null]));
      const saved = await call('updateRetention', { body });
      queryClient.setQueryData(queryKey, saved);
      return textsOf(saved);
    },
  });
  const days = { type: 'number', inputMode: 'numeric', min: 1, max: longestDays, step: 1, dir: 'ltr' } as const;
  return (
    <SettingsForm form={form} label={t('data.title')} canEdit>
      <TextField {...form.field('rawMailDays')} {...days} label={t('data.raw-mail')} hint={t('data.raw-mail-hint')} />
      <TextField
        {...form.field('deadLetterDays')}
        {...days}
        label={t('data.dead-letter')}
        hint={t('data.dead-letter-hint')}
      />
    </SettingsForm>
  );
}

/** An empty field means no limit. */
const textsOf = ({ rawMailDays, deadLetterDays }: Retention) => ({
  rawMailDays: rawMailDays === null ? '' : String(rawMailDays),
  deadLetterDays: deadLetterDays === null ? '' : String(deadLetterDays),
});
