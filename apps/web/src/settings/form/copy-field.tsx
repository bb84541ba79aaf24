import { Check, Copy } from 'lucide-react';
import { useId, useState } from 'react';
import { copyText } from '../../frame/copy-text.js';
import { toast } from '../../frame/toasts.js';
import { t } from '../../i18n/texts.js';

/** A value to use elsewhere, with a button that copies it. */
export function CopyField({ label, hint, value }: { label: string; hint?: string; value: string }) {
  const id = useId();
  const [isCopied, setCopied] = useState(false);
  const copy = () =>
    copyText(value).then(
      () => setCopied(true),
      () => toast(t('copy.refused'), { tone: 'bad' }),
    );
  return (
    <div className="field">
      <span className="field-label" id={id}>
        {label}
      </span>
      <div className="copy">
        <code dir="ltr" tabIndex={0} role="textbox" aria-readonly="true" aria-labelledby={id}>
          {value}
        </code>
        <button
          type="button"
          className="button outlined"
          onClick={() => void copy()}
          aria-label={t('copy.label', { what: label })}
        >
          {isCopied ? <Check className="icon small" aria-hidden /> : <Copy className="icon small" aria-hidden />}
          <span role="status">{t(isCopied ? 'copy.done' : 'copy.action')}</span>
        </button>
      </div>
      {hint && <p className="field-hint">{hint}</p>}
    </div>
  );
}
