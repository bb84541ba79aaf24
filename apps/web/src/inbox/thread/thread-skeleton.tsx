import { t } from '../../i18n/texts.js';

const bubbles = [
  [300, 66, false],
  [260, 46, true],
  [340, 88, false],
  [220, 46, true],
  [180, 44, false],
] as const;

/** The shape of a thread before its first answer. */
export function ThreadSkeleton() {
  return (
    <section className="pane thread" aria-label={t('thread.label')} aria-busy>
      <header className="pane-head">
        <i className="skeleton" style={{ inlineSize: 190, blockSize: 12 }} />
        <span className="grow" />
        <i className="skeleton" style={{ inlineSize: 70, blockSize: 22 }} />
        <i className="skeleton" style={{ inlineSize: 84, blockSize: 26 }} />
      </header>
      <div
        className="grow"
        style={{ padding: '20px 24px', display: 'flex', flexDirection: 'column', gap: 20, overflow: 'hidden' }}
      >
        {bubbles.map(([width, height, isOwn]) => (
          <div key={`${width}-${height}`} className={isOwn ? 'message own' : 'message'}>
            <i className="skeleton" style={{ inlineSize: 28, blockSize: 28, borderRadius: '50%', flex: 'none' }} />
            <span className="body">
              <i className="skeleton" style={{ inlineSize: 90, blockSize: 9, marginBlockEnd: 8 }} />
              <i className="skeleton" style={{ inlineSize: width, blockSize: height, borderRadius: 10 }} />
            </span>
          </div>
        ))}
      </div>
      <div className="composer" style={{ blockSize: 128 }} />
    </section>
  );
}
