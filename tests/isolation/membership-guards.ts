import { accept, guard, never, references, type Guard } from './guard.ts';

/** Guards of members and of invitations. */
export const membershipGuards: Guard[] = [
  guard(
    'managing members with higher roles',
    'functions/members/members.ts',
    "if (!mayManageRole(context.role, member.role)) throw new ProblemError('forbidden');",
    never,
    'tests/api/members.test.ts',
    'an admin can neither change nor appoint owners',
  ),
  guard(
    'passwords of members with higher roles',
    'functions/members/resend.ts',
    "if (!mayManageRole(context.role, member.role)) throw new ProblemError('forbidden');",
    never,
    'tests/api/new-member.test.ts',
    'is refused for users with a password, without permission for the role, and for keys',
  ),
  guard(
    'assigning higher roles',
    'functions/members/members.ts',
    "if (!mayManageRole(context.role, role)) throw fieldProblem('/role', 'not_allowed');",
    never,
    'tests/api/members.test.ts',
    'an admin can neither change nor appoint owners',
  ),
  guard(
    'changes of one’s own membership',
    'functions/members/members.ts',
    'if (changesRights && userId === context.actor.userId) throw ownMembership();',
    never,
    'tests/api/members.test.ts',
    'nobody can change their own role or membership, not even owners, but their own name',
  ),
  guard(
    'invitations to higher roles',
    'functions/invitations/invitations.ts',
    "if (!mayManageRole(context.role, invitation.role)) throw new ProblemError('forbidden');",
    never,
    'tests/api/invitations.test.ts',
    'only owners can resend and revoke owner invitations',
  ),
  guard(
    'the permissions of the person who invited',
    accept,
    'if (!inviter?.active || !mayManageRole(inviter.role, role)) throw expiredLink();',
    "if (!inviter) return 'owner';",
    'tests/api/invitations.test.ts',
    'an invitation is valid while its last sender can grant the role, and again when someone else resends it',
  ),
  guard(
    'the secret of an invitation',
    accept,
    ' || !mailedHashes(item).some((hash) => sameHash(hash, secret))',
    never,
    references,
    'an invitation’s secret is rejected for other organizations and invitations',
  ),
  guard(
    'the address of an invitation',
    accept,
    "if (invitation.email !== profile.email) throw fieldProblem('/token', 'other_address', 'conflict');",
    never,
    'tests/api/invitations.test.ts',
    'a link works for its own address only',
  ),
];
