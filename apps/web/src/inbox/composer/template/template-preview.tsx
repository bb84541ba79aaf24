import { CornerUpLeft, Copy, ExternalLink, FileText, Phone } from 'lucide-react';
import type { Template } from '#libs/contracts';
import { piecesOf } from '#templates';
import { t } from '../../../i18n/texts.js';
import { type FilledVariable, keyOf } from './find-values.js';
import { tagOf } from './use-facts.js';
import './template.css';

const glyphs = { url: ExternalLink, reply: CornerUpLeft, phone: Phone, code: Copy };

/** The template as its reader sees it; a value that is missing stands out. */
export function TemplatePreview({ template, filled }: { template: Template; filled: FilledVariable[] }) {
  const { header, body, footer, buttons, language } = template;
  const valueOf = (part: 'header' | 'body', name: string) =>
    filled.find(({ key }) => key === keyOf({ part, name }))?.value.trim() ?? '';
  const words = (part: 'header' | 'body', text: string) =>
    piecesOf(text).map((piece, index) => {
      if (piece.variable === undefined) return piece.text;
      const value = valueOf(part, piece.variable);
      // eslint-disable-next-line react/no-array-index-key -- the pieces of one text never move
      return value ? <bdi key={index}>{value}</bdi> : <mark key={index}>{`{{${piece.variable}}}`}</mark>;
    });
  return (
    <div className="template-preview" lang={tagOf(language)} dir="auto">
      <div className="template-bubble">
        {header?.format === 'text' && <strong dir="auto">{words('header', header.text ?? '')}</strong>}
        {header && header.format !== 'text' && (
          <span className="template-file">
            <FileText className="icon" aria-hidden />
            {t(`template.file.${header.format}`)}
          </span>
        )}
        <p dir="auto">{words('body', body)}</p>
        {footer && (
          <span className="meta" dir="auto">
            {footer}
          </span>
        )}
      </div>
      {buttons.map(({ kind, text }) => {
        const Glyph = glyphs[kind];
        return (
          <span key={text} className="template-button">
            <Glyph className="icon small flip" aria-hidden />
            <span className="cut">{text}</span>
          </span>
        );
      })}
    </div>
  );
}
