/** Minimum length in Cognito's password policy. */
export const passwordLengthMin = 8;
export const passwordLengthMax = 256;
