const words: Record<string, readonly [open: string, close: string, unread: string]> = {
  en: ['Open chat', 'Close chat', 'new'],
  zh: ['打开客服聊天', '关闭客服聊天', '条新消息'],
  de: ['Chat öffnen', 'Chat schließen', 'neu'],
  fr: ['Ouvrir le chat', 'Fermer le chat', 'nouveau'],
  es: ['Abrir el chat', 'Cerrar el chat', 'nuevo'],
  ar: ['افتح الدردشة', 'أغلق الدردشة', 'جديد'],
};

/** The launcher's few words, in the page's language or in English. */
export const launcherWords = (locale: string) => words[locale.slice(0, 2).toLowerCase()] ?? words.en!;
