import type { InboundReference } from '../../define-channel.js';
import { field, identifier, line } from '../fields.js';

/** What a message, a pressed button or a return to a conversation refers to. */
export function referenceOf(said: unknown): InboundReference | undefined {
  const quoted = quotedBy(said);
  const ad = adOf(field(said, 'referral'));
  const product = productOf(said);
  const reference = { ...(quoted && { quoted }), ...(ad && { ad }), ...(product && { product }) };
  return Object.keys(reference).length > 0 ? reference : undefined;
}

/** The message that it answers. A story that it answers is shown with the message's own words. */
function quotedBy(said: unknown): InboundReference['quoted'] {
  const externalId = identifier(field(said, 'reply_to', 'mid'));
  return externalId ? { externalId } : undefined;
}

/** The advertisement by which the person came. */
function adOf(referral: unknown): InboundReference['ad'] {
  const context = field(referral, 'ads_context_data');
  const title = line(field(context, 'ad_title'));
  const url = line(field(referral, 'referer_uri'), 2_000);
  return title || url ? { ...(title && { title }), ...(url && { url }) } : undefined;
}

function productOf(said: unknown): InboundReference['product'] {
  const id =
    line(field(said, 'referral', 'product', 'id')) ?? line(field(said, 'referral', 'ads_context_data', 'product_id'));
  return id ? { id } : undefined;
}
