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
    <fieldset style={{ border: 0, padding: 0, minInlineSize: 0 }}>
      <legend className="bold" style={{ fontSize: 12, marginBlockEnd: 6, padding: 0 }}>{label}</legend>
      <div className="row" style={{ flexWrap: 'wrap', gap: 14 }}>
        {choices.map((choice) => (
          <label key={choice.value} className="row" style={{ gap: 6, minBlockSize: 28, cursor: 'pointer' }} lang={choice.lang}>
            <input type="radio" name={name} checked={choice.value === value} onChange={() => onChange(choice.value)} style={{ accentColor: 'var(--wp-accent)' }} />
            {choice.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
