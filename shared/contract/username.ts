export const usernameLengthMax = 60;

/**
 * A sign-in name: 3 to 60 letters, digits, dots, underscores and hyphens, starting with a letter or digit. Spaces and
 * `@` aren't allowed, so it can't be an e-mail address. Case is ignored.
 */
export const usernamePattern = /^[\p{L}\p{N}][\p{L}\p{N}._-]{2,59}$/u;
