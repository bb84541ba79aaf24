const sections = [
  [230, 190, 150],
  [240, 190, 140],
  [240, 190, 150, 210],
];

/** The shape of the sidebar before its first answer. */
export function ContextSkeleton() {
  return sections.map((lines) => (
    <div key={lines.join()} className="section" aria-hidden>
      {lines.map((width) => (
        <i
          key={width}
          className="skeleton"
          style={{ inlineSize: `min(100%, ${width}px)`, blockSize: 9, marginBlock: 12 }}
        />
      ))}
    </div>
  ));
}
