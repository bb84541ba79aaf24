interface Words {
  subject: (shop: string) => string;
  hint: (shop: string) => string;
}

const words: Record<string, Words> = {
  en: {
    subject: (shop) => `${shop} has answered your chat`,
    hint: (shop) => `You wrote to ${shop} in the chat. Reply to this email to go on.`,
  },
  de: {
    subject: (shop) => `${shop} hat auf Ihren Chat geantwortet`,
    hint: (shop) =>
      `Sie haben ${shop} im Chat geschrieben. Antworten Sie auf diese E-Mail, um das Gespräch fortzusetzen.`,
  },
  fr: {
    subject: (shop) => `${shop} a répondu à votre message`,
    hint: (shop) => `Vous avez écrit à ${shop} par chat. Répondez à cet e-mail pour continuer.`,
  },
  es: {
    subject: (shop) => `${shop} ha respondido a su chat`,
    hint: (shop) => `Escribió a ${shop} por chat. Responda a este correo para continuar.`,
  },
  zh: {
    subject: (shop) => `${shop} 已回复您的咨询`,
    hint: (shop) => `您曾通过在线聊天联系 ${shop}。直接回复此邮件即可继续沟通。`,
  },
  ar: {
    subject: (shop) => `ردّ ${shop} على محادثتك`,
    hint: (shop) => `لقد كتبت إلى ${shop} في الدردشة. يمكنك الرد على هذه الرسالة للمتابعة.`,
  },
};

/** What stands around a mailed answer. Nothing of it was written by the visitor, whose address may not be their own. */
export const fallbackWords = (locale: string | null): Words =>
  words[(locale ?? 'en').slice(0, 2).toLowerCase()] ?? words['en']!;
