import type { OrderWords } from '../order-words.js';

export const ar: OrderWords = {
  subject: {
    shipped: (number) => `طلبك ${number} في الطريق إليك`,
    delayed: (number) => `سيصل طلبك ${number} متأخرًا عن الموعد`,
    delivered: (number) => `تم تسليم طلبك ${number}`,
  },
  shipped: (number, store) => `خبر سار من ${store}: تم تسليم طلبك ${number} إلى شركة الشحن.`,
  delivered: (number, store) => `تم تسليم طلبك ${number} من ${store}. نتمنى أن ينال إعجابك.`,
  delayed: (number, date, before) => `تأخر طلبك ${number}. ${before ? `كنا قد وعدنا بوصوله يوم ${before}، والموعد الجديد هو ${date}.` : `من المتوقع الآن أن يصل يوم ${date}.`} نعتذر عن ذلك.`,
  delayedOpen: (number) => `تأخر طلبك ${number}. لا يوجد موعد جديد بعد، وسنخبرك فور معرفته. نعتذر عن ذلك.`,
  parcel: (carrier, tracking) => `${carrier ? `${carrier}، ` : ''}رقم التتبع: ${tracking}`,
  follow: (url) => `تتبع الشحنة: ${url}`,
  expected: (date) => `من المتوقع وصوله يوم ${date}.`,
  reply: 'إذا كان لديك سؤال، فما عليك إلا الرد على هذه الرسالة.',
  title: 'أين طلبي',
  status: {
    pending: (number) => `استلمنا طلبك ${number}، ولم يُدفع ثمنه أو يُؤكد بعد.`,
    paid: (number) => `تم دفع ثمن طلبك ${number} وهو بانتظار التغليف.`,
    processing: (number) => `يجري تجهيز طلبك ${number}.`,
    shipped: (number) => `طلبك ${number} في الطريق إليك.`,
    delivered: (number) => `تم تسليم طلبك ${number}.`,
    cancelled: (number) => `أُلغي طلبك ${number}.`,
    refunded: (number) => `أُعيد ثمن طلبك ${number}.`,
    returned: (number) => `عاد طلبك ${number} إلينا.`,
  },
  lastScan: (what, place, date) => `آخر خبر من شركة الشحن: ${what}${place ? `، ${place}` : ''} (${date}).`,
  overdue: (date) => `كان الموعد ${date} وقد تأخر الطلب، ونحن نتابع الأمر.`,
  verify: {
    intro: 'يسعدنا أن نخبرك أين وصل طلبك. لحماية بياناتك علينا أولًا التأكد من أنه لك. يمكنك إثبات ذلك هكذا:',
    mail: (address) => `اكتب إلى ${address} من البريد الإلكتروني الذي طلبت به`,
    whatsapp: 'راسلنا عبر واتساب من رقم الهاتف الذي طلبت به',
    signIn: 'سجّل الدخول إلى حسابك في المتجر واسأل مرة أخرى في المحادثة هناك',
  },
  scans: {
    confirmed: 'تم الإعلان عنها', label_printed: 'طُبعت البطاقة', label_purchased: 'أُنشئت البطاقة', carrier_picked_up: 'استلمتها شركة الشحن', customs: 'لدى الجمارك', in_transit: 'في الطريق', out_for_delivery: 'خرجت للتسليم',
    attempted_delivery: 'محاولة تسليم', ready_for_pickup: 'جاهزة للاستلام', delivered: 'تم التسليم', delayed: 'متأخرة', failure: 'تعذر التسليم',
  },
};
