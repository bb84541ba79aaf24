import { Link } from '@tanstack/react-router';
import { CircleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { ApiError } from '../api/api-error.js';
import { type RequestInput, call } from '../api/call.js';
import { EntryCard } from './entry-card.js';
import { fragmentToken } from './fragment-token.js';

interface OneTimeLinkProps {
  kind: RequestInput<'checkLink'>['body']['kind'];
  title: string;
  /** What it means that the link is of no use. */
  refused: string;
  wayOn: { to: '/sign-in' | '/forgot-password'; label: string };
  children: (token: string) => ReactNode;
}

/** Shows the form of a one-time link once it is known to be of use: nobody fills in what would be refused. */
export function OneTimeLink({ kind, title, refused, wayOn, children }: OneTimeLinkProps) {
  const [token] = useState(fragmentToken);
  const [state, setState] = useState<'asking' | 'good' | 'useless'>('asking');
  useEffect(() => {
    call('checkLink', { body: { kind, token } }).then(
      () => setState('good'),
      // Whoever cannot be asked now may be by the time the form is sent.
      (error: unknown) =>
        setState(
          error instanceof ApiError && (error.type === 'forbidden' || error.type === 'invalid-request')
            ? 'useless'
            : 'good',
        ),
    );
  }, [kind, token]);
  if (state === 'good') return children(token);
  return (
    <EntryCard title={title}>
      {state === 'useless' && (
        <>
          <p className="form-problem" role="alert" style={{ marginBlockStart: 12 }}>
            <CircleAlert className="icon" aria-hidden />
            {refused}
          </p>
          <p style={{ marginBlockStart: 16 }}>
            <Link to={wayOn.to} search={{}}>
              {wayOn.label}
            </Link>
          </p>
        </>
      )}
    </EntryCard>
  );
}
