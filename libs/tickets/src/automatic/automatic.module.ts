import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { handleJob, provideSubscriber } from '#libs/platform';
import { CoreModule } from '../core/core.module.js';
import { answerLater } from './answer-later.job.js';
import { AnswerAtOnce } from './answer-at-once.js';

/** Answers questions at once. The answers come from the answerers that other libs provide. */
@Module({
  imports: [CoreModule, DiscoveryModule],
  providers: [
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
  ],
})
export class AutomaticWorkerModule {}
