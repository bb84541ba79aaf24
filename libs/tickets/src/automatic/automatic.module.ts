import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { CoreModule } from '../core/core.module.js';
import { AnswerAtOnce } from './answer-at-once.js';

/** Answers questions at once. The answers come from the answerers that other libs provide. */
@Module({
  imports: [CoreModule, DiscoveryModule],
  providers: [AnswerAtOnce],
})
export class AutomaticWorkerModule {}
