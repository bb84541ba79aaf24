import { CircleAlert } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ApiError } from '../api/api-error.js';
import { explain } from '../api/explain.js';
import { Brand } from '../frame/brand.js';

interface FormCardProps {
  title: string;
  lead?: string;
  action: string;
  /** What the problem means on this page, where the general words would mislead. */
  explainHere?: (error: ApiError) => string | undefined;
  onSubmit: (fields: Record<string, string>) => Promise<void>;
  children: ReactNode;
  after?: ReactNode;
}

/** One form on a card: sends once at a time and says beside itself what went wrong. */
export function FormCard({ title, lead, action, explainHere, onSubmit, children, after }: FormCardProps) {
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = Object.fromEntries([...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]));
    setBusy(true);
    setProblem(undefined);
    try {
      await onSubmit(fields);
    } catch (error) {
      setProblem((error instanceof ApiError && explainHere?.(error)) || explain(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <Brand />
        <h1>{title}</h1>
        {lead && <p className="second">{lead}</p>}
        <form onSubmit={submit}>
          {children}
          {problem && <p className="form-problem" role="alert"><CircleAlert className="icon" aria-hidden />{problem}</p>}
          <button className="button primary large" type="submit" disabled={isBusy}>{action}</button>
        </form>
        {after}
      </div>
    </main>
  );
}
