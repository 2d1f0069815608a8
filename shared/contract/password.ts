/** Minimum length in the user pool's password policy. */
export const passwordLengthMin = 8;
export const passwordLengthMax = 256;
