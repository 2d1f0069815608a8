import { describe, expect, test } from 'vitest';
import { countryTerms, spanishTerms } from '#contract/country-terms.ts';
import { isSpanishSpeaking } from '#contract/document-language.ts';
import { importProblems } from '#contract/import-problem-texts/es.ts';
import { a, type NounForms } from '#contract/noun.ts';
import { pluralBy } from '#contract/plural.ts';
import { problemDetails, problemTitles } from '#contract/problem-texts/es.ts';
import { recordNouns } from '#contract/record-nouns.ts';
import { recordViews } from '#lib/records/views.ts';
import { customizationTexts } from './es/customization.ts';
import { texts as dailyTexts } from './es/daily-work.ts';
import { texts as dealTexts } from './es/deals.ts';
import { nounsOf, type Nouns } from './nouns.ts';
import { del, el, este, los, o, un } from './spanish.ts';

const words = (one: string, many: string): NounForms => ({ one, many });

test('custom labels replace the standard ones, and all other labels stay', () => {
  const { deal, lead } = nounsOf('en', { wording: { deal: words('Opportunity', 'Opportunities') } });
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
  const nounOf = (one: string, many: string) => nounsOf('es', { wording: { deal: words(one, many) } }).deal;
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
  const nouns = nounsOf('es', { wording: { quote: words('Cotización', 'Cotizaciones') } });
  const fields: Partial<Record<string, string>> = recordViews.quote.ownTexts.es(nouns).fields;
  expect([fields.validUntil, fields.sentTo]).toEqual(['Válida hasta', 'Enviada a']);
  const { sent, declined, expired } = customizationTexts(nouns).lists.meanings;
  expect([sent, declined, expired]).toEqual(['Enviada', 'Rechazada', 'Caducada']);
});

test('Spanish sentences about a feminine noun agree with it', () => {
  const feminine = nounsOf('es', {
    wording: {
      deal: words('Operación', 'Operaciones'),
      lead: words('Oportunidad', 'Oportunidades'),
      contact: words('Persona', 'Personas'),
    },
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
const thing = nounsOf('es', { wording: { deal: words('Cosa', 'Cosas') } }).deal;
const counted = pluralBy('en', new Intl.NumberFormat('en'));
/**
 * Calls a text function with the first kind of arguments that it accepts: a count, a name, a list of names, a limit with
 * the function for plural forms, a noun, or the values of a problem.
 */
function sample(message: Message): unknown {
  for (const values of [
    [1, 1, 1, 1],
    ['A', 'A', 'A', 'A'],
    [['A'], ['A'], ['A'], ['A']],
    [1, counted],
    [thing],
    [{ missing: ['taxId'], place: 'seller', letters: ['A'], until: '2026-01-31T00:00:00.000Z' }, counted],
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

/** Every Spanish text that an organization can see, from its nouns, with the path of each. */
function spanishTexts(nouns: Nouns): [string, string][] {
  const server = { problemDetails: problemDetails(nouns), problemTitles, importProblems };
  return [...spanish, ...ofRecordTypes.map(({ es }) => es), () => server]
    .flatMap((area) => Object.entries(area(nouns)))
    .flatMap(([name, part]) => textsIn(part, name));
}

/** An organization that calls everything "Cosa", in a country whose terms are no words. */
function neutralNouns(): Nouns {
  const thing = words('Cosa', 'Cosas');
  const nouns = nounsOf('es', {
    wording: Object.fromEntries(Object.keys(recordNouns.es).map((type) => [type, thing])),
  });
  const terms = Object.fromEntries(Object.keys(nouns.terms).map((name) => [name, 'Cosa'])) as Nouns['terms'];
  return { ...nouns, creditNote: nouns.deal, taxRate: nouns.deal, terms };
}

/** What is called differently from country to country. */
const countryWords =
  /\b(NIF|NIT|CIF|RFC|RUC|RUT|CUIT|provincias?|departamentos?|domiciliaci\S+|d[ée]bito (autom[áa]tico|directo)|notas? (de )?cr[ée]dito|rectificativas?|abono\S*|cotizaci\S+|presupuestos?|base (imponible|gravable)|(tipo|tasa) de cambio|tipos? (de (impuesto|retenci[óo]n|IVA)|general|impositivo)|tarifas?|suplidos?|m[óo]vil|celular(es)?|ordenador(es)?|computadora?s?|fichero\S*|vivienda\S*|arriendo\S*)(?!\p{L})/iu;
/** A budget is called the same everywhere; and what an identifier must look like depends on the country of the record. */
const sameEverywhere = /^(fields\.budget(Min|Max)|refusals\.expected\.(nif|nit))$/;

test('no Spanish text has a word of one country, except as a term of the organization’s country', () => {
  const found = spanishTexts(neutralNouns()).filter(
    ([path, text]) => countryWords.test(text) && !sameEverywhere.test(path),
  );
  expect(found).toEqual([]);
});

test('an organization reads the words of its country alone, wherever something has one', () => {
  const textsOf = (country: string) =>
    spanishTexts(nounsOf('es', { country }))
      .filter(([path]) => !sameEverywhere.test(path))
      .map(([, text]) => text)
      .join('\n');
  const [colombia, spain] = [textsOf('CO'), textsOf('ES')];
  expect(colombia).not.toMatch(
    /\b(NIF|provincia|domiciliaci|nota de cr[ée]dito|rectificativa|presupuesto|base imponible|tipo de cambio|suplido|m[óo]vil)/i,
  );
  expect(spain).not.toMatch(
    /\b(NIT\b|departamento de|d[ée]bito autom|nota(s)? (de )?cr[ée]dito|cotizaci|base gravable|tasa de cambio|celular)/i,
  );
  for (const term of ['NIT', 'Departamento', 'Nota crédito', 'Cotización', 'Tasa de cambio', 'Celular'])
    expect(colombia).toContain(term);
  for (const term of ['NIF', 'Provincia', 'Factura rectificativa', 'Presupuesto', 'Tipo de cambio', 'Móvil'])
    expect(spain).toContain(term);
});

test('every term of a country replaces one that Spanish has, and names something', () => {
  const usual = countryTerms('es', undefined);
  for (const [country, terms] of Object.entries(spanishTerms)) {
    expect(isSpanishSpeaking(country), country).toBe(true);
    for (const [name, term] of Object.entries(terms)) {
      expect(Object.keys(usual), country).toContain(name);
      expect(JSON.stringify(term)).toMatch(/\p{L}{3}/u);
    }
  }
  expect(countryTerms('en', 'CO')).toEqual(countryTerms('en', 'ES'));
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
    builtIn: /\b(cliente|lead|negocio|empleado|proveedor|contacto|factura|pedido|presupuesto)(e?s)?\b/i,
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
    const nouns = nounsOf('en', { wording: own });
    const found = areas
      .flatMap((area) => Object.entries(area(nouns)))
      .flatMap(([name, part]) => textsIn(part, name))
      .filter(([, text]) => builtIn.test(text) && !others.includes(text));
    expect(found).toEqual([]);
  });
});

test('Spanish tells what happened in the simple past, which is usual everywhere, except for what lasts until now', () => {
  const perfect = /\b(ha|han|has) (\p{L}+ )?\p{L}+(ado|ido|hecho|puesto|escrito|abierto|visto)(?!\p{L})/iu;
  const untilNow = /\b(todavía|aún|nunca)\b/i;
  const found = spanishTexts(nounsOf('es')).filter(
    ([, text]) => (perfect.test(text) && !untilNow.test(text)) || /como mucho/i.test(text),
  );
  expect(found).toEqual([]);
});
