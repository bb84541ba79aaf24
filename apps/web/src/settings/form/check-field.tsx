import { type ReactNode, useId } from 'react';
import { FieldGroup } from './field.js';
import type { Choice } from './select-field.js';
import type { Bound } from './use-form.js';

/** Yes or no. */
export function CheckField({
  path,
  value,
  onChange,
  label,
  hint,
}: Bound<boolean> & { label: string; hint?: ReactNode }) {
  const id = useId();
  return (
    <div className="check-field">
      <label className="check">
        <input
          type="checkbox"
          data-path={path}
          checked={value}
          aria-describedby={hint ? id : undefined}
          onChange={({ target }) => onChange(target.checked)}
        />
        {label}
      </label>
      {hint && (
        <p className="field-hint" id={id}>
          {hint}
        </p>
      )}
    </div>
  );
}

interface ChecklistProps extends Bound<string[]> {
  label: string;
  hint?: ReactNode;
  choices: Choice[];
  /** Shown when there is nothing to choose. */
  empty?: string;
}

/** Checkboxes for a short list of choices. */
export function Checklist({ path, value, onChange, label, hint, choices, empty }: ChecklistProps) {
  const toggle = (one: string, isIn: boolean) =>
    onChange(isIn ? [...value, one] : value.filter((other) => other !== one));
  return (
    <FieldGroup path={path} label={label} hint={hint}>
      {choices.length === 0 && empty && <p className="third">{empty}</p>}
      <div className="checklist">
        {choices.map((choice) => (
          <label key={choice.value} className="check">
            <input
              type="checkbox"
              checked={value.includes(choice.value)}
              onChange={({ target }) => toggle(choice.value, target.checked)}
            />
            <span className="cut">
              <bdi>{choice.label}</bdi>
            </span>
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}
