import ipaddr from 'ipaddr.js';

/**
 * Whether an IP address is on the public Internet: not private, local, reserved, a group, or one of those in another form,
 * such as an IPv4 address within an IPv6 address.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast';
}
