import type { Language } from './language.ts';
import type { NounForms } from './noun.ts';
import { recordTypes, type RecordTypeName } from './record-types.ts';

const nounsIn = (language: Language) =>
  Object.fromEntries(Object.values(recordTypes).map(({ name, nouns }) => [name, nouns[language]])) as Record<
    RecordTypeName,
    NounForms
  >;

/**
 * The default names of record types by language. The web build inlines these values, so that browsers load no schemas
 * for them.
 */
export const recordNouns = { en: nounsIn('en'), es: nounsIn('es') };
