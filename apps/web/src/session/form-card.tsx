import { CircleAlert } from 'lucide-react';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { ApiError } from '../api/api-error.js';
import { type FieldErrors, FormErrors, errorsOfControls, sortRefusal } from '../settings/form/form-errors.js';
import { EntryCard } from './entry-card.js';

interface FormCardProps {
  title: string;
  lead?: string;
  action: string;
  /** What the problem means on this page, where the general words would mislead. */
  explainHere?: (error: ApiError) => string | undefined;
  onSubmit: (fields: Record<string, string>) => Promise<void>;
  children: ReactNode;
  after?: ReactNode;
}

interface Refused {
  errors: FieldErrors;
  problem?: string;
}

const nothingWrong: Refused = { errors: {} };

/**
 * One form on a card: sends once at a time and says in the app's own words what went wrong, beside the field where it
 * is one's.
 */
export function FormCard({ title, lead, action, explainHere, onSubmit, children, after }: FormCardProps) {
  const [{ errors, problem }, setRefused] = useState(nothingWrong);
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
    setRefused(nothingWrong);
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
