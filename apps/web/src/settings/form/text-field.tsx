import type { InputHTMLAttributes, ReactNode, TextareaHTMLAttributes } from 'react';
import { Field } from './field.js';
import type { Bound } from './use-form.js';

type Plain<E> = Omit<E, 'value' | 'onChange' | 'children'>;
interface Labelled {
  label: string;
  hint?: ReactNode;
  aside?: ReactNode;
}

/** One line of text. */
export function TextField({
  path,
  value,
  onChange,
  label,
  hint,
  aside,
  ...input
}: Bound<string> & Labelled & Plain<InputHTMLAttributes<HTMLInputElement>>) {
  return (
    <Field path={path} label={label} hint={hint} aside={aside}>
      {(control) => (
        <input
          className="input"
          dir="auto"
          {...input}
          {...control}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}

/** Several lines of text; the field grows with them. */
export function TextAreaField({
  path,
  value,
  onChange,
  label,
  hint,
  aside,
  ...input
}: Bound<string> & Labelled & Plain<TextareaHTMLAttributes<HTMLTextAreaElement>>) {
  return (
    <Field path={path} label={label} hint={hint} aside={aside}>
      {(control) => (
        <textarea
          className="input area"
          dir="auto"
          {...input}
          {...control}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
