import { describe, expect, test } from 'vitest';
import type { PlanContext } from './day-phrases.ts';
import { readPlan } from './read-plan.ts';

/** Monday, 30 November 2026, 10:15 in Madrid. */
const now = new Date('2026-11-30T09:15:00Z');
const base = { now, zone: 'Europe/Madrid', isMonthFirst: false, isTwelveHour: false };
const british: PlanContext = { ...base, language: 'en' };
const american: PlanContext = { ...base, language: 'en', isMonthFirst: true, isTwelveHour: true };
const spanish: PlanContext = { ...base, language: 'es' };
const all = { british, american, spanish };

/** A line, the title that is left, the day with or without a time, and the kind. */
type Case = readonly [line: string, title: string, moment?: string, kind?: string];

function expectRead([line, title, moment = '', kind]: Case, context: PlanContext): void {
  const plan = readPlan(line, context);
  const shown = { ...plan, moment: [plan.day, plan.time].filter(Boolean).join(' ') };
  expect({ line, title: shown.title, moment: shown.moment, kind: shown.kind }).toEqual({
    line,
    title,
    moment,
    kind,
  });
}

/** Lines that mean the same to all users. */
const common: Case[] = [
  ['call tue 10', 'call', '2026-12-01 10:00', 'call'],
  ['llamar mar 10', 'llamar', '2026-12-01 10:00', 'call'],
  ['call Ana tomorrow 9:30', 'call Ana', '2026-12-01 09:30', 'call'],
  ['mañana a las 16', '', '2026-12-01 16:00'],
  ['next monday', '', '2026-12-07'],
  ['el lunes', '', '2026-12-07'],
  ['in 3 days', '', '2026-12-03'],
  ['en 2 semanas', '', '2026-12-14'],
  ['15/12 11h', '', '2026-12-15 11:00'],
  ['dec 15', '', '2026-12-15'],
  ['15 dic', '', '2026-12-15'],
  ['today 5pm', '', '2026-11-30 17:00'],
  ['hoy 17:00', '', '2026-11-30 17:00'],
  ['friday', '', '2026-12-04'],
  // Weekdays, long and short. The named day is the next one, never today.
  ['monday', '', '2026-12-07'],
  ['mon', '', '2026-12-07'],
  ['tuesday', '', '2026-12-01'],
  ['tues', '', '2026-12-01'],
  ['tue', '', '2026-12-01'],
  ['wednesday', '', '2026-12-02'],
  ['wed', '', '2026-12-02'],
  ['thursday', '', '2026-12-03'],
  ['thurs', '', '2026-12-03'],
  ['thu', '', '2026-12-03'],
  ['fri', '', '2026-12-04'],
  ['saturday', '', '2026-12-05'],
  ['sat', '', '2026-12-05'],
  ['Sunday', '', '2026-12-06'],
  ['SUN', '', '2026-12-06'],
  ['lunes', '', '2026-12-07'],
  ['lun', '', '2026-12-07'],
  ['martes', '', '2026-12-01'],
  ['miércoles', '', '2026-12-02'],
  ['miercoles', '', '2026-12-02'],
  ['mié', '', '2026-12-02'],
  ['jueves', '', '2026-12-03'],
  ['jue.', '', '2026-12-03'],
  ['viernes', '', '2026-12-04'],
  ['vie', '', '2026-12-04'],
  ['sábado', '', '2026-12-05'],
  ['sáb', '', '2026-12-05'],
  ['domingo', '', '2026-12-06'],
  ['dom', '', '2026-12-06'],
  ['this monday', '', '2026-11-30'],
  ['next friday', '', '2026-12-11'],
  ['este viernes', '', '2026-12-04'],
  ['el próximo viernes', '', '2026-12-04'],
  ['el viernes que viene', '', '2026-12-04'],
  ['el viernes de la semana que viene', '', '2026-12-11'],
  ['next week', '', '2026-12-07'],
  ['la semana que viene', '', '2026-12-07'],
  ['la próxima semana', '', '2026-12-07'],
  // Days from today.
  ['today', '', '2026-11-30'],
  ['hoy', '', '2026-11-30'],
  ['tomorrow', '', '2026-12-01'],
  ['mañana', '', '2026-12-01'],
  ['manana', '', '2026-12-01'],
  ['the day after tomorrow', '', '2026-12-02'],
  ['pasado mañana', '', '2026-12-02'],
  ['in a week', '', '2026-12-07'],
  ['in two weeks', '', '2026-12-14'],
  ['en una semana', '', '2026-12-07'],
  ['dentro de tres días', '', '2026-12-03'],
  ['in 1 month', '', '2026-12-30'],
  ['en 3 meses', '', '2027-02-28'],
  ['in 2 hours', '', '2026-11-30 12:15'],
  ['in an hour and a half', '', '2026-11-30 11:45'],
  ['en 30 minutos', '', '2026-11-30 10:45'],
  ['en media hora', '', '2026-11-30 10:45'],
  ['dentro de 15 horas', '', '2026-12-01 01:15'],
  // Dates in words. Without a year, the next one is meant.
  ['15 dec', '', '2026-12-15'],
  ['15th of December', '', '2026-12-15'],
  ['December 15th', '', '2026-12-15'],
  ['dec 15, 2027', '', '2027-12-15'],
  ['15dic', '', '2026-12-15'],
  ['el 15 de diciembre', '', '2026-12-15'],
  ['15 de diciembre de 2027', '', '2027-12-15'],
  ['1º de enero', '', '2027-01-01'],
  ['30 nov', '', '2026-11-30'],
  ['29 nov', '', '2027-11-29'],
  ['29 feb', '', '2028-02-29'],
  ['10 mar', '', '2027-03-10'],
  ['5 may', '', '2027-05-05'],
  ['mayo 5', '', '2027-05-05'],
  ['sept 1', '', '2027-09-01'],
  ['2027-01-05', '', '2027-01-05'],
  ['25/12', '', '2026-12-25'],
  ['15/12/2027', '', '2027-12-15'],
  ['15/12/27', '', '2027-12-15'],
  ['15.12.2027', '', '2027-12-15'],
  ['the 15th', '', '2026-12-15'],
  ['el 15', '', '2026-12-15'],
  ['el día 29', '', '2026-12-29'],
  // The name of the weekday belongs to a date on that day.
  ['tuesday 1 december', '', '2026-12-01'],
  ['el martes 1 de diciembre', '', '2026-12-01'],
  ['Tue, Dec 1', '', '2026-12-01'],
  ['tue 5 dec', 'tue', '2026-12-05'],
  // Times.
  ['tomorrow at noon', '', '2026-12-01 12:00'],
  ['mañana al mediodía', '', '2026-12-01 12:00'],
  ['tomorrow 12am', '', '2026-12-01 00:00'],
  ['tomorrow 12 p.m.', '', '2026-12-01 12:00'],
  ['tomorrow 5.30pm', '', '2026-12-01 17:30'],
  ['tomorrow 11h30', '', '2026-12-01 11:30'],
  ['tomorrow 16 h', '', '2026-12-01 16:00'],
  ['tomorrow 16.45', '', '2026-12-01 16:45'],
  ['tomorrow 0:05', '', '2026-12-01 00:05'],
  ['mañana 08:00', '', '2026-12-01 08:00'],
  ['mañana a las 5 y media', '', '2026-12-01 17:30'],
  ['mañana a las nueve y cuarto', '', '2026-12-01 09:15'],
  ['mañana a las once menos cuarto', '', '2026-12-01 10:45'],
  ['mañana a las 5 de la tarde', '', '2026-12-01 17:00'],
  ['mañana a las 9 de la mañana', '', '2026-12-01 09:00'],
  ['mañana a las 10 de la noche', '', '2026-12-01 22:00'],
  ['mañana a las 16:30 h', '', '2026-12-01 16:30'],
  ['a la 1 mañana', '', '2026-12-01 13:00'],
  ['tomorrow at 9 in the morning', '', '2026-12-01 09:00'],
  ["tomorrow at eight o'clock", '', '2026-12-01 08:00'],
  ['10am tue', '', '2026-12-01 10:00'],
  ['9:30 tomorrow', '', '2026-12-01 09:30'],
  ['11h mañana', '', '2026-12-01 11:00'],
  // An hour of a working day, unless it is written out.
  ['tue 4', '', '2026-12-01 16:00'],
  ['tue 04', '', '2026-12-01 04:00'],
  ['tue 4h', '', '2026-12-01 04:00'],
  ['tue 7', '', '2026-12-01 07:00'],
  // A time without a day is the next one.
  ['call Ana at 16:00', 'call Ana', '2026-11-30 16:00', 'call'],
  ['call Ana 9am', 'call Ana', '2026-12-01 09:00', 'call'],
  ['llamar a las 10:15', 'llamar', '2026-12-01 10:15', 'call'],
  ['llamar a Ana 16h', 'llamar a Ana', '2026-11-30 16:00', 'call'],
  // The rest is the title, wherever the day and the time are.
  ['tomorrow call Ana', 'call Ana', '2026-12-01', 'call'],
  ['tue 10 call Ana', 'call Ana', '2026-12-01 10:00', 'call'],
  ['call tue 10 with Ana', 'call with Ana', '2026-12-01 10:00', 'call'],
  ['tue call Ana at 10', 'call Ana', '2026-12-01 10:00', 'call'],
  ['meet Bob at 10 on friday', 'meet Bob', '2026-12-04 10:00', 'meeting'],
  ['call Ana, tomorrow, 9:30', 'call Ana', '2026-12-01 09:30', 'call'],
  ['Call Ana – tomorrow – 9:30.', 'Call Ana', '2026-12-01 09:30', 'call'],
  ['call Ana (tomorrow)', 'call Ana', '2026-12-01', 'call'],
  ['send offer by friday noon', 'send offer', '2026-12-04 12:00'],
  ['enviar oferta para el viernes', 'enviar oferta', '2026-12-04'],
  ['reunión con Ana el 10 a las 12', 'reunión con Ana', '2026-12-10 12:00', 'meeting'],
  ['follow up Monday report on Thursday', 'follow up Monday report', '2026-12-03'],
  ['Prepare  2 offers tomorrow', 'Prepare  2 offers', '2026-12-01'],
  // Kinds, by the first word of the title.
  ['phone Ana', 'phone Ana', '', 'call'],
  ['llamada con Ana', 'llamada con Ana', '', 'call'],
  ['email Bob dec 15 at 5:30 p.m.', 'email Bob', '2026-12-15 17:30', 'email'],
  ['send an e-mail to Bob', 'send an e-mail to Bob', '', 'email'],
  ['correo a Ana el jueves', 'correo a Ana', '2026-12-03', 'email'],
  ['enviar un correo a Ana', 'enviar un correo a Ana', '', 'email'],
  ['meeting with Bob', 'meeting with Bob', '', 'meeting'],
  ['Reunión de equipo', 'Reunión de equipo', '', 'meeting'],
  ['to-do: invoice', 'to-do: invoice', '', 'task'],
  ['tarea pendiente', 'tarea pendiente', '', 'task'],
  ['recall Ana', 'recall Ana'],
  ['calling list', 'calling list'],
  // What isn't a plan's day or time stays in the title.
  ['', ''],
  ['   ', ''],
  ['Send the offer', 'Send the offer'],
  ['order 10 chairs', 'order 10 chairs'],
  ['buy tomorrow 10 chairs', 'buy 10 chairs', '2026-12-01'],
  ['mañana 3 cajas a Ana', '3 cajas a Ana', '2026-12-01'],
  ['tue 25', '25', '2026-12-01'],
  ['tue 13pm', '13pm', '2026-12-01'],
  ['tomorrow 25:00', '25:00', '2026-12-01'],
  ['tomorrow 10€', '10€', '2026-12-01'],
  ['31/02', '31/02'],
  ['32 dec', '32 dec'],
  ['support 24/7', 'support 24/7'],
  ['every monday sync', 'every monday sync'],
  ['cada lunes llamar', 'cada lunes llamar'],
  ['reunión los lunes', 'reunión los lunes', '', 'meeting'],
  ['report before friday', 'report before friday'],
  ['informe del lunes', 'informe del lunes'],
  ['the tuesday meeting', 'the tuesday meeting'],
  ["friday's numbers", "friday's numbers"],
  ['open mon-wed', 'open mon-wed'],
  ['tomorrow 10-11', '10-11', '2026-12-01'],
  ['llamar por la mañana', 'llamar por la mañana', '', 'call'],
  ['el lunes por la mañana', 'por la mañana', '2026-12-07'],
  ['en 3 días hábiles', 'en 3 días hábiles'],
  ['3 days ago', '3 days ago'],
  ['may I call', 'may I call'],
  ['block 2h', 'block 2h'],
  ['invoice 2026-0015', 'invoice 2026-0015'],
  ['call +34 600 10 10 10', 'call +34 600 10 10 10', '', 'call'],
  ['write to ana@friday.com', 'write to ana@friday.com'],
  ['version 2.10', 'version 2.10'],
];

