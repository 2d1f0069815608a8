import type { Context } from '../organization/context.ts';
import { readMembers } from '../organization/member.ts';
import { personLine } from './line-schemas.ts';
import { linesOf, type OpenArchive } from './open-archive.ts';

/** The members that people in an archive are, by the ids that these have there: those with the same e-mail address. */
export async function membersIn(
  context: Context,
  archive: OpenArchive,
): Promise<ReadonlyMap<string, string>> {
  const byEmail = new Map(
    (await readMembers(context, context.orgId)).flatMap(({ email, userId }) =>
      email === undefined ? [] : [[email.toLowerCase(), userId] as const],
    ),
  );
  const members = new Map<string, string>();
  for (const file of archive.files.filter(({ kind }) => kind === 'people'))
    for await (const line of linesOf(archive, file)) {
      const { id, email } = personLine.parse(JSON.parse(line));
      const userId = email === undefined ? undefined : byEmail.get(email.toLowerCase());
      if (userId !== undefined) members.set(id, userId);
    }
  return members;
}
