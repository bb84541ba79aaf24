import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useFieldError } from './form-errors.js';

/** The attributes that tie a control to its label, hint and error. */
interface ControlProps {
  id: string;
  'data-path': string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
}

interface FieldProps {
  path: string;
  label: string;
  hint?: ReactNode;
  /** Beside the label. */
  aside?: ReactNode;
  children: (control: ControlProps) => ReactNode;
}

/** A label and a control, with hint and error below. */
export function Field({ path, label, hint, aside, children }: FieldProps) {
  const id = useId();
  const error = useFieldError(path);
  const notes = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <div className="row">
        <label className="field-label grow" htmlFor={id}>
          {label}
        </label>
        {aside}
      </div>
      {children({
        id,
        'data-path': path,
        'aria-describedby': notes || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}

interface FieldGroupProps {
  path: string;
  label: string;
  hint?: ReactNode;
  children: ReactNode;
}

/** Several controls under one label. */
export function FieldGroup({ path, label, hint, children }: FieldGroupProps) {
  const id = useId();
  const error = useFieldError(path);
  const notes = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <fieldset
      className="field"
      data-path={path}
      data-invalid={error ? true : undefined}
      tabIndex={error ? -1 : undefined}
      aria-describedby={notes || undefined}
    >
      <legend className="field-label">{label}</legend>
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </fieldset>
  );
}

/** The error of a field. */
export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p className="field-error" id={id}>
      <CircleAlert className="icon tiny" aria-hidden />
      {children}
    </p>
  );
}
