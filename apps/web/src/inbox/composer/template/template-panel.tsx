import { ListTree, Lock, Megaphone } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Ticket } from '#libs/contracts';
import { isolated, languageName } from '../../../i18n/format.js';
import { t } from '../../../i18n/texts.js';
import { hasMod, keyLabel } from '../../../keyboard/use-keys.js';
import { changeTemplate, chooseTemplate, closeTemplate, useTemplateChoice } from '../../model/templates.js';
import { focusComposer } from '../composer-field.js';
import { TemplateConsent } from './template-consent.js';
import { fillTemplate } from './find-values.js';
import { windowOver } from '../window-over.js';
import { TemplatePicker } from './template-picker.js';
import { TemplatePreview } from './template-preview.js';
import { TemplateValues } from './template-values.js';
import { tagOf, useFacts } from './use-facts.js';
import { type SendTemplate, asksForConsent, useSendTemplate } from './use-send-template.js';

interface TemplatePanelProps {
  ticket: Ticket;
  isWindowOver: boolean;
  /** The pane beside the thread shows what the customer sees. */
  hasContext: boolean;
}

/** Chooses a template and fills it in, in place of a reply. */
export function TemplatePanel({ ticket, isWindowOver, hasContext }: TemplatePanelProps) {
  const choice = useTemplateChoice(ticket.id);
  const template = choice?.template ?? null;
  const facts = useFacts(ticket, template?.language ?? 'en');
  const filled = template ? fillTemplate(template, facts, choice!.typed, choice!.file?.id) : [];
  const send = useSendTemplate(ticket, choice, filled);
  const panel = useRef<HTMLDivElement>(null);
  const pick = () => changeTemplate(ticket.id, { isPicking: true });
  useEffect(() => {
    if (!template) return;
    const field = panel.current?.querySelector<HTMLElement>('.template-value.missing input, .template-send');
    field?.focus();
  }, [template]);

  const press = (event: KeyboardEvent) => {
    const isField = (event.target as HTMLElement).tagName === 'INPUT';
    if (event.key === 'Enter' && hasMod(event)) send.now();
    else if (event.key === '/' && !isField) pick();
    else if (event.key === 'Escape') {
      if (!choice) (event.target as HTMLElement).blur();
      closeTemplate(ticket.id);
      if (choice) focusComposer();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div id="composer-panel" role="tabpanel" className="template-panel" ref={panel} onKeyDown={press}>
      {choice?.isPicking && (
        <TemplatePicker
          channelId={ticket.channel.id}
          locale={ticket.locale ?? ticket.contact.locale}
          customer={ticket.contact.name}
          onChoose={(chosen) => chooseTemplate(ticket.id, chosen)}
          onClose={() => {
            changeTemplate(ticket.id, { isPicking: false });
            panel.current?.querySelector<HTMLElement>('.template-choose')?.focus();
          }}
        />
      )}
      <Why ticket={ticket} isWindowOver={isWindowOver} />
      {template && (
        <>
          {!hasContext && <TemplatePreview template={template} filled={filled} />}
          <TemplateValues
            ticketId={ticket.id}
            template={template}
            filled={filled}
            onType={(key, value) => changeTemplate(ticket.id, { typed: { ...choice!.typed, [key]: value } })}
          />
          {asksForConsent(template) && (
            <TemplateConsent
              note={t(template.category === 'marketing' ? 'template.consent-marketing' : 'template.consent-low', {
                name: isolated(ticket.contact.name ?? t('contact.visitor')),
              })}
              isMeant={choice!.isMeant}
              onMean={(isMeant) => changeTemplate(ticket.id, { isMeant })}
            />
          )}
        </>
      )}
      <div className="composer-foot">
        <button type="button" className="button template-choose" onClick={pick} aria-keyshortcuts="/">
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
            <>
              {t('template.choose')}
              <kbd className="wide-only">/</kbd>
            </>
          )}
        </button>
        <span className="grow" />
        <WhyBlocked send={send} />
        <button
          type="button"
          className="button primary template-send"
          disabled={send.block !== null}
          onClick={send.now}
        >
          {t('template.send')}
          <kbd dir="ltr" className="wide-only">
            {keyLabel('Mod+Enter')}
          </kbd>
        </button>
      </div>
    </div>
  );
}

/** Why a template is written, and the way back to a free reply where that may be sent. */
function Why({ ticket, isWindowOver }: { ticket: Ticket; isWindowOver: boolean }) {
  const end = ticket.replyWindowEndsAt;
  return (
    <p className="template-why">
      {isWindowOver ? (
        <Lock className="icon small" aria-hidden />
      ) : (
        <Megaphone className="icon small flip" aria-hidden />
      )}
      <span className="grow">{isWindowOver && end ? windowOver(end) : t('template.instead')}</span>
      {!isWindowOver && (
        <button
          type="button"
          className="link"
          onClick={() => {
            closeTemplate(ticket.id);
            focusComposer();
          }}
        >
          {t('template.back')}
        </button>
      )}
    </p>
  );
}

function WhyBlocked({ send: { block, missing } }: { send: SendTemplate }) {
  if (block === 'missing')
    return (
      <span className="template-blocked" role="status">
        {t('template.missing-count', { count: missing })}
      </span>
    );
  if (block === 'recipient')
    return (
      <span className="template-blocked" role="status">
        {t('notice.two-people')}
      </span>
    );
  return null;
}
