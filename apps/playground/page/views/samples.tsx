import { shopper } from '../state.js';
import { t } from '../words.js';

/** Lines in the shopper's language, to be taken with one click. */
export function Samples({ take }: { take: (sample: { subject: string; text: string }) => void }) {
  const { samples = [], locale = 'en' } = shopper.value ?? {};
  return (
    <ul class="samples" aria-label={t('samples')}>
      {samples.map((sample) => (
        <li key={sample.subject}>
          <button type="button" lang={locale} dir="auto" onClick={() => take(sample)}>
            {sample.subject}
          </button>
        </li>
      ))}
    </ul>
  );
}
