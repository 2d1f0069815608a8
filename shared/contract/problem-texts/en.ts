import type { SellerField } from '../legal-fields.ts';
import { a, capitalized } from '../noun.ts';
import type { Nouns } from '../nouns.ts';
import type { Plural } from '../plural.ts';
import { megabytes } from './megabytes.ts';
import { minuteOf } from './minute-of.ts';

const periods = { minute: 'a minute', day: 'a day (UTC)' };
const requesters = {
  key: 'An API key',
  user: 'A user',
  organization: 'This organization',
  address: 'An IP address',
};
const sellerFields: Record<SellerField, string> = {
  legalName: 'legal name',
  taxId: 'tax ID',
  address: 'address',
  city: 'city',
};

const printedPlaces = ({ customer }: Nouns) => ({
  seller: () => 'the name, tax ID or address in the billing settings',
  customer: () => `the ${customer.one}’s legal name, tax ID or address`,
  lines: (line: number) => `the description or unit of line ${line}`,
  series: () => 'the prefix of the numbers',
});

/** What each kind of problem means. */
export const problemTitles = {
  merged: 'This record was merged into another one',
  invalid_request: 'The request is malformed',
  unauthenticated: 'Sign in, or send a valid API key',
  forbidden: 'Your role or API key doesn’t allow this',
  being_deleted: 'This organization is being deleted',
  not_found: 'Not found',
  method_not_allowed: 'This path doesn’t support that method',
  not_acceptable: 'None of the media types in Accept are supported',
  conflict: 'The request conflicts with existing data',
  precondition_failed:
    'The resource has changed since you retrieved it. Get the latest version and try again.',
  too_large: 'The request is too large',
  unsupported_media_type: 'The content type of the body isn’t supported',
  invalid_input: 'Some fields are invalid',
  precondition_required: 'Send the resource’s ETag in If-Match',
  too_many_requests: 'Too many requests. Wait a moment and try again.',
  internal: 'Something went wrong on our side',
  unavailable: 'The service is busy. Try again in a moment.',
};

