import type { texts as analytics } from './en/analytics.ts';
import type { texts as boards } from './en/boards.ts';
import type { texts as calendar } from './en/calendar.ts';
import type { texts as dailyWork } from './en/daily-work.ts';
import type { texts as deals } from './en/deals.ts';
import type { texts as documents } from './en/documents.ts';
import type { texts as files } from './en/files.ts';
import type { texts as filters } from './en/filters.ts';
import type { texts as frame } from './en/frame.ts';
import type { texts as imports } from './en/imports.ts';
import type { texts as jobs } from './en/jobs.ts';
import type { texts as listTools } from './en/list-tools.ts';
import type { texts as merges } from './en/merges.ts';
import type { texts as organizationChart } from './en/organization-chart.ts';
import type { texts as personalData } from './en/personal-data.ts';
import type { texts as plans } from './en/plans.ts';
import type { texts as portal } from './en/portal.ts';
import type { texts as portalAccess } from './en/portal-access.ts';
import type { texts as portalNotices } from './en/portal-notices.ts';
import type { texts as portalRequest } from './en/portal-request.ts';
import type { texts as records } from './en/records.ts';
import type { texts as refusals } from './en/refusals.ts';
import type { texts as savedViews } from './en/saved-views.ts';
import type { texts as settings } from './en/settings.ts';
import type { texts as signIn } from './en/sign-in.ts';
import type { texts as today } from './en/today.ts';
import type { texts as webhookSources } from './en/webhook-sources.ts';
import type { texts as webhooks } from './en/webhooks.ts';

/**
 * The UI text by area. Each area is loaded as a whole. The English texts define the keys: texts in other languages
 * compile only if they have the same keys.
 */
export interface AreaTexts {
  frame: ReturnType<typeof frame>;
  signIn: ReturnType<typeof signIn>;
  records: ReturnType<typeof records>;
  dailyWork: ReturnType<typeof dailyWork>;
  boards: ReturnType<typeof boards>;
  calendar: ReturnType<typeof calendar>;
  deals: ReturnType<typeof deals>;
  documents: ReturnType<typeof documents>;
  imports: ReturnType<typeof imports>;
  jobs: ReturnType<typeof jobs>;
  listTools: ReturnType<typeof listTools>;
  merges: ReturnType<typeof merges>;
  personalData: ReturnType<typeof personalData>;
  plans: ReturnType<typeof plans>;
  portal: ReturnType<typeof portal>;
  portalAccess: ReturnType<typeof portalAccess>;
  portalNotices: ReturnType<typeof portalNotices>;
  portalRequest: ReturnType<typeof portalRequest>;
  settings: ReturnType<typeof settings>;
  analytics: ReturnType<typeof analytics>;
  organizationChart: ReturnType<typeof organizationChart>;
  files: ReturnType<typeof files>;
  filters: ReturnType<typeof filters>;
  savedViews: ReturnType<typeof savedViews>;
  refusals: ReturnType<typeof refusals>;
  today: ReturnType<typeof today>;
  webhooks: ReturnType<typeof webhooks>;
  webhookSources: ReturnType<typeof webhookSources>;
}
export type Area = keyof AreaTexts;

export type Messages = AreaTexts['frame'] &
  AreaTexts['signIn'] &
  AreaTexts['records'] &
  AreaTexts['dailyWork'] &
  AreaTexts['boards'] &
  AreaTexts['calendar'] &
  AreaTexts['deals'] &
  AreaTexts['documents'] &
  AreaTexts['imports'] &
  AreaTexts['jobs'] &
  AreaTexts['listTools'] &
  AreaTexts['merges'] &
  AreaTexts['personalData'] &
  AreaTexts['plans'] &
  AreaTexts['portal'] &
  AreaTexts['portalAccess'] &
  AreaTexts['portalNotices'] &
  AreaTexts['portalRequest'] &
  AreaTexts['settings'] &
  AreaTexts['analytics'] &
  AreaTexts['organizationChart'] &
  AreaTexts['files'] &
  AreaTexts['filters'] &
  AreaTexts['savedViews'] &
  AreaTexts['refusals'] &
  AreaTexts['today'] &
  AreaTexts['webhooks'] &
  AreaTexts['webhookSources'];
