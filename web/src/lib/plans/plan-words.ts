/** What people plan, as they name it. */
export type PlanKind = 'call' | 'email' | 'meeting' | 'task';

/** All words are in lowercase and without accents, as `folded` returns them. */
type Words = Readonly<Record<string, number>>;

const numbered = (names: readonly string[]): Words =>
  Object.fromEntries(names.flatMap((name, at) => name.split(' ').map((word) => [word, at + 1])));

/** Names of the days of the week by language, with their number from 1 (Monday) to 7. */
const weekdaysOf = {
  en: numbered([
    'monday mon',
    'tuesday tues tue',
    'wednesday weds wed',
    'thursday thurs thur thu',
    'friday fri',
    'saturday sat',
    'sunday sun',
  ]),
  es: numbered([
    'lunes lun',
    'martes mar',
    'miercoles mier mie',
    'jueves jue',
    'viernes vie',
    'sabado sab',
    'domingo dom',
  ]),
};

export const months = numbered([
  'january jan enero ene',
  'february feb febrero',
  'march mar marzo',
  'april apr abril abr',
  'may mayo',
  'june jun junio',
  'july jul julio',
  'august aug agosto ago',
  'september sept sep septiembre setiembre',
  'october oct octubre',
  'november nov noviembre',
  'december dec diciembre dic',
]);

/** Numbers in words, for how many days or hours, and for the hour of a time. */
export const numbers = numbered([
  'a an one un una uno',
  'two dos',
  'three tres',
  'four cuatro',
  'five cinco',
  'six seis',
  'seven siete',
  'eight ocho',
  'nine nueve',
  'ten diez',
  'eleven once',
  'twelve doce',
]);

/**
 * The days of the week in a line. Both languages are always understood, except that the Spanish `mar` (Tuesday) is also
 * the English short form of March: only Spanish lines use it for the day.
 */
export function weekdaysIn(language: 'en' | 'es'): Words {
  const { mar, ...others } = weekdaysOf.es;
  return { ...weekdaysOf.en, ...others, ...(language === 'es' ? { mar: mar ?? 2 } : {}) };
}

/** The months that can be followed by a day, as in `dec 15`. */
export function leadingMonths(language: 'en' | 'es'): readonly string[] {
  return Object.keys(months).filter((name) => language === 'en' || name !== 'mar');
}

export const numberOf = (text: string): number => numbers[text] ?? Number(text);

/** Alternatives of a regular expression, longest first, so that a name isn't taken for its short form. */
export const oneOf = (words: readonly string[]): string =>
  [...words].sort((a, b) => b.length - a.length).join('|');

const kindWords: readonly (readonly [PlanKind, 'en' | 'es', string])[] = [
  ['call', 'en', 'call|phone|ring'],
  ['call', 'es', 'llamar|llamarle|llamarla|llamada|llama|telefonear'],
  ['email', 'en', '(?:(?:send|write) (?:an? )?)?(?:e-?mail|mail)'],
  [
    'email',
    'es',
    '(?:(?:enviar|mandar|escribir) (?:un )?)?correo|(?:enviar|mandar|escribir) (?:un )?(?:e-?mail|mail)',
  ],
  ['meeting', 'en', 'meeting|meet'],
  ['meeting', 'es', 'reunion|reunirme|reunirse|quedar|cita'],
  ['task', 'en', 'task|to-?do'],
  ['task', 'es', 'tarea'],
];

/** The kinds of plans, for other patterns. */
export const anyKind = kindWords.map(([, , words]) => words).join('|');

const kinds = kindWords.map(([kind, language, words]) => ({
  kind,
  language,
  begins: new RegExp(`^(?:${words})(?![\\p{L}\\p{N}-])`, 'u'),
}));

/** The kind that a folded text begins with, and the language of its word. */
export const kindAt = (text: string): { kind: PlanKind; language: 'en' | 'es' } | undefined =>
  kinds.find(({ begins }) => begins.test(text));
