import { Plus, X } from 'lucide-react';
import { type InputHTMLAttributes, type ReactNode, useRef } from 'react';
import { t } from '../../i18n/texts.js';
import { FieldError, FieldGroup } from './field.js';
import { useFieldError } from './form-errors.js';
import type { Bound } from './use-form.js';

interface ListFieldProps extends Bound<string[]> {
  label: string;
  hint?: ReactNode;
  add: string;
  max: number;
  input?: InputHTMLAttributes<HTMLInputElement>;
}

/** A list of lines, added and removed one by one. Enter adds the next. */
export function ListField({ path, value, onChange, label, hint, add, max, input }: ListFieldProps) {
  const box = useRef<HTMLDivElement>(null);
  const focus = (at: number) =>
    setTimeout(() =>
      (box.current?.querySelectorAll('input')[at] ?? box.current?.querySelector<HTMLElement>('.add'))?.focus(),
    );
  const append = () => {
    if (value.length >= max) return;
    onChange([...value, '']);
    focus(value.length);
  };
  const drop = (at: number) => {
    onChange(value.filter((_, index) => index !== at));
    focus(Math.min(at, value.length - 2));
  };
  return (
    <FieldGroup path={path} label={label} hint={hint}>
      <div className="list-field" ref={box}>
        {value.map((line, at) => (
          <ListLine
            key={at}
            path={`${path}.${at}`}
            label={t('form.nth', { label, n: String(at + 1) })}
            line={line}
            input={input}
            onDrop={() => drop(at)}
            onEnter={append}
            onChange={(next) => onChange(value.map((one, index) => (index === at ? next : one)))}
          />
        ))}
        <button type="button" className="button outlined add" onClick={append} disabled={value.length >= max}>
          <Plus className="icon small" aria-hidden />
          {add}
        </button>
      </div>
    </FieldGroup>
  );
}

interface ListLineProps {
  path: string;
  label: string;
  line: string;
  input?: InputHTMLAttributes<HTMLInputElement>;
  onChange: (line: string) => void;
  onDrop: () => void;
  onEnter: () => void;
}

function ListLine({ path, label, line, input, onChange, onDrop, onEnter }: ListLineProps) {
  const error = useFieldError(path);
  return (
    <div>
      <div className="row">
        <input
          className="input"
          dir="auto"
          required
          {...input}
          data-path={path}
          aria-label={label}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${path}-error` : undefined}
          value={line}
          onChange={({ target }) => onChange(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            onEnter();
          }}
        />
        <button
          type="button"
          className="button only-icon"
          aria-label={t('form.remove', { what: label })}
          onClick={onDrop}
        >
          <X className="icon small" aria-hidden />
        </button>
      </div>
      {error && <FieldError id={`${path}-error`}>{error}</FieldError>}
    </div>
  );
}
