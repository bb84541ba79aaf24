const widths = [82, 118, 96, 132, 108, 88, 124, 92, 136, 102];

/** Rows in their exact shape before the first answer. */
export function ListSkeleton({ rowHeight }: { rowHeight: number }) {
  return (
    <div className="rows" aria-busy>
      {widths.map((width, index) => (
        <div
          key={width}
          className="ticket-row"
          style={{ transform: `translateY(${index * rowHeight}px)`, opacity: 1 - index * 0.09, cursor: 'default' }}
        >
          <span className="who">
            <i className="skeleton" style={{ inlineSize: 14, blockSize: 14 }} />
            <i className="skeleton" style={{ inlineSize: width, blockSize: 10 }} />
          </span>
          <span className="end">
            <i className="skeleton" style={{ inlineSize: 44, blockSize: 16 }} />
          </span>
          <span className="subject">
            <i className="skeleton" style={{ inlineSize: width + 60, blockSize: 10 }} />
          </span>
          <span className="snippet">
            <span className="grow">
              <i className="skeleton" style={{ inlineSize: width + 100, blockSize: 9 }} />
            </span>
            <i className="skeleton" style={{ inlineSize: 18, blockSize: 18, borderRadius: '50%' }} />
          </span>
        </div>
      ))}
    </div>
  );
}
