import { expect, test } from 'vitest';
import { languages } from '#contract/language.ts';
import type { Naming } from '#contract/nouns.ts';
import type { Organization } from '#contract/organization.ts';
import type { Status } from '#contract/status.ts';
import { defaultLists } from './default-lists.ts';
import { allPresets } from './presets.ts';
import { statusNouns, withNamesOf, withNeeded } from './stored-status.ts';
import { wordingOf } from './with-additions.ts';

test('a list that was stored before the product needed a meaning gets the product’s entry for it, and keeps its own ones', () => {
  const { invoiceStatuses } = defaultLists('en');
  const stored = invoiceStatuses
    .filter(({ meaning }) => meaning !== 'credited')
    .map((entry) => (entry.id === 'paid' ? { ...entry, id: 'collected', name: 'Collected' } : entry));
  expect(withNeeded('invoiceStatuses', stored, statusNouns({}))).toEqual([
    ...stored,
    invoiceStatuses.find(({ meaning }) => meaning === 'credited'),
  ]);
  expect(withNeeded('invoiceStatuses', invoiceStatuses, statusNouns({}))).toEqual(invoiceStatuses);
});

test('product entries are called as the organization and its country call things, and agree with what they describe', () => {
  const namesIn = (
    naming: Naming,
    list: 'quoteStatuses' | 'invoiceKinds' | 'paymentMethods' | 'contactStatuses',
  ) => defaultLists('es', undefined, statusNouns(naming))[list].map(({ names }) => names?.es);
  const quotes = ['Borrador', 'Enviada', 'Aceptada', 'Rechazada', 'Caducada'];
  expect(namesIn({ country: 'CO' }, 'quoteStatuses')).toEqual(quotes);
  expect(namesIn({ country: 'ES' }, 'quoteStatuses')).toEqual([
    'Borrador',
    'Enviado',
    'Aceptado',
    'Rechazado',
    'Caducado',
  ]);
  const wording = {
    quote: { one: 'Propuesta', many: 'Propuestas' },
    contact: { one: 'Persona', many: 'Personas' },
  };
  expect(namesIn({ country: 'ES', wording }, 'quoteStatuses')).toEqual(quotes);
  expect(namesIn({ wording }, 'contactStatuses')).toEqual(['Prospecto', 'Calificada', 'Cliente', 'Inactiva']);
  expect(namesIn({ country: 'ES' }, 'invoiceKinds')).toEqual(['Factura', 'Factura rectificativa']);
  expect(namesIn({ country: 'CO' }, 'invoiceKinds')).toEqual(['Factura', 'Nota crédito']);
  expect(namesIn({ country: 'CO' }, 'paymentMethods')).toContain('Débito automático');
  expect(namesIn({ country: 'ES' }, 'paymentMethods')).toContain('Domiciliación');
});

test('a prospect is told from a lead in every language and preset, also where leads are called prospects', () => {
  const namesOf = (naming: Naming) => {
    const nouns = statusNouns(naming);
    const { contactStatuses, customerStatuses } = defaultLists('es', undefined, nouns);
    return [contactStatuses, customerStatuses].map(
      (entries) => entries.find(({ id }) => id === 'prospect')?.names,
    );
  };
  const usual = { en: 'Prospect', es: 'Prospecto' };
  expect(namesOf({})).toEqual([usual, usual]);
  const wording = { lead: { one: 'prospecto', many: 'prospectos' } };
  const apart = { en: 'Prospect', es: 'Potencial' };
  expect(namesOf({ wording })).toEqual([apart, apart]);
  for (const country of ['CO', 'ES', 'MX', 'AR', undefined])
    for (const preset of allPresets)
      for (const language of languages) {
        const nouns = statusNouns({ country, ...wordingOf(preset, language) });
        const { contactStatuses, customerStatuses } = defaultLists(language, preset, nouns);
        const names = [...contactStatuses, ...customerStatuses].map(
          ({ name, names }) => names?.[language] ?? name,
        );
        expect(names, `${preset.id} in ${language}`).not.toContain(nouns[language].lead.One);
      }
});

test('entries that the organization renamed keep their names, and product entries follow new names of records', () => {
  const before = {
    ...defaultLists('es'),
    wording: { quote: { one: 'Oferta', many: 'Ofertas' } },
  } as unknown as Organization;
  const [draft, sent, ...others] = before.quoteStatuses;
  const renamed = { id: sent!.id, meaning: sent!.meaning, name: 'Ya enviado' } as Status;
  const after = withNamesOf({ ...before, quoteStatuses: [draft!, renamed, ...others] });
  expect(after.quoteStatuses.map(({ name, names }) => names?.es ?? name)).toEqual([
    'Borrador',
    'Ya enviado',
    'Aceptada',
    'Rechazada',
    'Caducada',
  ]);
});
