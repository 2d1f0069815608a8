import { describe, expect, test } from 'vitest';
import { dueSteps, isReminderDue, nextReminder, nextStep } from './due-steps.ts';

const told = (dueOn: string, reminderDays: readonly number[], timeZone: string) =>
  dueSteps(dueOn, reminderDays, timeZone).map(({ kind, at }) => `${kind} ${at}`);

describe('the steps of an invoice', () => {
  test('are its reminders at nine o’clock, and the day after the due date, in the organization’s time zone', () => {
    expect(told('2026-01-31', [7, -3], 'America/Bogota')).toEqual([
      'reminder 2026-01-28T14:00:00.000Z',
      'overdue 2026-02-01T05:00:00.000Z',
      'reminder 2026-02-07T14:00:00.000Z',
      'end 2026-06-01T05:00:00.000Z',
    ]);
  });

  test('go past the ends of months and of years, with and without a leap day', () => {
    const days = (dueOn: string) =>
      dueSteps(dueOn, [1], 'UTC')
        .filter(({ kind }) => kind !== 'end')
        .map(({ at }) => at.slice(0, 10));
    expect(days('2026-02-28')).toEqual(['2026-03-01', '2026-03-01']);
    expect(days('2028-02-28')).toEqual(['2028-02-29', '2028-02-29']);
    expect(days('2026-12-31')).toEqual(['2027-01-01', '2027-01-01']);
  });

  test('follow the clock of the time zone when it changes', () => {
    // Clocks in Madrid are put forward on March 29 and back on October 25.
    expect(told('2026-03-28', [0, 1], 'Europe/Madrid').slice(0, 3)).toEqual([
      'reminder 2026-03-28T08:00:00.000Z',
      'overdue 2026-03-28T23:00:00.000Z',
      'reminder 2026-03-29T07:00:00.000Z',
    ]);
    expect(told('2026-10-25', [0], 'Europe/Madrid').slice(0, 2)).toEqual([
      'reminder 2026-10-25T08:00:00.000Z',
      'overdue 2026-10-25T23:00:00.000Z',
    ]);
    // In Cairo, clocks skip midnight of April 24, so that the day begins at one o’clock.
    expect(told('2026-04-23', [], 'Africa/Cairo')[0]).toBe('overdue 2026-04-23T22:00:00.000Z');
    // Half of the world is a day ahead of the other half.
    expect(told('2026-05-10', [], 'Pacific/Kiritimati')[0]).toBe('overdue 2026-05-10T10:00:00.000Z');
    expect(told('2026-05-10', [], 'Pacific/Pago_Pago')[0]).toBe('overdue 2026-05-11T11:00:00.000Z');
  });

  test('name a day once, even if the settings name it twice', () => {
    expect(dueSteps('2026-05-10', [7, 7], 'UTC').filter(({ kind }) => kind === 'reminder')).toHaveLength(1);
  });

  test('end after the last day for which settings can have a reminder', () => {
    const steps = dueSteps('2026-05-10', [120], 'Pacific/Pago_Pago');
    expect(steps.map(({ kind }) => kind)).toEqual(['overdue', 'reminder', 'end']);
  });
});

test('a step belongs to the time after which it was handled last', () => {
  const steps = dueSteps('2026-05-10', [-3, 0], 'UTC');
  const at = { first: '2026-05-07T09:00:00.000Z', second: '2026-05-10T09:00:00.000Z' };
  expect(nextStep(steps, '2026-05-01T00:00:00.000Z')?.at).toBe(at.first);
  expect(nextStep(steps, at.first)?.at).toBe(at.second);
  expect(nextReminder(steps, at.second)).toBeUndefined();
  expect(isReminderDue(steps, '2026-05-01T00:00:00.000Z', '2026-05-07T08:59:59.999Z')).toBe(false);
  expect(isReminderDue(steps, '2026-05-01T00:00:00.000Z', at.first)).toBe(true);
  expect(isReminderDue(steps, at.first, '2026-05-09T00:00:00.000Z')).toBe(false);
});
