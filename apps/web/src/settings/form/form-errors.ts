import { createContext, useContext } from 'react';
import { ApiError, explain } from '../../api/api-error.js';
import { t } from '../../i18n/texts.js';

/** Error messages by the path of their field. */
export type FieldErrors = Record<string, string>;

export const FormErrors = createContext<FieldErrors>({});

/** The error of one field, if any. */
export const useFieldError = (path: string): string | undefined => useContext(FormErrors)[path];

const fieldsOf = (form: HTMLElement) =>
  [...form.querySelectorAll<HTMLElement>('[data-path]')].map((element) => element.dataset['path']!);

/** The browser's own validation errors, worded by the app. */
export function errorsOfControls(form: HTMLFormElement): FieldErrors {
  const wrong = [...form.elements].filter(
    (element): element is HTMLInputElement =>
      element instanceof HTMLElement && 'validity' in element && !(element as HTMLInputElement).validity.valid,
  );
  return Object.fromEntries(
    wrong.reverse().map((control) => [control.dataset['path'] ?? control.name, explainControl(control)]),
  );
}

function explainControl({ validity, min, max, minLength, type }: HTMLInputElement): string {
  if (validity.valueMissing) return t('form.missing');
  if (validity.tooShort) return t('form.too-short', { least: String(minLength) });
  if (validity.rangeUnderflow || validity.rangeOverflow) return t('form.range', { least: min, most: max });
  if (validity.typeMismatch && type === 'email') return t('form.email');
  if (validity.typeMismatch && type === 'url') return t('form.url');
  return t('form.pattern');
}

interface Refusal {
  errors: FieldErrors;
  /** What concerns no visible field. */
  problem?: string;
}

/** Assigns the errors of a refusal to the fields of a form. An error below a field's path belongs to that field. */
export function sortRefusal(error: unknown, form: HTMLElement): Refusal {
  const listed = error instanceof ApiError ? (error.problem?.errors ?? []) : [];
  const fields = new Set(fieldsOf(form));
  const errors: FieldErrors = {};
  for (const { path, message } of listed) {
    const field = nearest(path.replace(/^body\./, ''), fields);
    if (field) errors[field] ??= wordsFor(error as ApiError, message);
  }
  const isShownAtField = listed.length > 0 && Object.keys(errors).length > 0;
  return {
    errors,
    problem: isShownAtField && (error as ApiError).type === 'invalid-request' ? undefined : explain(error),
  };
}

function wordsFor({ type }: ApiError, message: string): string {
  if (type === 'secrets-required') return t('form.secret-again');
  if (type === 'address-refused') return refusedAddress(message);
  return t('form.refused', { why: message });
}

/** The setting that would allow the address, where one would. */
function refusedAddress(message: string): string {
  const setting = /[A-Z]+(?:_[A-Z]+)+/.exec(message)?.[0];
  return setting ? t('problem.private-host', { setting }) : t('problem.address-refused');
}

function nearest(path: string, fields: Set<string>): string | undefined {
  for (let at = path; at; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) if (fields.has(at)) return at;
  return undefined;
}
