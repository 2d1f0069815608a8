/**
 * The path where an invitation is accepted. The token follows `#`, because browsers don't send that part and it
 * appears in no log.
 */
export const invitationPath = (token: string): string => `/invitations#${token}`;
