import { describe, expect, test } from 'vitest';
import { a, type NounForms } from '#contract/noun.ts';
import { pluralBy } from '#contract/plural.ts';
import { recordNouns } from '#contract/record-nouns.ts';
import { recordViews } from '#lib/records/views.ts';
import { customizationTexts } from './es/customization.ts';
import { texts as dailyTexts } from './es/daily-work.ts';
import { texts as dealTexts } from './es/deals.ts';
import { nounsOf, type Nouns } from './nouns.ts';
import { del, el, este, los, o, un } from './spanish.ts';

const words = (one: string, many: string): NounForms => ({ one, many });

test('custom labels replace the standard ones, and all other labels stay', () => {
  const { deal, lead } = nounsOf(recordNouns.en, { deal: words('Opportunity', 'Opportunities') });
  expect(deal).toEqual({
    one: 'opportunity',
    many: 'opportunities',
    One: 'Opportunity',
    Many: 'Opportunities',
  });
  expect(lead.many).toBe('leads');
  expect([a(deal), a(lead)]).toEqual(['an opportunity', 'a lead']);
});

test('Spanish texts agree with the gender of a custom label', () => {
  const nounOf = (one: string, many: string) => nounsOf(recordNouns.es, { deal: words(one, many) }).deal;
  const forms = (noun: Nouns['deal']) => [el, los, un, este, del, o].map((form) => form(noun));
  expect(forms(nounOf('Operación', 'Operaciones'))).toEqual([
    ...['la operación', 'las operaciones', 'una operación', 'esta operación', 'de la operación', 'a'],
  ]);
  expect(forms(nounOf('Proyecto', 'Proyectos'))).toEqual([
    ...['el proyecto', 'los proyectos', 'un proyecto', 'este proyecto', 'del proyecto', 'o'],
  ]);
  const genders = ['Oportunidad de venta', 'Venta', 'Programa', 'Agente'].map((one) => o(nounOf(one, one)));
  expect(genders).toEqual(['a', 'a', 'o', 'o']);
});

test('Spanish labels of a quote agree with what it is called', () => {
  const nouns = nounsOf(recordNouns.es, { quote: words('Cotización', 'Cotizaciones') });
  const fields: Partial<Record<string, string>> = recordViews.quote.ownTexts.es(nouns).fields;
  expect([fields.validUntil, fields.sentTo]).toEqual(['Válida hasta', 'Enviada a']);
  const { sent, declined, expired } = customizationTexts(nouns).lists.meanings;
  expect([sent, declined, expired]).toEqual(['Enviada', 'Rechazada', 'Caducada']);
});

test('Spanish sentences about a feminine noun agree with it', () => {
  const feminine = nounsOf(recordNouns.es, {
    deal: words('Operación', 'Operaciones'),
    lead: words('Oportunidad', 'Oportunidades'),
    contact: words('Persona', 'Personas'),
  });
  const { deals } = dealTexts(feminine);
  const { sentences, dashboard } = dailyTexts(feminine);
  expect([deals.won, deals.lose, deals.winAction]).toEqual(['Ganada', 'Perdida', 'Marcar como ganada']);
  expect(sentences.won).toBe('la ganó');
  expect(sentences.moved('A', 'B')).toBe('la pasó de A a B');
  expect(sentences.qualified).toBe('la calificó');
  expect(dashboard.addedInDays(3, 30)).toBe('3 nuevas en 30 días');
});

/** All texts in `value`, each with its path. Functions are called with sample arguments. */
function textsIn(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return textsIn(sample(value as Message), path);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => textsIn(part, `${path}.${name}`));
}
type Message = (...values: unknown[]) => unknown;
const thing = nounsOf(recordNouns.es, { deal: words('Cosa', 'Cosas') }).deal;
const counted = pluralBy('en', new Intl.NumberFormat('en'));
/**
 * Calls a text function with the first kind of arguments that it accepts: a count, a name, a list of names, a limit with
 * the function for plural forms, or a noun.
 */
function sample(message: Message): unknown {
  for (const values of [
    [1, 1, 1, 1],
    ['A', 'A', 'A', 'A'],
    [['A'], ['A'], ['A'], ['A']],
    [1, counted],
    [thing],
  ]) {
    try {
      return message(...values);
    } catch {
      // The function expects another type of argument.
    }
  }
  throw new Error(`nothing fits ${message.toString()}`);
}

type MakeTexts = (nouns: Nouns) => object;
/** All areas except sign-in, whose texts are shown before the organization's labels are known. */
const english = Object.values(
  import.meta.glob<MakeTexts>(['./en/*.ts', '!./en/sign-in.ts'], { eager: true, import: 'texts' }),
).filter(Boolean);
const spanish = Object.values(
  import.meta.glob<MakeTexts>(['./es/*.ts', '!./es/sign-in.ts'], { eager: true, import: 'texts' }),
).filter(Boolean);

/** The texts that the views of record types add. */
const ofRecordTypes = Object.values(recordViews).map(({ ownTexts }) => ownTexts);

test('Spanish texts call a credit note by its name, because "abono" is a payment in part in Colombia', () => {
  const nouns = nounsOf(recordNouns.es, {});
  const found = [...spanish, ...ofRecordTypes.map(({ es }) => es)]
    .flatMap((area) => Object.entries(area(nouns)))
    .flatMap(([name, part]) => textsIn(part, name))
    .filter(([, text]) => /\babon/i.test(text));
  expect(found).toEqual([]);
});

const catalogs = [
  {
    language: 'English',
    areas: [...english, ...ofRecordTypes.map(({ en }) => en)],
    builtIn: /\b(customer|lead|deal|employee|vendor|contact|invoice|quote)s?\b/i,
    others: ['Contact person'],
  },
  {
    language: 'Spanish',
    areas: [...spanish, ...ofRecordTypes.map(({ es }) => es)],
    builtIn: /\b(cliente|prospecto|negocio|empleado|proveedor|contacto|factura|pedido|presupuesto)(e?s)?\b/i,
    // Allowed texts: a contact person, the name of the client role, the thank-you message of a form, and what somebody
    // can spend.
    others: [
      'Persona de contacto',
      'Cliente',
      'Gracias. Nos pondremos en contacto contigo.',
      'Presupuesto mínimo',
      'Presupuesto máximo',
    ],
  },
];

describe.each(catalogs)('texts in $language', ({ areas, builtIn, others }) => {
  test('name records by the organization’s nouns alone', () => {
    const own = Object.fromEntries(
      Object.keys(recordNouns.en).map((type) => [type, words('Thing', 'Things')]),
    );
    const nouns = nounsOf(recordNouns.en, own);
    const found = areas
      .flatMap((area) => Object.entries(area(nouns)))
      .flatMap(([name, part]) => textsIn(part, name))
      .filter(([, text]) => builtIn.test(text) && !others.includes(text));
    expect(found).toEqual([]);
  });
});
