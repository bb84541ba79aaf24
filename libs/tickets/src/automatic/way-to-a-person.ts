import { languageOf } from './question-language.js';

/** How to reach a person, said under every automatic answer. Their answer comes in any case: the ticket stays open. */
const sentences: Record<string, string> = {
  en: 'This is an automatic answer. If you would like to talk to a person, just reply here and one of us will answer.',
  de: 'Dies ist eine automatische Antwort. Wenn Sie mit einem Menschen sprechen möchten, antworten Sie einfach hier; jemand von uns meldet sich.',
  fr: 'Ceci est une réponse automatique. Si vous souhaitez parler à une personne, répondez simplement ici et l’un de nous vous écrira.',
  es: 'Esta es una respuesta automática. Si prefiere hablar con una persona, responda aquí y alguien del equipo le atenderá.',
  it: 'Questa è una risposta automatica. Se preferisce parlare con una persona, risponda qui e uno di noi le scriverà.',
  nl: 'Dit is een automatisch antwoord. Wilt u liever met een mens spreken, antwoord dan hier; een van ons neemt het over.',
  pt: 'Esta é uma resposta automática. Se preferir falar com uma pessoa, responda aqui e alguém da equipa irá atendê-lo.',
  pl: 'To jest odpowiedź automatyczna. Jeśli chcesz porozmawiać z człowiekiem, po prostu odpisz tutaj, a ktoś z nas odpowie.',
  tr: 'Bu otomatik bir yanıttır. Bir kişiyle görüşmek isterseniz buraya yazmanız yeterli; ekibimizden biri yanıtlayacaktır.',
  ru: 'Это автоматический ответ. Если хотите поговорить с человеком, просто напишите здесь, и вам ответит сотрудник.',
  uk: 'Це автоматична відповідь. Якщо хочете поговорити з людиною, просто напишіть тут, і вам відповість наш співробітник.',
  zh: '这是自动回复。如果您想与人工客服沟通，请直接在此回复，我们的同事会为您解答。',
  ja: 'これは自動返信です。担当者との会話をご希望の場合は、このままご返信ください。スタッフがお答えします。',
  ko: '자동 답변입니다. 상담원과 이야기하고 싶으시면 여기에 답장해 주세요. 담당자가 답변드리겠습니다.',
  ar: 'هذا رد تلقائي. إذا كنت تفضّل التحدث إلى شخص، فما عليك إلا الرد هنا وسيجيبك أحد أفراد فريقنا.',
};

/** The sentence in a language, in English where we have no other. */
export const wayToAPerson = (locale: string): string => sentences[languageOf(locale)] ?? sentences['en']!;
