import { MailUnreadAnswers } from './mail-unread-answers.js';
import { NoteUnreadAnswer } from './note-unread-answer.js';
import { SettleFallback } from './settle-fallback.js';
import { SweepUnreadAnswers } from './sweep-unread-answers.js';

/** What the worker needs to mail answers that stay unread in the widget. */
export const widgetFallback = [MailUnreadAnswers, SettleFallback, SweepUnreadAnswers, NoteUnreadAnswer];
