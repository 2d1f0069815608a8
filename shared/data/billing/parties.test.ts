import { expect, test } from 'vitest';
import type { Customer } from '#contract/records/customer.ts';
import { buyerOf, sellerOf } from './parties.ts';

test.each([
  ['US', '78701', 'Austin', 'TX', 'Austin, TX 78701'],
  ['CO', '050021', 'Medellín', 'Antioquia', 'Medellín, Antioquia 050021'],
  ['CA', 'M5V 2T6', 'Toronto', 'ON', 'Toronto ON M5V 2T6'],
  ['ES', '28801', 'Alcalá de Henares', 'Madrid', '28801 Alcalá de Henares (Madrid)'],
  ['ES', '28001', 'Madrid', 'Madrid', '28001 Madrid'],
  ['MX', '44100', 'Guadalajara', 'Jalisco', '44100 Guadalajara, Jalisco'],
  ['US', '78701', 'Austin', undefined, 'Austin 78701'],
  ['ES', undefined, undefined, 'Madrid', 'Madrid'],
])('an address in %s has the state where the country writes it', (country, postalCode, city, state, line) => {
  const place = { address: 'Street 1', country, postalCode, city, state };
  const lines = ['Street 1', line];
  expect(sellerOf(place as never).address).toEqual(lines);
  expect(buyerOf({ name: 'Acme', ...place } as Customer).address).toEqual(lines);
});
