import { a } from '#lib/i18n/en/nouns.ts';
import { un } from '#lib/i18n/es/nouns.ts';
import { capitalized } from '#lib/i18n/plural.ts';
import type { TypeTexts } from '#lib/i18n/record-texts.ts';

export const texts: TypeTexts<'vendor'> = {
  en: (nouns) => ({
    about: `${capitalized(a(nouns.vendor))} is somebody you buy from: whom to ask, what they sell, and how well it went.`,
    fields: {},
    help: { rating: 'From 1, poor, to 5, excellent.' },
  }),
  es: (nouns) => ({
    about: `${capitalized(un(nouns.vendor))} es alguien a quien compras: a quién preguntar, qué vende y qué tal fue.`,
    fields: {},
    help: { rating: 'De 1, mala, a 5, excelente.' },
  }),
};
