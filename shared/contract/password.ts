/** Minimum length in Cognito's password policy. Longer passphrases are fine. */
export const passwordLengthMin = 8;
export const passwordLengthMax = 256;
