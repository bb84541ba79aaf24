import { ListTree } from 'lucide-react';
import { isolated, languageName } from '../../../i18n/format.js';
import { t } from '../../../i18n/texts.js';
import { useMe } from '../../../session/me.js';
import { changeTemplate, chooseTemplate, useTemplateChoice } from '../../model/templates.js';
import { type FilledVariable, fillTemplate, missingIn, valuesOf } from './find-values.js';
import { TemplateConsent } from './template-consent.js';
import { TemplatePicker } from './template-picker.js';
import { TemplatePreview } from './template-preview.js';
import { TemplateValues } from './template-values.js';
import { tagOf } from './use-facts.js';

/** The template with which a ticket begins, chosen and filled in like that of a ticket. */
export function useFirstTemplate(channelId: string | undefined, customer: string) {
  const key = `first/${channelId}`;
  const choice = useTemplateChoice(key);
  const { agent } = useMe();
  const template = choice?.template ?? null;
  const facts = { agent: agent.name, ...(customer && { contact: customer }) };
  const filled = template ? fillTemplate(template, facts, choice!.typed, choice!.file?.id) : [];
  // A person who has not written must have agreed to be written to.
  const isReady = template !== null && missingIn(filled).length === 0 && choice!.isMeant;
  const body = template && { name: template.name, language: template.language, variables: valuesOf(filled) };
  return { key, choice, template, filled, isReady, body };
}

interface FirstTemplateProps {
  channelId: string;
  customer: string;
  chosen: ReturnType<typeof useFirstTemplate>;
}

/** Chooses the template that is written first, and fills it in. */
export function FirstTemplate({ channelId, customer, chosen }: FirstTemplateProps) {
  const { key, choice, template, filled } = chosen;
  const pick = (isPicking: boolean) => changeTemplate(key, { isPicking });
  const type = (name: FilledVariable['key'], value: string) =>
    changeTemplate(key, { typed: { ...choice!.typed, [name]: value } });
  return (
    <div className="template-panel first-template">
      <button type="button" className="button outlined template-choose" onClick={() => pick(!choice?.isPicking)}>
        <ListTree className="icon small" aria-hidden />
        {template ? (
          <span className="cut" title={t('template.change')}>
            <bdi dir="ltr">{template.name}</bdi>
            <span className="meta">
              {t('format.separator')}
              {languageName(tagOf(template.language))}
            </span>
          </span>
        ) : (
          t('template.choose')
        )}
      </button>
      {choice?.isPicking && (
        <TemplatePicker
          channelId={channelId}
          locale={null}
          customer={customer || null}
          onChoose={(found) => chooseTemplate(key, found)}
          onClose={() => pick(false)}
        />
      )}
      {template && (
        <>
          <TemplateValues ticketId={key} template={template} filled={filled} onType={type} />
          <TemplatePreview template={template} filled={filled} />
          <TemplateConsent
            note={t('template.consent-first', { name: isolated(customer || t('contact.visitor')) })}
            isMeant={choice!.isMeant}
            onMean={(isMeant) => changeTemplate(key, { isMeant })}
          />
        </>
      )}
    </div>
  );
}
