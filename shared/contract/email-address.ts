import { decodePunycode } from './punycode.ts';

/**
 * What an e-mail address is once it is normalized: letters and digits of any script before the `@` (RFC 6531), and a
 * domain in ASCII with a top-level domain.
 */
export const emailPattern =
  /^(?!\.)(?!.*\.\.)[\p{L}\p{M}\p{N}_'+.-]*[\p{L}\p{M}\p{N}_+-]@(?:[a-z0-9][a-z0-9-]*\.)+(?:[a-z]{2,}|xn--[a-z0-9-]+)$/u;

const ascii = /^[\x20-\x7e]*$/;
/** What a domain can consist of before it is converted. All else would be another part of a URL. */
const domainLetters = /^[\p{L}\p{M}\p{N}.\u3002\uff0e\uff61-]+$/u;

/**
 * A domain as DNS has it, such as `xn--bcher-kva.example` for `bücher.example` (UTS 46). The same text if it can't be one.
 */
function asciiDomain(domain: string): string {
  if (ascii.test(domain) || !domainLetters.test(domain)) return domain;
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return domain;
  }
}

/**
 * An address in the one form in which addresses are stored and compared: in lowercase, with its domain in ASCII. Any text can
 * be passed; one that is no address remains none.
 */
export function normalizedEmail(text: string): string {
  const address = text.trim().normalize('NFC').toLowerCase().normalize('NFC');
  const at = address.lastIndexOf('@');
  return address.slice(0, at + 1) + asciiDomain(address.slice(at + 1));
}

/** A text with its encoded domains as people write them: `ana@bücher.example` for `ana@xn--bcher-kva.example`. */
export const readableDomains = (text: string): string =>
  text.replace(/(?<![\p{L}\p{N}-])xn--([a-z0-9-]+)/giu, (label, encoded: string) => {
    const decoded = decodePunycode(encoded.toLowerCase());
    return decoded !== undefined && asciiDomain(decoded) === label.toLowerCase() ? decoded : label;
  });

/**
 * Whether e-mail can be sent to a normalized address. Amazon SES takes only ASCII before the `@`, because it doesn't support
 * SMTPUTF8 (RFC 6531).
 */
export const isDeliverable = (email: string): boolean => ascii.test(email);
