import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** What a row says of its item. */
export interface RowContent {
  glyph?: ReactNode;
  title: string;
  lang?: string;
  /** The second line. */
  meta?: ReactNode;
  /** At the row's end. */
  end?: ReactNode;
}

/** One item of a list; the whole row is the link. */
export function ItemRow({
  section,
  itemId,
  glyph,
  title,
  lang,
  meta,
  end,
}: RowContent & { section: string; itemId: string }) {
  return (
    <li className="item">
      <Link to="/settings/$section/$itemId" params={{ section, itemId }} className="item-link">
        {glyph}
        <span className="grow">
          <span className="item-title cut" lang={lang}>
            <bdi>{title}</bdi>
          </span>
          {meta && <span className="item-meta cut">{meta}</span>}
        </span>
        {end}
      </Link>
    </li>
  );
}
