import * as z from 'zod/mini';

const { ipv4, ipv6, cidrv4, cidrv6 } = z.regexes;
const inner = ({ source }: RegExp): string => source.replace(/^\^|\$$/g, '');
/** An IPv4 address in the form of an IPv6 address, or a range of such addresses. */
const mapped = `::[fF]{4}:${inner(ipv4)}(?:/(?:9[6-9]|1[01][0-9]|12[0-8]))?`;
const pattern = new RegExp(`^(?:${[...[ipv4, cidrv4, ipv6, cidrv6].map(inner), mapped].join('|')})$`);

/**
 * An IPv4 or IPv6 address, or a range of addresses in CIDR notation. An IPv6 address with a prefix has at most 49
 * characters.
 */
export const addressRange = z.string().check(z.maxLength(49), z.regex(pattern, { error: 'addressRange' }));
