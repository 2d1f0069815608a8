import { awaited } from './awaited.ts';
import { bodyOf } from './caller.ts';
import { sendAnswerFile } from './files.ts';
import { newForm, readToken } from './forms.ts';
import type { RunningHost } from './host.ts';
import { unique, type TestOrganization } from './organization.ts';
import { newAddress, visit } from './visitor.ts';

/** A form with which visitors write to the team. */
export const newIssueForm = (organization: TestOrganization): Promise<any> =>
  newForm(organization, {
    creates: 'issue',
    fields: [
      { field: 'subject', label: 'Subject', isRequired: true },
      { field: 'description', label: 'Description', isRequired: false },
      { field: 'writerEmail', label: 'E-mail', isRequired: true },
    ],
  });

/** The links to issues in the e-mails to an address, newest first. */
export const issueLinksTo = async (host: RunningHost, email: string): Promise<string[]> =>
  (await host.mails(email)).flatMap(({ text }) => /\/v1\/issues\?key=[\w-]{43}/.exec(text)?.[0] ?? []);

/** The newest of these links, as soon as there are `count` of them. */
export async function issueLinkTo(host: RunningHost, email: string, count = 1): Promise<string> {
  const links = await awaited(
    `link ${count} to ${email}`,
    () => issueLinksTo(host, email),
    (all) => all.length >= count,
    { pauseMs: 50 },
  );
  return links[0]!;
}

/** Writes with a form for issues, and returns the id of the issue and the link in the receipt. */
export async function writtenIssue(
  host: RunningHost,
  { owner, path }: TestOrganization,
  form: { id: string },
  writerEmail = `${unique('visitor')}@people.example`,
): Promise<{ id: string; link: string; email: string }> {
  const subject = unique('Broken ');
  const token = await readToken(host.url, form.id);
  const json = { subject, description: 'It <b>burns</b>', writerEmail, token };
  await bodyOf(200, visit(host.url, 'POST', `/v1/forms/${form.id}`, { json, from: newAddress() }));
  const link = await issueLinkTo(host, writerEmail);
  const { items } = await bodyOf(200, owner.call('GET', `${path}/issues`, { query: { q: subject } }));
  return { id: items[0].id, link, email: writerEmail };
}

/** A file that the team sent to a visitor, with the secret of the visitor’s link to the issue. */
export async function fileForVisitor(
  host: RunningHost,
  organization: TestOrganization,
): Promise<{ fileId: string; key: string }> {
  const { owner, path } = organization;
  const { id, link } = await writtenIssue(host, organization, await newIssueForm(organization));
  const fileId = await sendAnswerFile(owner.call, `${path}/issues/${id}`);
  return { fileId, key: new URLSearchParams(link.split('?')[1]).get('key')! };
}
