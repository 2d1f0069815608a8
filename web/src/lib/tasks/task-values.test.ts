import { expect, test } from 'vitest';
import type { Task } from '#contract/task.ts';
import { addDays } from '#lib/i18n/days.ts';
import { fromZoned } from '#lib/i18n/zoned-time.ts';
import { dueChange, durationChoices, newTask, taskChange, taskValues } from './task-values.ts';

const zone = 'Europe/Madrid';
const task = {
  id: '1',
  version: 1,
  title: 'Call',
  notes: 'About ropes',
  dueAt: '2026-11-20T09:00:30.000Z',
  remindAt: '2026-11-20T06:30:00.000Z',
  priority: 'normal',
  assigneeId: 'ana',
} as unknown as Task;
const values = taskValues(task, zone);

test('a changed title moves neither the time nor the reminder', () => {
  expect(taskChange(task, { ...values, title: 'Call back ' }, zone)).toEqual({ title: 'Call back' });
  expect(taskChange(task, values, zone)).toEqual({});
});

test('a relative reminder moves with its task, an absolute one stays, and both can be removed', () => {
  const hourly = { ...task, remindAt: '2026-11-20T08:00:30.000Z' };
  const due = '2026-11-21T12:00';
  expect(taskChange(hourly, { ...taskValues(hourly, zone), due }, zone)).toEqual({
    dueAt: '2026-11-21T11:00:00.000Z',
    remindAt: '2026-11-21T10:00:00.000Z',
  });
  expect(taskChange(task, { ...values, due }, zone)).toEqual({ dueAt: '2026-11-21T11:00:00.000Z' });
  expect(taskChange(task, { ...values, remind: '', notes: ' ' }, zone)).toEqual({
    remindAt: null,
    notes: null,
  });
});

test('a new task is submitted without empty values', () => {
  const body = newTask({ ...values, notes: '', remind: 'hour', due: '2026-11-21T12:00' }, zone);
  expect(body).toEqual({
    title: 'Call',
    dueAt: '2026-11-21T11:00:00.000Z',
    remindAt: '2026-11-21T10:00:00.000Z',
    kindId: 'task',
    priority: 'normal',
    assigneeId: 'ana',
  });
});

test.each([
  ['Europe/Madrid', '2027-03-28'],
  ['Europe/Madrid', '2027-10-31'],
  ['America/Santiago', '2027-04-04'],
  ['America/Santiago', '2027-09-05'],
])('a reminder of a day before is at the same time of day, in %s on %s, too', (zone, date) => {
  const dayBefore = addDays(date, -1);
  for (const [due, remind] of [
    [`${date}T12:00`, `${dayBefore}T12:00`],
    [`${addDays(date, 1)}T01:30`, `${date}T01:30`],
    [`${date}T23:15`, `${dayBefore}T23:15`],
  ] as const) {
    const remindAt = fromZoned(remind, zone);
    const body = newTask({ ...values, remind: 'day', due }, zone);
    expect(body).toMatchObject({ dueAt: fromZoned(due, zone), remindAt });
    const saved = { ...task, dueAt: fromZoned(due, zone) ?? '', ...(remindAt ? { remindAt } : {}) };
    expect(taskValues(saved, zone).remind).toBe('day');
    const later = `${addDays(date, 3)}T08:00`;
    expect(taskChange(saved, { ...taskValues(saved, zone), due: later }, zone)).toEqual({
      dueAt: fromZoned(later, zone),
      remindAt: fromZoned(`${addDays(date, 2)}T08:00`, zone),
    });
  }
});

test('a new task is about the record that was picked, and a type without a record isn’t left out', () => {
  const picked = newTask({ ...values, aboutType: 'customer', aboutId: 'c1' }, zone);
  expect(picked).toMatchObject({ recordType: 'customer', recordId: 'c1' });
  expect(newTask({ ...values, aboutType: 'customer' }, zone)).toMatchObject({ recordType: 'customer' });
  expect(newTask(values, zone)).not.toHaveProperty('recordType');
});

test('an incomplete or missing due time stays as it is, so that the schema refuses it', () => {
  for (const due of ['2026-11-21T12:00…', '…', '']) {
    expect(newTask({ ...values, remind: 'hour', due }, zone)).toMatchObject({ dueAt: due });
    expect(taskChange(task, { ...values, remind: 'hour', due }, zone)).toEqual({ dueAt: due });
  }
});

test('a task at a time that a clock change repeats is due when it was chosen, until another time is entered', () => {
  const second = '2026-10-25T01:30:00.000Z';
  expect(newTask({ ...values, due: '2026-10-25T02:30' }, zone, second)).toMatchObject({ dueAt: second });
  expect(newTask({ ...values, due: '2026-10-25T02:30' }, zone)).toMatchObject({
    dueAt: '2026-10-25T00:30:00.000Z',
  });
  expect(newTask({ ...values, due: '2026-10-25T03:30' }, zone, second)).toMatchObject({
    dueAt: '2026-10-25T02:30:00.000Z',
  });
});

test('a task that is moved keeps the distance of its reminder, whatever that is, and gets none', () => {
  expect(dueChange(task, '2026-11-21T10:00:00.000Z', zone)).toEqual({
    dueAt: '2026-11-21T10:00:00.000Z',
    remindAt: '2026-11-21T07:29:30.000Z',
  });
  expect(dueChange({ dueAt: task.dueAt }, task.dueAt, zone)).toEqual({ dueAt: task.dueAt });
});

test('a type and a duration are sent when they are chosen or changed, and a duration that is emptied is cleared', () => {
  const meeting = { ...values, kindId: 'meeting', duration: '45' };
  expect(newTask(meeting, zone)).toMatchObject({ kindId: 'meeting', durationMinutes: 45 });
  expect(newTask({ ...values, kindId: '' }, zone)).not.toHaveProperty('kindId');
  expect(newTask(values, zone)).not.toHaveProperty('durationMinutes');
  expect(taskChange(task, meeting, zone)).toEqual({ kindId: 'meeting', durationMinutes: 45 });
  const stored = { ...task, kindId: 'meeting', durationMinutes: 45 };
  expect(taskChange(stored, taskValues(stored, zone), zone)).toEqual({});
  expect(taskChange(stored, values, zone)).toEqual({ kindId: 'task', durationMinutes: null });
});

test('the durations to choose from include those that a task has or had', () => {
  expect(durationChoices('', '')).toEqual([15, 30, 45, 60, 90, 120]);
  expect(durationChoices('60', '50')).toEqual([15, 30, 45, 50, 60, 90, 120]);
});
