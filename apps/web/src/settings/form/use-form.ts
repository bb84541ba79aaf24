import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { type FieldErrors, errorsOfControls, sortRefusal } from './form-errors.js';

/** What a field needs to show and change one part of a form. */
export interface Bound<V> {
  path: string;
  value: V;
  onChange: (value: V) => void;
}

/** A form's state: what stands in it, what is wrong, and how it is sent. */
export interface Form<T> {
  value: T;
  errors: FieldErrors;
  problem?: string;
  isDirty: boolean;
  isBusy: boolean;
  isSaved: boolean;
  /** Read when something wants to leave: state would be one step behind. */
  holdsChanges: RefObject<boolean>;
  element: RefObject<HTMLFormElement | null>;
  set: (change: Partial<T>) => void;
  field: <K extends keyof T & string>(name: K) => Bound<T[K]>;
  submit: (event: FormEvent) => void;
  reset: () => void;
}

interface FormOptions<T> {
  /** Sends it; `changed` holds the parts that differ. What it returns stands in the form afterwards. */
  save: (value: T, changed: Partial<T>) => Promise<T | void>;
  /** What the browser cannot see for itself. */
  check?: (value: T) => FieldErrors;
  /** What a refusal means here, where it is about one field. */
  explainHere?: (error: unknown) => FieldErrors | undefined;
}

/** Keeps a form: sends once at a time and leads to the first thing that is wrong. */
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
