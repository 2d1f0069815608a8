import { expect, test } from 'vitest';
import { addressRange } from '#contract/address-range.ts';
import { isWithin } from './address-ranges.ts';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['203.0.113.7', '203.0.113.0/24'],
  ['203.0.113.7', '203.0.113.200/24'],
  ['::ffff:203.0.113.7', '203.0.113.0/24'],
  ['::ffff:cb00:7107', '203.0.113.7'],
  ['203.0.113.7', '::ffff:203.0.113.7'],
  ['203.0.113.7', '::ffff:203.0.113.0/120'],
  ['2001:DB8:0::1', '2001:db8::1'],
  ['2001:db8:1::1', '2001:db8::/32'],
  ['203.0.113.7', '0.0.0.0/0'],
])('%s is within %s', (address, range) => {
  expect(addressRange.safeParse(range).success).toBe(true);
  expect(isWithin(address, ['192.0.2.1', range])).toBe(true);
});

test.each([
  ['203.0.113.8', '203.0.113.7'],
  ['203.0.112.7', '203.0.113.0/24'],
  ['::ffff:203.0.112.7', '203.0.113.0/24'],
  ['2001:db9::1', '2001:db8::/32'],
  ['2001:db8::1', '0.0.0.0/0'],
  [undefined, '0.0.0.0/0'],
  ['', '::/0'],
  ['unknown', '::/0'],
])('%s is not within %s', (address, range) => {
  expect(isWithin(address, [range])).toBe(false);
});

test.each([
  '',
  '203.0.113',
  '203.0.113.256',
  '203.0.113.07',
  '203.0.113.0/33',
  '203.0.113.0/',
  '203.0.113.0/24/1',
  '203.0.113.0/-1',
  '203.0.113.0/024',
  '203.0.113.1-9',
  ' 203.0.113.1',
  '2001:db8::1::2',
  '2001:db8:::1',
  '2001:db8::/129',
  'fe80::1%eth0',
  '[::1]',
  'example.com',
])('“%s” is not an address or a range', (text) => {
  expect(addressRange.safeParse(text).success).toBe(false);
});
