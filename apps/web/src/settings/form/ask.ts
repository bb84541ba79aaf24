import { createStore } from '../../lib/store.js';

/** A question before something that cannot be taken back. */
interface Question {
  title: string;
  text: string;
  action: string;
  answer: (isYes: boolean) => void;
}

/** The question that stands over the page. */
export const question = createStore<Question | null>(null);

/** Asks; resolves to whether the answer was yes. */
export function ask(wording: Omit<Question, 'answer'>): Promise<boolean> {
  question.get()?.answer(false);
  return new Promise((resolve) => {
    question.set({
      ...wording,
      answer: (isYes) => {
        question.set(null);
        resolve(isYes);
      },
    });
  });
}
