/** The signpost and the name. */
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
