import { BlockList, isIP } from 'node:net';

/**
 * Whether an IP address belongs to one of the addresses and ranges. An unknown address doesn't. IPv4 addresses and their
 * IPv4-mapped IPv6 forms are the same.
 */
export function isWithin(address: string | undefined, ranges: readonly string[]): boolean {
  if (address === undefined || isIP(address) === 0) return false;
  const list = new BlockList();
  for (const range of ranges) {
    const [base = '', prefix] = range.split('/');
    if (prefix === undefined) list.addAddress(base, familyOf(base));
    else list.addSubnet(base, Number(prefix), familyOf(base));
  }
  return list.check(address, familyOf(address));
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 4 ? 'ipv4' : 'ipv6');
