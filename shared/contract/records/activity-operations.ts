import { loggedOperations } from '../logged-activity.ts';
import { recordResource } from '../record-operations.ts';
import { activity } from './activity.ts';

export const activities = recordResource(activity, loggedOperations);
