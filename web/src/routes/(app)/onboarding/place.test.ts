import { expect, test } from 'vitest';
import { timeZoneIn } from './place.ts';

test('an organization in another country than its founder has the time zone of that country', () => {
  expect(timeZoneIn('CO', 'Europe/Madrid')).toBe('America/Bogota');
  expect(timeZoneIn('ES', 'America/Bogota')).toBe('Europe/Madrid');
  expect(timeZoneIn('SE', 'America/Bogota')).toBe('Europe/Stockholm');
});

test('the founder’s time zone stays if it is one of the country’s, or the country has several', () => {
  expect(timeZoneIn('ES', 'Atlantic/Canary')).toBe('Atlantic/Canary');
  expect(timeZoneIn('US', 'America/Denver')).toBe('America/Denver');
  expect(timeZoneIn('US', 'Europe/Madrid')).toBe('Europe/Madrid');
});
