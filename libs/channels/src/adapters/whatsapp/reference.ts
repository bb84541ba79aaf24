import type { InboundReference } from '../../define-channel.js';
import { field, identifier, line, text } from '../../wire/fields.js';

/**
 * What a message refers to: the message it answers, that it is forwarded, an advertisement, a product of the catalogue.
 */
export function referenceOf(message: unknown): InboundReference | undefined {
  const context = field(message, 'context');
  const quotedId = identifier(field(context, 'id')) ?? identifier(field(message, 'reaction', 'message_id'));
  const product = productOf(context);
  const often = field(context, 'frequently_forwarded') === true;
  const ad = adOf(field(message, 'referral'));
  const reference = {
    // With a product, WhatsApp names as context the message that showed it.
    ...(quotedId && { quoted: { externalId: quotedId } }),
    ...((often || field(context, 'forwarded') === true) && { forwarded: { ...(often && { often }) } }),
    ...(ad && { ad }),
    ...(product && { product }),
  };
  return Object.keys(reference).length > 0 ? reference : undefined;
}

function productOf(context: unknown): InboundReference['product'] {
  const id = line(field(context, 'referred_product', 'product_retailer_id'));
  const catalog = identifier(field(context, 'referred_product', 'catalog_id'), 100);
  return id ? { id, ...(catalog && { catalog }) } : undefined;
}

/** The advertisement or post by which the person came. */
function adOf(referral: unknown): InboundReference['ad'] {
  const title = line(field(referral, 'headline'));
  const words = text(field(referral, 'body'), 1_000);
  const url = line(field(referral, 'source_url'), 2_000);
  return title || words || url
    ? { ...(title && { title }), ...(words && { text: words }), ...(url && { url }) }
    : undefined;
}
