/** The drawing of an empty place. */
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
