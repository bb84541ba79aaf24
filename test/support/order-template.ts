import type { GraphTemplate } from '../../apps/playground/server/graph-api/index.js';

/** A template with a header, two values and a link, as WhatsApp gives it. */
export const orderTemplate = (changed: Partial<GraphTemplate> = {}): GraphTemplate => ({
  id: '1001',
  name: 'order_arrives_day',
  language: 'pt_BR',
  status: 'APPROVED',
  category: 'UTILITY',
  quality_score: { score: 'GREEN' },
  components: [
    { type: 'HEADER', format: 'TEXT', text: 'Seu pedido' },
    {
      type: 'BODY',
      text: 'Olá {{1}}, seu pedido chega {{2}}.',
      example: { body_text: [['Inês', 'na quinta']] },
    },
    { type: 'FOOTER', text: 'Havn & Holm' },
    {
      type: 'BUTTONS',
      buttons: [
        {
          type: 'URL',
          text: 'Rastrear',
          url: 'https://shop.example/t/{{1}}',
          example: ['https://shop.example/t/A-1'],
        },
        { type: 'QUICK_REPLY', text: 'Mudei de endereço' },
      ],
    },
  ],
  ...changed,
});
