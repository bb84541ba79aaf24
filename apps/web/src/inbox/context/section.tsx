import type { ReactNode } from 'react';

/** One section of the pane. */
export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="section">
      <h2 className="section-head">
        <span>{title}</span>
        {aside !== undefined && <span className="aside">{aside}</span>}
      </h2>
      {children}
    </section>
  );
}