/** A case with the texts of its title. */
const titled = (one: Case) => [one[0], one[1], one[2] ?? 'no day', one] as const;

describe.each(Object.entries(all))('for %s users', (_, context) => {
  test.each(common.map(titled))('“%s” leaves the title “%s” and means %s', (_line, _title, _moment, one) =>
    expectRead(one, context),
  );
});

describe('by the user’s language and formats', () => {
  test.each<[keyof typeof all, ...Case]>([
    ['british', '1/2 10', '', '2027-02-01 10:00'],
    ['spanish', '1/2 10', '', '2027-02-01 10:00'],
    ['american', '1/2 10', '', '2027-01-02 10:00'],
    ['british', '12/15', '', '2026-12-15'],
    ['american', '3-4-2027', '', '2027-03-04'],
    ['spanish', '3-4-2027', '', '2027-04-03'],
    ['british', 'mar 10', '', '2027-03-10'],
    ['american', 'mar 10 5pm', '', '2027-03-10 17:00'],
    ['spanish', 'mar 10', '', '2026-12-01 10:00'],
    ['spanish', 'call mar 10', 'call', '2027-03-10', 'call'],
    ['british', 'llamar mar', 'llamar', '2026-12-01', 'call'],
    ['british', 'mar', 'mar'],
    ['british', 'tue 4:30', '', '2026-12-01 04:30'],
    ['spanish', 'mañana 4:30', '', '2026-12-01 04:30'],
    ['american', 'tue 4:30', '', '2026-12-01 16:30'],
    ['american', 'tue 04:30', '', '2026-12-01 04:30'],
    ['american', 'tue 9:30', '', '2026-12-01 09:30'],
    ['american', 'tue 16:30', '', '2026-12-01 16:30'],
  ])('for %s users, “%s” leaves the title “%s” and means %s', (who, line, title, ...meaning) =>
    expectRead([line, title, ...meaning], all[who]),
  );
});

