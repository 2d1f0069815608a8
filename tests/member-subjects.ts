import { bodyOf } from './caller.ts';
import type { RunningHost } from './host.ts';
import {
  addMember,
  letMailPauseEnd,
  letPasswordPauseEnd,
  unique,
  type TestOrganization,
} from './organization.ts';

interface MemberGround {
  host: RunningHost;
  organization: TestOrganization;
}
interface Made {
  params: Record<string, string>;
  version?: number;
  body?: unknown;
}

/** A member, who is invited and hasn't signed in if the operation sends another e-mail. */
export async function memberSubject({ host, organization }: MemberGround, verb: string): Promise<Made> {
  const username = unique('created');
  const body = { username, email: `${username}@people.example`, firstName: 'New', role: 'employee' };
  if (verb === 'list' || verb === 'create') return { params: {}, body };
  if (verb === 'resend') {
    const { owner, path } = organization;
    const { userId } = await bodyOf(201, owner.call('POST', `${path}/members`, { body }));
    await letPasswordPauseEnd(host, userId);
    return { params: { userId } };
  }
  const { userId } = await addMember(host, organization, 'employee');
  return { params: { userId }, version: 1, body: { displayName: unique('Renamed ') } };
}

/** An invitation, whose required pause between two e-mails has ended. */
export async function invitationSubject({ host, organization }: MemberGround, verb: string): Promise<Made> {
  const body = { email: `${unique('invited')}@people.example`, role: 'employee' };
  if (verb === 'list' || verb === 'create') return { params: {}, body };
  const { id } = await bodyOf(
    201,
    organization.owner.call('POST', `${organization.path}/invitations`, { body }),
  );
  if (verb === 'resend') await letMailPauseEnd(host, organization.id, id);
  return { params: { id } };
}
