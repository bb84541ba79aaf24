import { handleJob, provideSubscriber } from '#libs/platform';
import { answerLater } from './answer-later.job.js';
import { AnswerAtOnce } from './answer-at-once.js';

/** What the worker needs to answer questions at once. Answers come from whoever provides an answerer. */
export const automaticAnswers = [
  AnswerAtOnce,
  provideSubscriber([AnswerAtOnce], (answers: AnswerAtOnce) => ({
    name: 'answer-at-once',
    on: ['MessageReceived', 'MessageChanged'],
    handle: (tx, event) => answers.onEvent(tx, event),
  })),
  handleJob(
    answerLater,
    [AnswerAtOnce],
    (answers: AnswerAtOnce) =>
      ({ messageId }) =>
        answers.afterWait(messageId),
  ),
];