const general = {
  address_not_allowed: 'This API key can’t be used from your IP address.',
  addresses_shared: ({ addresses }: { addresses: number }, plural: Plural) =>
    plural(addresses, {
      one: 'Several records share an e-mail address. Change or delete all but one of them, then try again.',
      other:
        '# e-mail addresses are shared by several records. For each address, change or delete all records but one, then try again.',
    }),
  already_client: 'This person already has access to the portal.',
  already_member: 'You are already a member of this organization.',
  answer_is_json: 'Responses are application/json. Omit Accept, or include that type.',
  billing_incomplete: ({ missing }: { missing: readonly SellerField[] }) =>
    `Enter this in the billing settings first: ${missing.map((field) => sellerFields[field]).join(', ')}.`,
  body_not_json: 'The body is not valid JSON.',
  body_not_sent_as_json: 'Send the body as application/json in UTF-8.',
  body_not_utf8: 'The body is not valid UTF-8.',
  body_too_large: ({ bytes }: { bytes: number }, plural: Plural) =>
    plural(bytes, { other: 'A request body can have at most # bytes.' }),
  change_too_deep: ({ depth }: { depth: number }, plural: Plural) =>
    plural(depth, { other: 'At most # changes can cause one another.' }),
  change_too_large: 'This change is too large. Change fewer fields at once.',
  files_full: 'There is no room for this file. Ask an administrator of the organization to make room.',
  too_many_together: 'This request changes too many records together. Send fewer items at once.',
  client_of_organization:
    'You use this organization’s portal as its client, so you can’t become a member. Ask it to end your access to the portal first.',
  contact_email_taken: 'Another record already has this e-mail address.',
  cursor_invalid: 'The cursor is invalid. Leave it out to start from the first page.',
  cursor_of_other_list: 'The cursor belongs to another list. Leave it out after changing filters or sorting.',
  custom_fields_too_large:
    'The custom fields of this record type are too large to store. Shorten their texts or retire some.',
  demo_data_a_day: ({ limit }: { limit: number }, plural: Plural) =>
    plural(limit, {
      one: 'Demo data can be loaded once a day (UTC). Try again tomorrow.',
      other: 'Demo data can be loaded # times a day (UTC). Try again tomorrow.',
    }),
  document_without_lines: 'Add at least one line first.',
  duplicate_scan_running: 'A scan for duplicates is still running. Wait until it has ended, or stop it.',
  duplicate_scan_unready: 'This scan for duplicates has no groups. Get its current state.',
  email_unconfirmed: 'Confirm your e-mail address first.',
  form_not_from_here: 'This site isn’t allowed to submit the form.',
  form_too_many_fields: ({ limit }: { limit: number }, plural: Plural) =>
    plural(limit, { other: 'A form can have at most # fields.' }),
  idempotency_key_invalid: 'Idempotency-Key must be 1 to 255 visible ASCII characters.',
  if_match_invalid: 'If-Match must be the resource’s ETag, such as "v3", a list of its ETags, or *.',
  import_empty: 'No row of this file can be imported. Correct its columns and check it again.',
  export_not_ready: 'This export has no file. Get its current state.',
  archive_running: 'The organization is already being exported. Wait until that has ended.',
  archive_import_started: 'An archive is being imported into this organization, or was.',
  import_nothing_refused: 'No row of this file was refused.',
  import_earlier_unread: 'The file of an import before this one isn’t read yet, or can’t be.',
  import_earlier_unchecked:
    'An import before this one isn’t checked. Check this one again, which checks both.',
  import_earlier_undecided:
    'Columns of an import before this one can be read in several ways. Choose how they are meant.',
  import_other_state: 'This import is at another step. Get its current state and try again.',
  items_missing: 'Send at least one item.',
  job_in_effect: 'This job applies a change that is already in effect, so it can’t be canceled or undone.',
  job_running: 'This job is still running. Cancel it or wait until it has ended.',
  job_undone: 'This job has already been undone. To make its changes again, undo the job in `undoneBy`.',
  key_creator_gone:
    'The creator of this API key has left the organization, so the key no longer works. Create another one.',
  key_of_other_role: 'Only the creator of this API key or an owner can change it.',
  last_pipeline: 'The last pipeline can’t be archived. Create another one first.',
  lead_converted: 'This record has already been converted.',
  merge_running: 'One of these records is still being merged or separated. Try again when that job is done.',
  record_being_erased: ({ erasure }: { erasure: string }) =>
    `The record belongs to a person who is being erased for good by the erasure ${erasure}.`,
  record_merged: 'This record was merged into another one. Use the record in `mergedInto` instead.',
  meanings_missing: ({ meanings }: { meanings: string }) =>
    `Each of these meanings needs at least one entry: ${meanings}`,
  memberships_changed: 'You joined or left an organization in the meantime. Try again.',
  methods: ({ methods }: { methods: string }) => `This path supports ${methods}.`,
  moving_from_entries:
    'Records are still being moved from entries that were retired earlier. Try again when that job is done.',
  moving_from_stages:
    'Records are still being moved from stages that were removed earlier. Try again when that job is done.',
  no_stage: ({ meaning }: { meaning: 'open' | 'won' | 'lost' }) => `The pipeline has no ${meaning} stage.`,
  conversion_tags: ({ limit }: { limit: number }, plural: Plural) =>
    plural(limit, {
      other:
        'With the tags of this record, the one that you have chosen would have more than # tags. Remove some of either first.',
    }),
  organization_deleted: ({ until }: { until: string }) =>
    `An owner has deleted this organization. Owners can restore it until ${minuteOf(until)}, when all of its data is removed.`,
  organization_purged: 'This organization can’t be restored any more: its data is already being removed.',
  organizations_a_user: ({ limit }: { limit: number }, plural: Plural) =>
    plural(limit, { other: 'A user can belong to # organizations at most.' }),
  own_data_a_day: ({ limit }: { limit: number }, plural: Plural) =>
    plural(limit, { other: 'You can download your data # times a day (UTC). Try again tomorrow.' }),
  portal_access_changed: 'The access to the portal has just changed. Check it and try again.',
  portal_email_missing: 'Enter an e-mail address first: the invitation is sent to it.',
  portal_email_undeliverable:
    'The invitation can’t be sent: e-mail can’t be delivered to addresses with accents or letters other than a–z before the @. Enter another address first.',
  portal_email_of_client: 'A client of this organization already signs in with this e-mail address.',
  portal_email_of_former_member:
    'This e-mail address belongs to a deactivated member of the organization, who can’t become a client. Remove the member first.',
  portal_files_a_day: ({ limit }: { limit: number }, plural: Plural) =>
    plural(limit, { other: 'You can upload # files a day here. Try again tomorrow.' }),
  portal_issues_a_day: ({ limit }: { limit: number }, plural: Plural) =>
    plural(limit, { other: 'You can ask for help # times a day here. Try again tomorrow.' }),
  profile_changed: 'Your profile was changed in the meantime. Try again.',
  profile_missing: 'Call GET /v1/me first. It creates your profile.',
  recovery_codes_changed: 'The recovery codes were changed in the meantime. Try again.',
  requests: ({ by, limit, unit, per, seconds }: RequestsAllowed, plural: Plural) =>
    `${requesters[by]} can make up to ${plural(limit, { other: `# ${unit}` })} ${periods[per]}. Try again in ${plural(seconds, { one: '# second', other: '# seconds' })}.`,
  second_factor_off: 'Turn on two-factor authentication first.',
  signature_invalid: 'The signature is missing, wrong or too old.',
  submission_not_received:
    'The submission wasn’t received, because too many are held for review. Try again later, or contact the organization in another way.',
  stages_in_use: ({ deals }: { deals: number }, plural: Plural) =>
    plural(deals, { other: 'Your list leaves out stages that are in use (# records in total).' }),
  storage_full: ({ usedBytes, limitBytes }: { usedBytes: number; limitBytes: number }, plural: Plural) =>
    `The organization’s files use ${plural(megabytes(usedBytes), { other: '# MB' })} of the ${plural(megabytes(limitBytes), { other: '# MB' })} allowed. Delete files: they stop counting when they leave the trash.`,
  stripe_amount: 'Stripe can’t charge exactly this amount in this currency.',
  stripe_amount_large:
    'Stripe charges no amount as large as this in this currency. Offer another way to pay, such as a bank transfer.',
  stripe_amount_small:
    'Stripe charges no amount as small as this in this currency. Offer another way to pay, such as a bank transfer.',
  stripe_key_limited:
    'The Stripe key lacks a permission. Allow it to write Checkout Sessions and Charges and Refunds, and to read PaymentIntents and Disputes.',
  stripe_key_refused: 'Stripe doesn’t accept the secret key. Enter a valid one in the billing settings.',
  stripe_off: 'Connect Stripe in the billing settings first.',
  stripe_refused: 'Stripe refused this. The reason is in the logs of your Stripe account.',
  stripe_unreachable: 'Stripe can’t be reached at the moment. Try again in a few minutes.',
  view_creator_gone:
    'The creator of this view is no longer a member, so it can’t become private. Share it with a role, or delete it.',
  view_too_large: ({ kilobytes }: { kilobytes: number }, plural: Plural) =>
    plural(kilobytes, { other: 'A view can have at most # KB as JSON.' }),
  message_not_held: 'This message isn’t held. Only held messages can be put aside.',
  webhook_off: 'This webhook is off. Switch it on to send its messages again.',
};

