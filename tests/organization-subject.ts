import { bodyOf } from './caller.ts';
import { png, sendBytes } from './files.ts';
import { unique, type TestOrganization } from './organization.ts';

/** The subject of an operation on the organization itself. */
export async function organizationSubject(
  { organization: { owner, path } }: { organization: TestOrganization },
  verb: string,
) {
  const { version, slug } = await bodyOf(200, owner.call('GET', path));
  if (verb === 'requestDeletion') return { params: {}, body: { confirmation: slug } };
  const body = { type: 'image/png', sizeBytes: png.length };
  if (verb === 'startLogo') return { params: {}, body };
  if (verb === 'finishLogo') {
    const { pictureId, upload } = await bodyOf(200, owner.call('POST', `${path}/logo`, { body }));
    await sendBytes(upload, png);
    return { params: { pictureId } };
  }
  return { params: {}, version, body: { name: unique('Org ') } };
}
