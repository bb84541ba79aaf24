import { useId } from 'react';

interface ChoiceFieldProps<T extends string> {
  label: string;
  value: T;
  choices: { value: T; label: string; lang?: string }[];
  onChange: (value: T) => void;
}

/** One of a few, all in sight. */
export function ChoiceField<T extends string>({ label, value, choices, onChange }: ChoiceFieldProps<T>) {
  const name = useId();
  return (
    <fieldset className="field">
      <legend className="field-label">{label}</legend>
      <div className="choices">
        {choices.map((choice) => (
          <label key={choice.value} className="check" lang={choice.lang}>
            <input type="radio" name={name} checked={choice.value === value} onChange={() => onChange(choice.value)} />
            {choice.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
