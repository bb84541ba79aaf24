import type { ReactNode } from 'react';
import { Field } from './field.js';
import type { Bound } from './use-form.js';

/** An option of a field. */
export interface Choice<V extends string = string> {
  value: V;
  label: string;
}

interface SelectFieldProps<V extends string> extends Bound<V> {
  label: string;
  hint?: ReactNode;
  choices: Choice<V>[];
}

/** One of many choices, in a native select. */
export function SelectField<V extends string>({ path, value, onChange, label, hint, choices }: SelectFieldProps<V>) {
  const all = choices.some((choice) => choice.value === value) ? choices : [{ value, label: value }, ...choices];
  return (
    <Field path={path} label={label} hint={hint}>
      {(control) => (
        <select className="input" {...control} value={value} onChange={({ target }) => onChange(target.value as V)}>
          {all.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface OptionalSelectProps extends Bound<string | null> {
  label: string;
  hint?: ReactNode;
  /** The label of null. */
  none: string;
  choices: Choice[];
}

/** One of many choices, or none. */
export function OptionalSelect({ value, onChange, none, choices, ...field }: OptionalSelectProps) {
  return (
    <SelectField
      {...field}
      value={value ?? ''}
      onChange={(next) => onChange(next || null)}
      choices={[{ value: '', label: none }, ...choices]}
    />
  );
}
