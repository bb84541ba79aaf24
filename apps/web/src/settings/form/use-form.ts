import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { type FieldErrors, errorsOfControls, sortRefusal } from './form-errors.js';

/** What a field needs to show and change one value of a form. */
export interface Bound<V> {
  path: string;
  value: V;
  onChange: (value: V) => void;
}

/** The state of a form: its values, errors, and how to submit it. */
export interface Form<T> {
  value: T;
  errors: FieldErrors;
  problem?: string;
  isDirty: boolean;
  isBusy: boolean;
  isSaved: boolean;
  /** Whether there are unsaved changes. A ref, since a blocker would read state that is one render behind. */
  holdsChanges: RefObject<boolean>;
  element: RefObject<HTMLFormElement | null>;
  set: (change: Partial<T>) => void;
  field: <K extends keyof T & string>(name: K) => Bound<T[K]>;
  submit: (event: FormEvent) => void;
  reset: () => void;
}

interface FormOptions<T> {
  /** Sends the values; `changed` has those that differ. What it returns becomes the new values. */
  save: (value: T, changed: Partial<T>) => Promise<T | void>;
  /** Validates what the browser cannot. */
  check?: (value: T) => FieldErrors;
  /** Maps a refusal to the field that it concerns. */
  explainHere?: (error: unknown) => FieldErrors | undefined;
}

/** The state of a settings form. It sends once at a time and focuses the first field with an error. */
export function useForm<T extends object>(initial: T, { save, check, explainHere }: FormOptions<T>): Form<T> {
  const [base, setBase] = useState(initial);
  const [value, setValue] = useState(initial);
  const [state, setState] = useState<{ errors: FieldErrors; problem?: string; isBusy: boolean; isSaved: boolean }>({
    errors: {},
    isBusy: false,
    isSaved: false,
  });
  const element = useRef<HTMLFormElement>(null);
  const changed = differences(base, value);
  const isDirty = Object.keys(changed).length > 0;
  const holdsChanges = useRef(false);
  holdsChanges.current = isDirty && !state.isBusy;
  useEffect(() => {
    if (Object.keys(state.errors).length)
      element.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid]')?.focus();
  }, [state.errors]);
  const set = (change: Partial<T>) => {
    setValue((before) => ({ ...before, ...change }));
    setState((before) => ({ ...before, isSaved: false }));
  };
  const fail = (errors: FieldErrors, problem?: string) => setState({ errors, problem, isBusy: false, isSaved: false });
  const send = async () => {
    const found = { ...errorsOfControls(element.current!), ...check?.(value) };
    if (Object.keys(found).length) return fail(found);
    setState({ errors: {}, isBusy: true, isSaved: false });
    try {
      const after = (await save(value, changed)) ?? value;
      setBase(after);
      setValue(after);
      setState({ errors: {}, isBusy: false, isSaved: true });
    } catch (error) {
      const known = explainHere?.(error);
      const { errors, problem } = known ? { errors: known } : sortRefusal(error, element.current!);
      fail(errors, problem);
    }
  };
  return {
    ...state,
    value,
    isDirty,
    holdsChanges,
    element,
    set,
    field: (name) => ({
      path: name,
      value: value[name],
      onChange: (next) => set({ [name]: next } as unknown as Partial<T>),
    }),
    submit: (event) => {
      event.preventDefault();
      if (!state.isBusy) void send();
    },
    reset: () => {
      setValue(base);
      fail({});
    },
  };
}

function differences<T extends object>(base: T, value: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([name, part]) => JSON.stringify(part) !== JSON.stringify(base[name as keyof T])),
  ) as Partial<T>;
}
