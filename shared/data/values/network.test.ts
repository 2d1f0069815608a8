import { expect, test } from 'vitest';
import { networkOf } from './network.ts';

test('an IPv4 address counts individually in every notation', () => {
  expect(networkOf('198.51.100.7')).toBe('198.51.100.7');
  expect(networkOf('::ffff:198.51.100.7')).toBe('198.51.100.7');
});

test('IPv6 addresses with the same first 64 bits count together', () => {
  const network = networkOf('2001:db8:0:7::1');
  for (const same of ['2001:0db8:0000:0007:ffff:ffff:ffff:ffff', '2001:DB8:0:7:1::', '2001:db8::7:0:0:0:2'])
    expect([same, networkOf(same)]).toEqual([same, network]);
  for (const other of ['2001:db8:0:8::1', '2001:db8::1', '::1', '2001:db9:0:7::1'])
    expect([other, networkOf(other) === network]).toEqual([other, false]);
});