describe('at clock changes', () => {
  const at = (line: string, instant: string, zone: string) => {
    const { day, time } = readPlan(line, { ...british, zone, now: new Date(instant) });
    return `${day} ${time}`;
  };

  test('a skipped time is as much later as the clock is put forward', () => {
    expect(at('sunday 02:30', '2027-03-25T09:00:00Z', 'Europe/Madrid')).toBe('2027-03-28 03:30');
    expect(at('sunday 00:15', '2027-09-01T09:00:00Z', 'America/Santiago')).toBe('2027-09-05 01:15');
  });

  test('a repeated time stays, and is the first one', () => {
    expect(at('sunday 02:30', '2027-10-28T09:00:00Z', 'Europe/Madrid')).toBe('2027-10-31 02:30');
    expect(at('in 2 hours', '2027-10-30T22:45:00Z', 'Europe/Madrid')).toBe('2027-10-31 02:45');
  });

  test('hours from now pass as they do, and days by the calendar', () => {
    expect(at('in 2 hours', '2027-03-28T00:30:00Z', 'Europe/Madrid')).toBe('2027-03-28 04:30');
    expect(at('tomorrow 01:30', '2027-09-05T03:30:00Z', 'America/Santiago')).toBe('2027-09-05 01:30');
    expect(at('tomorrow 23:30', '2027-04-04T02:30:00Z', 'America/Santiago')).toBe('2027-04-04 23:30');
  });
});
