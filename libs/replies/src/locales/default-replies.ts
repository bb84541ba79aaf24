interface DefaultReply {
  shortcut: string;
  /** By the language of the workspace. */
  names: Record<string, string>;
  /** By the language of the customer. */
  bodies: Record<string, string>;
}

/** What a new workspace can answer with at once. They name nothing that could be missing, so none of them blocks sending. */
export const defaultReplies: DefaultReply[] = [
  {
    shortcut: 'thanks',
    names: { en: 'Thanks, we look into it', de: 'Danke, wir kümmern uns', fr: 'Merci, nous nous en occupons', es: 'Gracias, lo revisamos', zh: '感谢，我们正在处理', ar: 'شكرًا، نتابع الأمر' },
    bodies: {
      en: 'Hello, thank you for writing. We are looking into it and will tell you as soon as we know more.\n\n{{agent.name}}',
      de: 'Guten Tag, danke für Ihre Nachricht. Wir sehen es uns an und melden uns, sobald wir mehr wissen.\n\n{{agent.name}}',
      fr: 'Bonjour, merci pour votre message. Nous examinons la question et vous répondrons dès que nous en saurons plus.\n\n{{agent.name}}',
      es: 'Hola, gracias por su mensaje. Lo estamos revisando y le escribiremos en cuanto sepamos más.\n\n{{agent.name}}',
      zh: '您好，感谢您的来信。我们正在查看，一有消息就会告诉您。\n\n{{agent.name}}',
      ar: 'مرحبًا، شكرًا على رسالتك. ننظر في الأمر الآن وسنخبرك فور أن نعرف المزيد.\n\n{{agent.name}}',
    },
  },
  {
    shortcut: 'order-number',
    names: { en: 'Ask for the order number', de: 'Nach der Bestellnummer fragen', fr: 'Demander le numéro de commande', es: 'Pedir el número de pedido', zh: '询问订单号', ar: 'طلب رقم الطلب' },
    bodies: {
      en: 'Hello, could you send us the number of your order? You find it in the email that confirmed it.\n\n{{agent.name}}',
      de: 'Guten Tag, können Sie uns Ihre Bestellnummer nennen? Sie steht in der Bestätigung, die Sie per E-Mail bekommen haben.\n\n{{agent.name}}',
      fr: 'Bonjour, pourriez-vous nous donner le numéro de votre commande ? Il figure dans l’e-mail de confirmation.\n\n{{agent.name}}',
      es: 'Hola, ¿podría enviarnos el número de su pedido? Lo encontrará en el correo de confirmación.\n\n{{agent.name}}',
      zh: '您好，请提供您的订单号，您可以在确认邮件中找到它。\n\n{{agent.name}}',
      ar: 'مرحبًا، هل يمكنك إرسال رقم طلبك؟ تجده في رسالة التأكيد التي وصلتك بالبريد الإلكتروني.\n\n{{agent.name}}',
    },
  },
];
