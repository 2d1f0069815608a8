export const usernameLengthMin = 3;
export const usernameLengthMax = 60;

/** Whether a text is a valid username. Spaces and `@` aren't allowed, so it can't be an e-mail address. */
export function isUsername(name: string): boolean {
  return new RegExp(
    `^[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{${usernameLengthMin - 1},${usernameLengthMax - 1}}$`,
    'u',
  ).test(name);
}