const ofBilling = (nouns: Nouns) => ({
  invoice_issued: `${capitalized(a(nouns.invoice))} that was issued can’t be deleted. Void it, or issue ${a(nouns.creditNote)}.`,
  invoice_not_due: `Nothing is due on this ${nouns.invoice.one}.`,
  invoice_just_reminded: `A reminder for this ${nouns.invoice.one} was sent less than a minute ago. Wait a moment before you send another one.`,
  invoice_not_owed: `This ${nouns.invoice.one} has no amount due, so no reminder is needed.`,
  invoice_other_state: `This ${nouns.invoice.one} is in another state. Get its current state and try again.`,
  invoice_credited: `All of this ${nouns.invoice.one} is already credited.`,
  invoice_settled: `${nouns.payment.Many} or ${nouns.creditNote.many} already settle parts of this ${nouns.invoice.one}. Issue ${a(nouns.creditNote)} instead.`,
  order_billed: `All of this ${nouns.order.one} is already on ${nouns.invoice.many} or drafts. What you delete, void or credit can be billed again.`,
  order_delivery_billed: `All that was delivered of this ${nouns.order.one} is already on ${nouns.invoice.many} or drafts. What you delete, void or credit can be billed again.`,
  order_billed_often: ({ limit }: { limit: number }, plural: Plural) =>
    plural(limit, {
      other: `More than # ${nouns.invoice.many} and drafts bill this ${nouns.order.one}. Delete, void or credit some of them.`,
    }),
  order_delivered: `Part of this ${nouns.order.one} was already delivered, so it can’t be a draft again.`,
  order_delivery_invoiced: `Issued ${nouns.invoice.many} bill more than that. Void or credit them first. If they bill in advance, send \`belowInvoiced: true\`.`,
  order_invoiced: `This ${nouns.order.one} has ${nouns.invoice.many} or drafts, so it can’t be a draft again. Delete, void or credit them first.`,
  order_exceeded: `This ${nouns.invoice.one} bills more than is left of its ${nouns.order.one}. Reduce the quantities, or void or credit what was billed before. If it is on purpose, send \`beyondOrder: true\`.`,
  order_in_force: `A confirmed ${nouns.order.one} can’t be deleted. Cancel it first. A fulfilled ${nouns.order.one} is kept.`,
  order_other_state: `This ${nouns.order.one} is in another state. Get its current state and try again.`,
  payment_counts: `This ${nouns.payment.one} settles ${nouns.invoice.many}, was refunded, or came from a provider. It can’t be deleted unless it is canceled.`,
  payment_in_progress: `${capitalized(a(nouns.payment))} of this ${nouns.invoice.one} is already being processed.`,
  payment_of_provider: `Stripe collected this ${nouns.payment.one}. Refund it instead.`,
  payment_other_state: `This ${nouns.payment.one} is in another state. Get its current state and try again.`,
  payment_pending: `Stripe is still processing this ${nouns.payment.one}. The result is recorded here as soon as Stripe reports it.`,
  payment_refunded: `Parts of this ${nouns.payment.one} were already refunded, so it can’t be canceled.`,
  stripe_other_account: `The connected Stripe account doesn’t have this ${nouns.payment.one}. Refund it in the account that received it.`,
});

