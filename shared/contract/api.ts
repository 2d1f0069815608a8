import { account } from './account.ts';
import { activities } from './records/activity-operations.ts';
import { archiveImports } from './archive-import.ts';
import { attachments } from './attachment.ts';
import { analytics } from './analytics.ts';
import { apiKeys } from './api-key.ts';
import { calendar } from './calendar.ts';
import { crashes } from './crash.ts';
import { customFields } from './custom-field.ts';
import { dashboard } from './dashboard.ts';
import { demoData } from './demo-data.ts';
import { deals } from './records/deal-operations.ts';
import { documents } from './document-pdf.ts';
import { duplicates } from './duplicate-scan.ts';
import { exportsResource } from './export.ts';
import { forms } from './form.ts';
import { health } from './health.ts';
import { heldSubmissions } from './held-submission.ts';
import { imports } from './import.ts';
import { invitations } from './invitation.ts';
import { billing } from './billing.ts';
import { invoices } from './records/invoice-operations.ts';
import { issues } from './records/issue-operations.ts';
import { leads } from './records/lead-operations.ts';
import { orders } from './records/order-operations.ts';
import { quotes } from './records/quote-operations.ts';
import { payments } from './records/payment-operations.ts';
import { meResource } from './me.ts';
import { jobs } from './job.ts';
import { lists } from './lists/list-operations.ts';
import { members } from './member.ts';
import { notes } from './note.ts';
import { organizations } from './organization.ts';
import { personalDataResource } from './personal-data.ts';
import { pipelines } from './pipeline.ts';
import { portal } from './portal.ts';
import { presets } from './preset.ts';
import { publicDocuments } from './public-document.ts';
import { publicForms } from './public-form.ts';
import { publicIssues } from './public-issue.ts';
import { publicPayments } from './public-payment.ts';
import { publicWebhooks } from './public-webhook.ts';
import { plainResource, type PlainResource } from './record-operations.ts';
import type { RecordType } from './record-type.ts';
import { recordTypes, type RecordTypeName } from './record-types.ts';
import { reference } from './reference.ts';
import { search } from './search.ts';
import { statusListsResource } from './status-list.ts';
import { secondFactor } from './second-factor.ts';
import { tags } from './tag.ts';
import { tasks } from './task.ts';
import { timeline } from './timeline.ts';
import { usageResource } from './usage.ts';
import { views } from './view.ts';
import { webhooks } from './webhook.ts';
import { webhookSources } from './webhook-source.ts';
import { whoami } from './whoami.ts';

type RecordTypes = typeof recordTypes;
/** The standard resource of each record type, by the type's plural. */
const recordResources = Object.fromEntries(
  Object.values<RecordType>(recordTypes as never).map((type) => [type.plural, plainResource(type)]),
) as unknown as {
  [Name in RecordTypeName as RecordTypes[Name]['plural']]: PlainResource<RecordTypes[Name]>;
};

/**
 * The complete API contract. Handlers and the web client take their types from it, and the OpenAPI document is
 * generated from it.
 */
export const api = {
  me: meResource,
  account,
  whoami,
  secondFactor,
  organizations,
  demoData,
  members,
  invitations,
  ...recordResources,
  // These have operations of their own. Their resources replace the standard ones.
  activities,
  leads,
  deals,
  quotes,
  orders,
  invoices,
  payments,
  issues,
  billing,
  documents,
  lists,
  views,
  pipelines,
  portal,
  presets,
  customFields,
  statusLists: statusListsResource,
  jobs,
  imports,
  exports: exportsResource,
  duplicates,
  archiveImports,
  personalData: personalDataResource,
  tasks,
  calendar,
  timeline,
  notes,
  attachments,
  tags,
  apiKeys,
  webhooks,
  webhookSources,
  forms,
  heldSubmissions,
  publicForms,
  publicDocuments,
  publicIssues,
  publicPayments,
  publicWebhooks,
  crashes,
  search,
  dashboard,
  analytics,
  usage: usageResource,
  reference,
  health,
};
export type Api = typeof api;
