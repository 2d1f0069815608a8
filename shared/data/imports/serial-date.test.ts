import { expect, test } from 'vitest';
import { dateOfSerial } from './serial-date.ts';

test.each([
  [1, '1900-01-01'],
  [59, '1900-02-28'],
  [61, '1900-03-01'],
  [25_569, '1970-01-01'],
  [45_292, '2024-01-01'],
  [45_351, '2024-02-29'],
  [2_958_465, '9999-12-31'],
])('the serial number %d of the 1900 system is %s', (serial, date) => {
  expect(dateOfSerial(serial, 'date', 1900)).toEqual({ date });
});

test('the 1904 system counts days from its own first day', () => {
  expect(dateOfSerial(0, 'date', 1904)).toEqual({ date: '1904-01-01' });
  expect(dateOfSerial(43_830, 'date', 1904)).toEqual({ date: '2024-01-01' });
});

test('a number that no date has stays a number', () => {
  for (const serial of [-1, 0, 0.5, 60, 60.5, 2_958_466, 1e12]) {
    expect(dateOfSerial(serial, 'date', 1900)).toBe(serial);
  }
  expect(dateOfSerial(-0.5, 'date_time', 1904)).toBe(-0.5);
});

test('a date has a time if its format shows one or the cell has one', () => {
  expect(dateOfSerial(45_292, 'date_time', 1900)).toEqual({ date: '2024-01-01T00:00:00' });
  expect(dateOfSerial(45_292.75, 'date', 1900)).toEqual({ date: '2024-01-01T18:00:00' });
  expect(dateOfSerial(45_292.430555555555, 'date_time', 1900)).toEqual({ date: '2024-01-01T10:20:00' });
  expect(dateOfSerial(45_292.25, 'time', 1900)).toEqual({ date: '2024-01-01T06:00:00' });
});

test('a time is rounded to seconds, over midnight if it must be', () => {
  expect(dateOfSerial(45_291.999999, 'date_time', 1900)).toEqual({ date: '2024-01-01T00:00:00' });
  expect(dateOfSerial(45_291.9999999, 'date', 1900)).toEqual({ date: '2024-01-01' });
});

test('the time of a day without a date is a text', () => {
  expect(dateOfSerial(0.395833333333333, 'time', 1900)).toBe('09:30:00');
  expect(dateOfSerial(0, 'time', 1904)).toBe('00:00:00');
});