const ofOtherRecords = (nouns: Nouns) => ({
  customer_in_trash: `The ${nouns.customer.one} is in the trash. Restore it first.`,
  deal_without_customer: `This ${nouns.deal.one} has no ${nouns.customer.one}. Choose one first.`,
  document_without_customer: `Choose the ${nouns.customer.one} first.`,
  customer_without_email: `The ${nouns.customer.one} has no e-mail address. Add one first.`,
  letters_not_printed: ({ place, line = 1, letters }: UnprintedLetters) =>
    `PDFs can’t show these letters of ${printedPlaces(nouns)[place](line)}: ${letters.join(' ')}. Use Latin, Greek or Cyrillic letters.`,
  issues_of_two_customers: `These ${nouns.issue.many} belong to different ${nouns.customer.many}, who would read each other’s answers. Give both ${nouns.issue.many} the same ${nouns.customer.one} first.`,
  answer_sent: `The ${nouns.customer.one} can already read this answer, so it can’t be changed. Write another one, or delete it.`,
  answer_unreachable: `Nobody would get this answer: the ${nouns.issue.one} has no ${nouns.customer.one}, or its ${nouns.contact.one} has left the ${nouns.customer.one}, is in the trash, or can be reached neither by e-mail nor in the portal. Choose ${a(nouns.contact)} with an e-mail address first.`,
  answer_undeliverable: `Nobody would get this answer: e-mail can’t be sent to addresses with accents or letters other than a–z before the @. Enter another address first, or choose another ${nouns.contact.one}.`,
  issue_closed: ({ limit }: { limit: number }, plural: Plural) =>
    plural(limit, { other: `This ${nouns.issue.one} was closed more than # days ago. Open a new one.` }),
  issue_not_resolved: `This ${nouns.issue.one} isn’t resolved yet, so it can’t be rated.`,
  issue_rated: `This ${nouns.issue.one} was already rated.`,
  portal_customer_missing: `Only ${nouns.contact.many} of ${a(nouns.customer)} can be invited to the portal. Choose the ${nouns.contact.one}’s ${nouns.customer.one} first.`,
  portal_email_of_member: `This e-mail address belongs to a member of the organization. Members look at the portal from ${a(nouns.customer)}’s page.`,
  portal_access_suspended: `This person’s access to the portal shows nothing now, such as after a move to another ${nouns.customer.one}. End it, then send an invitation.`,
  portal_request_outdated: `The ${nouns.contact.one} has another e-mail address or ${nouns.customer.one} by now. Withdraw the request.`,
  portal_request_unknown: `No ${nouns.contact.one} has this e-mail address. Enter it at ${a(nouns.contact)} first, or delete the request.`,
  quote_accepted: `An accepted ${nouns.quote.one} can’t be deleted.`,
  quote_billed: `All of this ${nouns.quote.one} is already on ${nouns.invoice.many} or drafts. What you delete, void or credit can be billed again.`,
  quote_billed_often: ({ limit }: { limit: number }, plural: Plural) =>
    plural(limit, {
      other: `# ${nouns.invoice.many} were already created from this ${nouns.quote.one}. Create another one without it.`,
    }),
  quote_changed: `This ${nouns.quote.one} was changed. Get its current contents and answer again.`,
  quote_exceeded: `This ${nouns.invoice.one} bills more than is left of its ${nouns.quote.one}. Reduce the quantities, or void or credit what was billed before. If it is on purpose, send \`beyondOrder: true\`.`,
  quote_invoiced: `This ${nouns.quote.one} has ${nouns.invoice.many} or drafts. Delete, void or credit them first.`,
  quote_order_in_trash: `The ${nouns.order.one} of this ${nouns.quote.one} is in the trash. Restore it to continue with it.`,
  quote_ordered: `This ${nouns.quote.one} already became ${a(nouns.order)}.`,
  quote_other_state: `This ${nouns.quote.one} is in another state. Get its current state and try again.`,
});

/** What is wrong in one case, with an organization’s names of records. */
export const problemDetails = (nouns: Nouns) => ({
  ...general,
  ...ofBilling(nouns),
  ...ofOtherRecords(nouns),
});

/** Letters that the font of PDFs lacks, and where they are. */
export interface UnprintedLetters {
  place: keyof ReturnType<typeof printedPlaces>;
  /** Of `lines`: the number of the line, from 1. */
  line?: number;
  letters: readonly string[];
}

/** How many requests or changes someone can make in a period, and when they can make the next one. */
export interface RequestsAllowed {
  by: keyof typeof requesters;
  limit: number;
  unit: 'requests' | 'changes';
  per: keyof typeof periods;
  seconds: number;
}
