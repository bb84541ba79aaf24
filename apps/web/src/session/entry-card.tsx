import type { ReactNode } from 'react';
import { Brand } from '../frame/brand.js';

/** The card of a page before the app. */
export function EntryCard({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <Brand />
        <h1>{title}</h1>
        {lead && <p className="second">{lead}</p>}
        {children}
      </div>
    </main>
  );
}
