export const usernameLengthMin = 3;
export const usernameLengthMax = 60;

/** Usernames that are easy to type and are not e-mail addresses. */
export function isUsername(name: string): boolean {
  return new RegExp(
    `^[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{${usernameLengthMin - 1},${usernameLengthMax - 1}}$`,
    'u',
  ).test(name);
}
