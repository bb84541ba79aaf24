import type {
  TemplateCategory,
  TemplateQuality,
  TemplateStatus,
  TemplateText,
  TemplateVariable,
} from '#libs/contracts';

/** A template as its provider has it. */
export interface ProviderTemplate {
  /** The provider's id, by which its notices name it. */
  externalId: string;
  name: string;
  /** As the provider writes it. */
  language: string;
  category: TemplateCategory;
  status: TemplateStatus;
  quality: TemplateQuality;
  /** Why it is not approved, in the provider's words. */
  reason?: string;
  content: TemplateContent;
}

/** The text of a template, and what is known of its variables. */
export interface TemplateContent extends TemplateText {
  /** Examples by part and name of a variable, as in `body.1`. */
  examples: Record<string, string>;
  /** It has parts that are not known here, so that it cannot be sent. */
  isForeign?: boolean;
}

/** What reading the templates brought; `null` when the settings name no account to read. */
export type TemplateList = { templates: ProviderTemplate[] } | { failure: string } | null;

/** A template with its values, as an adapter sends it. A file among them is the first of the message's files. */
export interface OutboundTemplate {
  name: string;
  language: string;
  parameters: (TemplateVariable & { value: string; button?: TemplateText['buttons'][number]['kind'] })[];
}

/** The provider says what became of a template. */
export interface TemplateNews {
  kind: 'template';
  externalId: string;
  status?: TemplateStatus | 'deleted';
  quality?: TemplateQuality;
  reason?: string;
  at?: Date;
}
