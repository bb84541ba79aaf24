import type { DemoLocale, Topic } from './languages.js';
import { readData } from './support/read-data.js';

/** A FAQ article, with the topic of the questions that it answers. */
export interface DemoArticle {
  locale: DemoLocale;
  topic: Topic;
  title: string;
  questions: string[];
  body: string;
  asked: number;
}

export const readArticles = (): DemoArticle[] => readData<DemoArticle[]>('articles');
