import { a } from '#lib/i18n/en/nouns.ts';
import { un } from '#lib/i18n/es/nouns.ts';
import { capitalized } from '#lib/i18n/plural.ts';
import type { TypeTexts } from '#lib/i18n/record-texts.ts';

export const texts: TypeTexts<'contact'> = {
  en: (nouns) => ({
    about: `${capitalized(a(nouns.contact))} is a person you work with: how to reach them, where they stand, and everything that was said.`,
    fields: {},
    help: {
      email: 'Must be unique in your organization.',
      nationalId: 'Cédula, DNI, passport or similar.',
    },
  }),
  es: (nouns) => ({
    about: `${capitalized(un(nouns.contact))} es una persona con la que tratas: cómo localizarla, en qué punto está y todo lo que se habló.`,
    fields: {},
    help: {
      email: 'Debe ser único en tu organización.',
      nationalId: 'Cédula, DNI, pasaporte o similar.',
    },
  }),
};
