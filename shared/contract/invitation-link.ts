/**
 * Where on the site an invitation is accepted. The token stands behind `#`, which browsers keep to themselves: what is
 * before it comes into logs on the way.
 */
export const invitationPath = (token: string): string => `/invitations#${token}`;
