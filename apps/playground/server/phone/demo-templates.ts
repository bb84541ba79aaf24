import type { GraphTemplate } from '../graph-api/index.js';

type Button = NonNullable<GraphTemplate['components'][number]['buttons']>[number];

interface Wording {
  /** A text, or the file that an agent adds. */
  header?: string | { format: 'DOCUMENT' };
  body: string;
  buttons?: Button[];
  examples?: string[];
}
interface DemoTemplate {
  name: string;
  category: 'UTILITY' | 'MARKETING';
  score?: 'GREEN' | 'YELLOW' | 'RED';
  status?: string;
  rejected?: string;
  /** By language, as WhatsApp writes it. */
  wordings: Record<string, Wording>;
}

const track = (text: string): Button => ({
  type: 'URL',
  text,
  url: 'https://havn-holm.example/track/{{1}}',
  example: ['https://havn-holm.example/track/HH-48266'],
});
const reply = (text: string): Button => ({ type: 'QUICK_REPLY', text });

/** What the shop of the demo had approved at WhatsApp. */
const templates: DemoTemplate[] = [
  {
    name: 'order_arrives_day',
    category: 'UTILITY',
    score: 'GREEN',
    wordings: {
      en: {
        header: 'When your order arrives',
        body: 'Hello {{1}}, your order {{2}} is on its way and arrives on {{3}}. We will tell you as soon as it is out for delivery.',
        buttons: [track('Track the order'), reply('The address changed')],
        examples: ['Noura', 'HH-48266', 'Thursday'],
      },
      de: {
        header: 'Wann Ihre Bestellung ankommt',
        body: 'Hallo {{1}}, Ihre Bestellung {{2}} ist unterwegs und kommt am {{3}} an. Wir melden uns, sobald sie zugestellt wird.',
        buttons: [track('Bestellung verfolgen'), reply('Adresse geändert')],
        examples: ['Noura', 'HH-48266', 'Donnerstag'],
      },
      ar: {
        header: 'موعد وصول طلبك',
        body: 'مرحبًا {{1}}، طلبك {{2}} في الطريق ويصل يوم {{3}}. سنخبرك فور خروجه للتوصيل.',
        buttons: [track('تتبّع الطلب'), reply('العنوان تغيّر')],
        examples: ['نورة', 'HH-48266', 'الخميس'],
      },
      zh_CN: {
        header: '订单送达时间',
        body: '{{1}}您好，您的订单 {{2}} 正在途中，预计 {{3}} 送达。派送时我们会通知您。',
        buttons: [track('查看物流'), reply('地址变了')],
        examples: ['晓雯', 'HH-48266', '星期四'],
      },
    },
  },
  {
    name: 'order_at_customs',
    category: 'UTILITY',
    score: 'GREEN',
    wordings: {
      en: {
        body: 'Your order {{1}} is at customs. We expect it to be released on {{2}}; there is nothing for you to pay.',
        examples: ['HH-48266', '3 December'],
      },
      ar: {
        body: 'طلبك {{1}} لدى الجمارك، والموعد المتوقع للإفراج عنه {{2}}. لا يلزمك دفع أي مبلغ.',
        examples: ['HH-48266', '3 ديسمبر'],
      },
      zh_CN: {
        body: '您的订单 {{1}} 正在清关，预计 {{2}} 放行，您无需支付任何费用。',
        examples: ['HH-48266', '12月3日'],
      },
    },
  },
  {
    name: 'we_have_an_answer',
    category: 'UTILITY',
    score: 'YELLOW',
    wordings: {
      en: {
        body: 'Hello {{customer_name}}, this is {{agent_name}} of Havn & Holm. We have an answer to your question about order {{order_number}}. Shall we send it here?',
        buttons: [reply('Yes, please'), reply('By email')],
      },
      de: {
        body: 'Hallo {{customer_name}}, hier ist {{agent_name}} von Havn & Holm. Wir haben eine Antwort auf Ihre Frage zur Bestellung {{order_number}}. Dürfen wir sie hier senden?',
        buttons: [reply('Ja, bitte'), reply('Per E-Mail')],
      },
      fr: {
        body: 'Bonjour {{customer_name}}, ici {{agent_name}} de Havn & Holm. Nous avons une réponse à votre question sur la commande {{order_number}}. Pouvons-nous l’envoyer ici ?',
        buttons: [reply('Oui'), reply('Par e-mail')],
      },
    },
  },
  {
    name: 'invoice_attached',
    category: 'UTILITY',
    wordings: {
      en: {
        header: { format: 'DOCUMENT' },
        body: 'Hello {{customer_name}}, here is the invoice of order {{order_number}}.',
      },
      zh_CN: { header: { format: 'DOCUMENT' }, body: '{{customer_name}}您好，这是订单 {{order_number}} 的发票。' },
    },
  },
  {
    name: 'reorder_gift_offer',
    category: 'MARKETING',
    score: 'RED',
    wordings: { zh_CN: { body: '节日礼物：再次下单可享九折，有效期至 {{1}}。', examples: ['12月24日'] } },
  },
  {
    name: 'winter_sale',
    category: 'MARKETING',
    status: 'REJECTED',
    rejected: 'PROMOTIONAL',
    wordings: { en: { body: 'Everything must go! Buy now, {{1}}.', examples: ['Noura'] } },
  },
  {
    name: 'order_delayed_sorry',
    category: 'UTILITY',
    score: 'RED',
    status: 'PAUSED',
    wordings: {
      en: { body: 'We are sorry: order {{1}} is late, and comes on {{2}}.', examples: ['HH-48266', 'Friday'] },
      ar: { body: 'نعتذر عن تأخر طلبك {{1}}، سيصل في {{2}}.', examples: ['HH-48266', 'الجمعة'] },
    },
  },
];

const footer = { type: 'FOOTER', text: 'Havn & Holm' };

const headerOf = (header: NonNullable<Wording['header']>) =>
  typeof header === 'string' ? { type: 'HEADER', format: 'TEXT', text: header } : { type: 'HEADER', ...header };

function componentsOf({ header, body, buttons, examples }: Wording): GraphTemplate['components'] {
  return [
    ...(header ? [headerOf(header)] : []),
    { type: 'BODY', text: body, ...(examples && { example: { body_text: [examples] } }) },
    footer,
    ...(buttons ? [{ type: 'BUTTONS', buttons }] : []),
  ];
}

export const demoTemplates: GraphTemplate[] = templates.flatMap(
  ({ name, category, score, status = 'APPROVED', rejected, wordings }, at) =>
    Object.entries(wordings).map(([language, wording], index) => ({
      id: String(900_000 + at * 100 + index),
      name,
      language,
      status,
      category,
      quality_score: { score: score ?? 'UNKNOWN' },
      ...(rejected && { rejected_reason: rejected }),
      components: componentsOf(wording),
    })),
);
