import { PasswordInput, type PasswordInputProps, TextInput, type TextInputProps } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { ApiError } from '../api/api-error.js';
import { Brand } from '../frame/signpost.js';
import { t } from '../i18n/texts.js';
import {
  type FieldErrors,
  FormErrors,
  errorsOfControls,
  sortRefusal,
  useFieldError,
} from '../settings/form/form-errors.js';

interface FormCardProps {
  title: string;
  lead?: string;
  action: string;
  /** Words a problem for this page, where the general text would mislead. */
  explainHere?: (error: ApiError) => string | undefined;
  onSubmit: (fields: Record<string, string>) => Promise<void>;
  children: ReactNode;
  /** Above the form. */
  before?: ReactNode;
  after?: ReactNode;
}

interface Refused {
  errors: FieldErrors;
  problem?: string;
}

const noErrors: Refused = { errors: {} };

/** A form on a card. It sends once at a time and shows what went wrong, at its field where it concerns one. */
export function FormCard({ title, lead, action, explainHere, onSubmit, children, before, after }: FormCardProps) {
  const [{ errors, problem }, setRefused] = useState(noErrors);
  const [isBusy, setBusy] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(errors).length) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors]);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const found = errorsOfControls(form);
    if (Object.keys(found).length) return setRefused({ errors: found });
    const fields = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    setBusy(true);
    setRefused(noErrors);
    try {
      await onSubmit(fields);
    } catch (error) {
      const here = error instanceof ApiError && explainHere?.(error);
      setRefused(here ? { errors: {}, problem: here } : sortRefusal(error, form));
    } finally {
      setBusy(false);
    }
  };
  return (
    <EntryCard title={title} lead={lead}>
      {before}
      <form ref={element} onSubmit={(event) => void submit(event)} noValidate>
        <FormErrors value={errors}>{children}</FormErrors>
        {problem && (
          <p className="form-problem" role="alert">
            <CircleAlert className="icon" aria-hidden />
            {problem}
          </p>
        )}
        <button className="button primary large" type="submit" disabled={isBusy}>
          {action}
        </button>
      </form>
      {after}
    </EntryCard>
  );
}

/** The card of a page before sign-in. */
export function EntryCard({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <Brand />
        <h1>{title}</h1>
        {lead && <p className="second">{lead}</p>}
        {children}
      </div>
    </main>
  );
}

/** A required line of text, with its error below. */
export function EntryField({ name, ...input }: TextInputProps & { name: string }) {
  return (
    <TextInput {...input} name={name} data-path={name} error={useFieldError(name)} required withAsterisk={false} />
  );
}

/** A required password, with its error below. */
export function EntryPassword({ name, ...input }: PasswordInputProps & { name: string }) {
  return (
    <PasswordInput
      {...input}
      name={name}
      data-path={name}
      error={useFieldError(name)}
      required
      withAsterisk={false}
      visibilityToggleButtonProps={{ 'aria-label': t('field.show-password') }}
    />
  );
}

/** The field for a new password. */
export function NewPassword({ autoFocus = false }: { autoFocus?: boolean }) {
  return (
    <EntryPassword
      name="password"
      label={t('field.new-password')}
      description={t('field.new-password-hint')}
      minLength={10}
      maxLength={200}
      autoComplete="new-password"
      autoFocus={autoFocus}
    />
  );
}
