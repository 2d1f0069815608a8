/** The parameters of RFC 3492, section 5. */
const base = 36;
const digitMin = 1;
const digitMax = 26;
const codePointMax = 0x10_ffff;

/** How far the next insertion is expected to be (RFC 3492, section 6.1). */
function adapted(delta: number, length: number, isFirst: boolean): number {
  let left = Math.floor(delta / (isFirst ? 700 : 2));
  left += Math.floor(left / length);
  let bias = 0;
  for (; left > 455; bias += base) left = Math.floor(left / (base - digitMin));
  return bias + Math.floor((36 * left) / (left + 38));
}

/**
 * Decodes a label of a domain without its `xn--` (RFC 3492, section 6.2). Undefined if it isn't well-formed. Browsers encode
 * labels, but decode none.
 */
export function decodePunycode(encoded: string): string | undefined {
  const end = Math.max(encoded.lastIndexOf('-'), 0);
  const points = Array.from(encoded.slice(0, end), (letter) => letter.codePointAt(0) ?? 0);
  const digits = encoded.slice(end > 0 ? end + 1 : 0);
  let [point, at, bias] = [128, 0, 72];
  for (let index = 0; index < digits.length;) {
    const before = at;
    for (let [weight, k] = [1, base]; ; k += base) {
      const digit = Number.parseInt(digits[index++] ?? '', base);
      if (Number.isNaN(digit)) return undefined;
      // Digits of Punycode are a–z, then 0–9.
      const value = digit < 10 ? digit + 26 : digit - 10;
      at += value * weight;
      const threshold = Math.min(Math.max(k - bias, digitMin), digitMax);
      if (value < threshold) break;
      weight *= base - threshold;
      if (weight > codePointMax * digits.length * base) return undefined;
    }
    const length = points.length + 1;
    bias = adapted(at - before, length, before === 0);
    point += Math.floor(at / length);
    at %= length;
    if (point > codePointMax) return undefined;
    points.splice(at++, 0, point);
  }
  return String.fromCodePoint(...points);
}
