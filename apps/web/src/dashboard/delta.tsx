import { ArrowDown, ArrowUp } from 'lucide-react';
import { joined } from '../i18n/format.js';
import { t } from '../i18n/texts.js';
import { isSame, percent, points } from './figures.js';

interface DeltaProps {
  /** By how much it moved: a time by a share of what it was, a share by points; null: nothing to compare with. */
  value: number | null;
  isShare?: boolean;
  /** What it was, in words. */
  was: string;
  /** Which direction is good. */
  good: 'up' | 'down';
}

/** The previous period beside this one; colour and arrow both say which way, words say what it was. */
export function Delta({ value, isShare = false, was, good }: DeltaProps) {
  if (value === null) return <p className="meta delta">{t('report.nothing-before')}</p>;
  const isUp = value > 0;
  const isStill = isShare ? Math.abs(value) < 0.0005 : isSame(value);
  if (isStill) return <p className="meta delta">{joined([t('report.no-change'), t('report.was', { value: was })])}</p>;
  const tone = isUp === (good === 'up') ? 'better' : 'worse';
  const Arrow = isUp ? ArrowUp : ArrowDown;
  return (
    <p className="meta delta">
      <span className={`row ${tone}`} style={{ gap: 2 }}>
        <Arrow className="icon tiny" aria-hidden />
        <span className="medium">{isShare ? points(Math.abs(value)) : percent(Math.abs(value), 0)}</span>
      </span>
      {t('report.was', { value: was })}
    </p>
  );
}
