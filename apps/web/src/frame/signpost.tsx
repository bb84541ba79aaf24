/** The illustration of empty pages. */
export function Signpost() {
  return (
    <svg
      className="flip"
      width="220"
      height="120"
      viewBox="0 0 220 120"
      fill="none"
      stroke="var(--wp-line-2)"
      strokeWidth="2"
      strokeLinecap="round"
      aria-hidden
    >
      <path d="M6 104c30-14 52 6 82-4s60-18 126-2" strokeDasharray="1 7" />
      <path d="M110 98V24" stroke="var(--wp-line-ctl)" strokeWidth="3" />
      <path d="M92 30h44l10 9-10 9H92z" fill="var(--wp-accent-tint)" stroke="var(--wp-accent-line)" />
      <path d="M126 56H88l-8 7 8 7h38z" fill="var(--wp-sunken)" />
      <path d="M92 98h36" stroke="var(--wp-line-ctl)" />
    </svg>
  );
}

/** Logo and name. */
export function Brand() {
  return (
    <div className="brand">
      <svg className="flip" viewBox="0 0 24 24" fill="none" aria-hidden>
        <path d="M12 2v20" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
        <path d="M6 4.5h11.5L21 7.75 17.5 11H6z" fill="currentColor" />
        <path d="M17 13H8l-3 2.5L8 18h9z" fill="currentColor" opacity=".5" />
      </svg>
      <bdi>Waypost</bdi>
    </div>
  );
}
