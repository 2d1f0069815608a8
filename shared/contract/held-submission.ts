import * as z from 'zod/mini';
import { id, timestamp } from './field.ts';
import { formKinds } from './form.ts';
import { limits } from './limits.ts';
import { nothing, operation, resource } from './operation.ts';
import { recordTypeNames } from './record-types.ts';

/** What a held submission becomes when it is released. */
const heldKinds = [...formKinds, 'portalAccess'] as const;

/**
 * Why a submission is held. `hiddenField`: a field was filled in that visitors don’t see. `tooFast`: it was sent faster
 * than people type. The others are of requests for access to the portal: no contact has the address, the contact has no
 * customer, has access already or has one that shows nothing at present, e-mail can’t be sent to the address, too many e-mails were sent on that day, or requests
 * were turned off meanwhile.
 */
export const heldReasons = [
  'hiddenField',
  'tooFast',
  'unknownAddress',
  'noCustomer',
  'hasAccess',
  'accessSuspended',
  'undeliverable',
  'tooManyEmails',
  'requestsOff',
] as const;
export type HeldReason = (typeof heldReasons)[number];

/** A submission by a visitor that waits for a decision. */
export const heldSubmission = z.object({
  id,
  kind: z.enum(heldKinds),
  /** The form that the visitor submitted. It can have been changed or deleted since. */
  formId: z.optional(id),
  formName: z.optional(z.string()),
  reasons: z.array(z.enum(heldReasons)),
  /** What the visitor entered, by question. A request for access has the visitor’s e-mail address only. */
  answers: z.array(z.object({ label: z.string(), text: z.string() })),
  email: z.optional(z.string()),
  receivedAt: timestamp,
  /** When it is removed unless it was released before. */
  expiresAt: timestamp,
});
export type HeldSubmission = z.infer<typeof heldSubmission>;

const all = '/v1/orgs/{orgId}/held-submissions';
const one = `${all}/{id}` as const;

/** Submissions by visitors that look automated, or that nothing could be done with, until somebody decides. */
export const heldSubmissions = resource('held-submissions', all, {
  list: operation({
    method: 'GET',
    path: all,
    access: 'form:read',
    summary: 'List the submissions that are held for review, newest first.',
    description: `Submissions of public forms that look automated and requests for access to the portal that couldn’t be answered are kept for ${limits.heldDays} days. An organization can have up to ${limits.heldSubmissions}; then further visitors see that their submission wasn’t received.`,
    output: z.object({ items: z.array(heldSubmission) }),
  }),
  release: operation({
    method: 'POST',
    path: `${one}/release`,
    access: 'form:update',
    summary: 'Release a held submission: it becomes a lead, an issue or an invitation to the portal.',
    description:
      'A submission of a form is checked and treated as if it had just come in. Answers that their fields no longer accept become part of the record’s text. A request for access is refused with 409 as long as its address isn’t that of a contact of a customer.',
    output: z.object({
      /** The new record, or the contact who was invited. */
      recordType: z.enum(recordTypeNames),
      recordId: id,
    }),
  }),
  delete: operation({
    method: 'DELETE',
    path: one,
    access: 'form:update',
    summary: 'Delete a held submission. This can’t be undone.',
    output: nothing,
    status: 204,
  }),
});
