import type { Ticket } from '#libs/contracts';
import { useChannelKind } from '../../api/channel-kinds.js';
import { isolated, languageName } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { fillTemplate } from '../composer/template/find-values.js';
import { Quality } from '../composer/template/quality.js';
import { TemplatePreview } from '../composer/template/template-preview.js';
import { tagOf, useFacts } from '../composer/template/use-facts.js';
import { useTemplateChoice } from '../model/templates.js';
import { Section } from './section.js';

/** The template in the composer as the customer sees it, and what is known of it. */
export function TemplateSection({ ticket }: { ticket: Ticket }) {
  const choice = useTemplateChoice(ticket.id);
  const template = choice?.template;
  const facts = useFacts(ticket, template?.language ?? 'en');
  const hours = useChannelKind(ticket.channel.type)?.capabilities.replyWindowHours;
  if (!choice || !template) return null;
  const name = isolated(ticket.contact.name ?? t('contact.visitor'));
  const filled = fillTemplate(template, facts, choice.typed, choice.file?.id);
  return (
    <>
      <Section title={t('template.preview', { name })}>
        <TemplatePreview template={template} filled={filled} />
      </Section>
      <Section title={t('template.about')}>
        <dl className="template-facts">
          <dt>{t('template.category')}</dt>
          <dd>{t(`template.category.${template.category}`)}</dd>
          <dt>{t('template.quality')}</dt>
          <dd>
            <Quality quality={template.quality} />
          </dd>
          <dt>{t('template.language')}</dt>
          <dd>{languageName(tagOf(template.language))}</dd>
        </dl>
        {hours && <p className="meta template-after">{t('template.after', { name, hours })}</p>}
      </Section>
    </>
  );
}
