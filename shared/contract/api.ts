import { activities } from './activity.ts';
import { attachments } from './attachment.ts';
import { analytics } from './analytics.ts';
import { apiKeys } from './api-key.ts';
import { calendar } from './calendar.ts';
import { contacts } from './contact.ts';
import { customFields } from './custom-field.ts';
import { customers } from './customer.ts';
import { dashboard } from './dashboard.ts';
import { deals } from './deal.ts';
import { employees } from './employee.ts';
import { forms } from './form.ts';
import { health } from './health.ts';
import { invitations } from './invitation.ts';
import { leads } from './lead.ts';
import { meResource } from './me.ts';
import { jobs } from './job.ts';
import { members } from './member.ts';
import { notes } from './note.ts';
import { organizations } from './organization.ts';
import { pipelines } from './pipeline.ts';
import { presets } from './preset.ts';
import { publicForms } from './public-form.ts';
import { reference } from './reference.ts';
import { search } from './search.ts';
import { statusListsResource } from './status-list.ts';
import { secondFactor } from './second-factor.ts';
import { tags } from './tag.ts';
import { tasks } from './task.ts';
import { timeline } from './timeline.ts';
import { vendors } from './vendor.ts';

/** The whole contract. Every edge of the product is made from this object. */
export const api = {
  me: meResource,
  secondFactor,
  organizations,
  members,
  invitations,
  contacts,
  customers,
  leads,
  deals,
  pipelines,
  presets,
  customFields,
  statusLists: statusListsResource,
  vendors,
  employees,
  jobs,
  activities,
  tasks,
  calendar,
  timeline,
  notes,
  attachments,
  tags,
  apiKeys,
  forms,
  publicForms,
  search,
  dashboard,
  analytics,
  reference,
  health,
};
export type Api = typeof api;
