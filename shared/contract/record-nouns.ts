import type { NounForms } from './noun.ts';
import { recordTypes, type RecordTypeName } from './record-types.ts';

const nounsIn = (language: 'en' | 'es') =>
  Object.fromEntries(Object.values(recordTypes).map(({ name, nouns }) => [name, nouns[language]])) as Record<
    RecordTypeName,
    NounForms
  >;

/** What records are called by default, by language and type. The browser gets them as plain values. */
export const recordNouns = { en: nounsIn('en'), es: nounsIn('es') };
