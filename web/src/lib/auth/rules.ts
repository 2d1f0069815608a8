/** What Cognito's password policy asks for; longer passphrases are welcome. */
export const passwordLengthMin = 8;
export const passwordLengthMax = 256;
export const usernameLengthMin = 3;
export const usernameLengthMax = 60;

/** Names that can be typed anywhere and are no e-mail address. */
export function isUsername(name: string): boolean {
  return new RegExp(
    `^[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{${usernameLengthMin - 1},${usernameLengthMax - 1}}$`,
    'u',
  ).test(name);
}
