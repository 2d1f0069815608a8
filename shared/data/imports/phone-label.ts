import type { Phone } from '#contract/field.ts';
import { phoneLabelTexts as english } from '#contract/phone-label-texts/en.ts';
import { phoneLabelTexts as spanish } from '#contract/phone-label-texts/es.ts';
import { fold } from '../values/search-terms.ts';

export type PhoneLabel = Phone['label'];

/** Words for phones in English and Spanish, folded. They say nothing about the kind of phone. */
const phoneWords =
  'phone phones telephone telephones tel telf tlf tfno fono telefono telefonos number numero num no';

/** Words that name a label besides its own texts, folded. `+` marks those that mean a phone by themselves. */
const labelWords: Record<PhoneLabel, string> = {
  work: 'business office company main job direct switchboard laboral oficina empresa empresarial directo centralita conmutador',
  mobile:
    '+mobile +cell +cellular +cellphone +iphone +whatsapp +wa +movil +moviles +celular +celulares +cel personal',
  home: 'house residential hogar domicilio particular',
  other: 'primary alternate alternative secondary +landline +fijo otra principal alternativo secundario',
};

const generalWords = new Set(phoneWords.split(' '));
const labels = new Map<string, { label: PhoneLabel; isPhone: boolean }>(
  Object.entries(labelWords).flatMap(([label, words]) =>
    // The words come last, because "Mobile" means a phone by itself.
    [fold(english[label as PhoneLabel]), fold(spanish[label as PhoneLabel]), ...words.split(' ')].map(
      (word): [string, { label: PhoneLabel; isPhone: boolean }] => [
        word.replace('+', ''),
        { label: label as PhoneLabel, isPhone: word.startsWith('+') },
      ],
    ),
  ),
);
/** Words without a meaning of their own between the others, as in "Teléfono de la oficina" or "Phone 1 - Value". */
const fillers = new Set(['de', 'del', 'la', 'el', 'the', 'value', 'valor', 'y', 'o', 'and', 'or']);

/**
 * The label that a text such as "* Mobile", "Work" or "Teléfono de la oficina" names; undefined if it contains words
 * that aren't about phones, such as "Fax". `isPhone` tells whether the words alone mean a phone.
 */
export function phoneTextOf(text: string): { label?: PhoneLabel; isPhone: boolean } | undefined {
  const words = fold(text).split(' ');
  const known = words.filter((word) => word !== '' && !fillers.has(word) && !/^\d$/.test(word));
  const named = known.flatMap((word) => labels.get(word) ?? []);
  const general = known.filter((word) => generalWords.has(word));
  if (known.length === 0 || named.length + general.length < known.length) return undefined;
  // In "Personal mobile" and "Work cell phone", the kind of phone says more than the place.
  const first = named.find(({ isPhone }) => isPhone) ?? named[0];
  const isPhone = named.some((word) => word.isPhone) || general.some((word) => !numberWords.has(word));
  return { isPhone, ...(first ? { label: first.label } : {}) };
}

/** Words for numbers of any kind. */
const numberWords = new Set(['number', 'numero', 'num', 'no']);
