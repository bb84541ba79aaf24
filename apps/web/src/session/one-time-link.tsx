import { Link } from '@tanstack/react-router';
import { CircleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { ApiError } from '../api/api-error.js';
import { type RequestInput, call } from '../api/call.js';
import { EntryCard } from './form-card.js';

interface OneTimeLinkProps {
  kind: RequestInput<'checkLink'>['body']['kind'];
  title: string;
  /** The text for a link that is invalid or expired. */
  refused: string;
  wayOn: { to: '/sign-in' | '/forgot-password'; label: string };
  children: (token: string) => ReactNode;
}

/** Shows the form of a one-time link once the link is known to be valid, before the form is filled in. */
export function OneTimeLink({ kind, title, refused, wayOn, children }: OneTimeLinkProps) {
  const [token] = useState(fragmentToken);
  const [state, setState] = useState<'checking' | 'valid' | 'invalid'>('checking');
  useEffect(() => {
    call('checkLink', { body: { kind, token } }).then(
      () => setState('valid'),
      // A server that is out of reach now may be back by the time the form is sent.
      (error: unknown) =>
        setState(
          error instanceof ApiError && (error.type === 'forbidden' || error.type === 'invalid-request')
            ? 'invalid'
            : 'valid',
        ),
    );
  }, [kind, token]);
  if (state === 'valid') return children(token);
  return (
    <EntryCard title={title}>
      {state === 'invalid' && (
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

let token: string | undefined;

/** The one-time token of the link. It is removed from the address bar, so that no copy of the address contains it. */
function fragmentToken(): string {
  const found = new URLSearchParams(location.hash.slice(1)).get('token');
  if (found) {
    token = found;
    history.replaceState(history.state, '', location.pathname);
  }
  return token ?? '';
}
