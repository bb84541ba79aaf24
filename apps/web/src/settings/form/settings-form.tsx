import { useBlocker } from '@tanstack/react-router';
import { Check, CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../i18n/texts.js';
import { ask } from './ask.js';
import { FormErrors } from './form-errors.js';
import type { Form } from './use-form.js';

interface SettingsFormProps<T> {
  form: Form<T>;
  /** The label of the submit button, where it does not save. */
  action?: string;
  label: string;
  canEdit: boolean;
  /** Saving asks for something, so it is offered although nothing has changed. */
  isOpen?: boolean;
  /** Shown at the far end of the save bar. */
  danger?: ReactNode;
  children: ReactNode;
}

/**
 * A form with its save bar: read-only without the right to edit, and a confirmation before leaving with unsaved
 * changes.
 */
export function SettingsForm<T>({ form, action, label, canEdit, isOpen, danger, children }: SettingsFormProps<T>) {
  const { element, errors, problem, isBusy, isDirty, isSaved, holdsChanges } = form;
  useBlocker({
    shouldBlockFn: async () =>
      holdsChanges.current &&
      !(await ask({ title: t('form.leave-title'), text: t('form.leave-text'), action: t('form.discard') })),
    enableBeforeUnload: () => holdsChanges.current,
  });
  return (
    <FormErrors value={errors}>
      <form
        className="settings-form"
        aria-label={label}
        ref={element}
        onSubmit={form.submit}
        noValidate
        aria-busy={isBusy}
      >
        {!canEdit && <p className="read-only">{t('form.read-only')}</p>}
        <fieldset className="fields" disabled={!canEdit}>
          {children}
        </fieldset>
        {problem && (
          <p className="form-problem" role="alert">
            <CircleAlert className="icon" aria-hidden />
            {problem}
          </p>
        )}
        {canEdit && (
          <div className="save-bar">
            <button
              className="button primary large"
              type="submit"
              disabled={isBusy || (!action && !isDirty && !isOpen)}
            >
              {action ?? t('form.save')}
            </button>
            {isDirty && (
              <button className="button large" type="button" onClick={form.reset}>
                {t('form.discard')}
              </button>
            )}
            <span className="grow second saved" role="status">
              {isSaved && !isDirty && (
                <>
                  <Check className="icon small" aria-hidden />
                  {t('form.saved')}
                </>
              )}
            </span>
            {danger}
          </div>
        )}
      </form>
    </FormErrors>
  );
}
